"""The demo's one film: drawn, without sound, made by this project from the conversation of step M04-4."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images.models import Image

from modules.models import Recording
from modules.pictures import prepare_sizes
from modules.queries import published_step_by_code
from modules.recordings.captions import read_captions, written_captions
from modules.recordings.containers import read_facts

CODE = "M04-4"
TITLE = "Twee minuten bij de start van de dienst"
ON_THE_POSTER = "Getekend: drie collega's in een teamkamer, met een tafel en een kop koffie."
ABOUT = "Een getekende film zonder geluid. Drie collega's staan in de teamkamer. Wie praat, beweegt."


def show_the_film(directory: Path) -> None:
    """Let the step show its film; nothing when there is one already, or no such step."""
    folder = directory / "film"
    step = published_step_by_code(CODE)
    if step is None or not (folder / f"{CODE}.webm").exists() or Recording.objects.exists():
        return
    recording = _recording(folder)
    step.body[0].value["recording"] = recording
    step.save_revision().publish()


def _recording(folder: Path) -> Recording:
    file = folder / f"{CODE}.webm"
    with file.open("rb") as opened:
        facts = read_facts(opened, file.stat().st_size)
    cues = read_captions((folder / f"{CODE}.vtt").read_bytes())
    poster: Any = Image.objects.create(
        title=TITLE,
        description=ON_THE_POSTER,
        file=ContentFile((folder / f"{CODE}.jpg").read_bytes(), name="twee-minuten.jpg"),
    )
    prepare_sizes(poster)
    return Recording.objects.create(
        title=TITLE,
        container=facts.container,
        has_picture=facts.has_picture,
        seconds=round(facts.seconds),
        size=file.stat().st_size,
        width=facts.width,
        height=facts.height,
        file=ContentFile(file.read_bytes(), name=file.name),
        captions=ContentFile(written_captions(cues), name="captions.vtt"),
        poster=poster,
        transcript="\n\n".join([ABOUT, *(cue.text for cue in cues)]),
    )
