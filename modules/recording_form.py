"""The editors' form for a recording, and what a step with one must have before it is published."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from modules.models import Recording
from modules.pictures import prepare_sizes
from modules.queries.recordings import is_on_published_step
from modules.readiness import obstacles_of_step
from modules.recordings.captions import BadCaptionsError, Cue, read_captions, written_captions
from modules.recordings.containers import NoLengthError, NotARecordingError, forget_where_and_who, read_facts
from modules.recordings.readiness import what_is_missing

LARGEST: Final = 100_000_000  # bytes: ten minutes of film in good quality for a phone
LARGEST_CAPTIONS: Final = 500_000
SLACK: Final = 2  # seconds that captions may last longer than the film

CAPTION_FAULTS: Final[dict[str, Any]] = {
    "encoding": _("Dit is geen tekst in UTF-8. Sla de ondertitels opnieuw op als WebVTT."),
    "header": _("Dit zijn geen ondertitels in WebVTT: de eerste regel is niet WEBVTT."),
    "order": _("Regel %(line)s: deze ondertitel begint eerder dan die ervoor."),
    "times": _("Regel %(line)s: hier hoort een tijd, zoals 00:01.000 --> 00:04.500."),
    "line": _("Regel %(line)s: bij deze tijd staat geen tekst."),
    "empty": _("Er staat geen enkele ondertitel in."),
    "many": _("Dit zijn te veel ondertitels voor één film."),
}


class RecordingForm(WagtailAdminModelForm):
    """A recording is kept without captions or text; it is only shown with them."""

    def clean_file(self) -> Any:
        """MP4, WebM or MP3 of at most 100 MB, by its contents; tags about place and maker go, but for those of a WebM."""
        upload = self.cleaned_data["file"]
        if not isinstance(upload, UploadedFile):
            return upload
        if (upload.size or 0) > LARGEST:
            raise ValidationError(_("Dit bestand is groter dan 100 MB. Maak het kleiner of korter."))
        try:
            file: Any = upload.file
            facts = read_facts(file, upload.size or 0)
            forget_where_and_who(file, upload.size or 0)
        except NoLengthError as error:
            raise ValidationError(
                _("In dit bestand staat niet hoe lang het duurt. Sla het opnieuw op, het liefst als MP4.")
            ) from error
        except NotARecordingError as error:
            raise ValidationError(
                _("Dit is geen film in MP4 of WebM en geen geluid in M4A of MP3, of het is niet heel.")
            ) from error
        upload.seek(0)
        self.instance.container, self.instance.has_picture = facts.container, facts.has_picture
        self.instance.seconds, self.instance.size = max(1, round(facts.seconds)), upload.size
        self.instance.width, self.instance.height = facts.width, facts.height
        return upload

    def clean_captions(self) -> Any:
        """WebVTT, written anew."""
        upload = self.cleaned_data["captions"]
        if not isinstance(upload, UploadedFile):
            return upload
        if (upload.size or 0) > LARGEST_CAPTIONS:
            raise ValidationError(CAPTION_FAULTS["many"])
        try:
            cues = read_captions(upload.read())
        except BadCaptionsError as error:
            raise ValidationError(CAPTION_FAULTS[error.reason] % {"line": error.line}) from error
        self._refuse_captions_after_the_end(cues)
        return ContentFile(written_captions(cues), name="captions.vtt")

    def _refuse_captions_after_the_end(self, cues: list[Cue]) -> None:
        seconds = self.instance.seconds
        if seconds and cues[-1].begin > seconds + SLACK:
            raise ValidationError(_("Deze ondertitels lopen door na het einde. Horen ze bij deze film?"))

    def clean(self) -> dict[str, Any]:
        """What published steps show stays complete."""
        cleaned: dict[str, Any] = super().clean()
        if self.errors or self.instance.pk is None or not is_on_published_step(self.instance):
            return cleaned
        had_picture = Recording.objects.filter(pk=self.instance.pk, has_picture=True).exists()
        if had_picture is not self.instance.has_picture:
            film = _("Een gepubliceerde stap laat deze film zien. Kies weer een film.")
            sound = _("Een gepubliceerde stap laat dit geluid horen. Kies weer geluid zonder beeld.")
            self.add_error("file", film if had_picture else sound)
            return cleaned
        new = Recording(
            has_picture=self.instance.has_picture,
            captions=cleaned["captions"] or "",
            poster=cleaned["poster"],
            transcript=cleaned["transcript"],
        )
        if missing := what_is_missing(new):
            text = _("Een gepubliceerde stap laat dit zien. Dan kan dit niet weg: %(missing)s.")
            raise ValidationError(text % {"missing": ", ".join(map(str, missing))})
        return cleaned

    def save(self, commit: bool = True) -> Recording:
        """Keep it; a file that was replaced goes once that is certain."""
        old = Recording.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        recording: Recording = super().save(commit)
        if recording.poster is not None:
            prepare_sizes(recording.poster)
        if old is not None:
            for name in ("file", "captions"):
                before, after = getattr(old, name), getattr(recording, name)
                if before and before.name != after.name:
                    transaction.on_commit(partial(before.storage.delete, before.name))
        return recording


def keep_what_steps_show(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Before recordings are thrown away: none of them goes while a published step shows one."""
    shown = [each for each in instances if isinstance(each, Recording) and is_on_published_step(each)]
    if not shown:
        return None
    text = _("Niets verwijderd. Een gepubliceerde stap laat dit zien: %(titles)s. Haal het daar eerst weg.")
    messages.warning(request, text % {"titles": ", ".join(each.title for each in shown)})
    return redirect(Recording.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]  # Wagtail's


def follow_deletion(*, instance: Recording, **kwargs: object) -> None:
    """A recording was thrown away: its files go once that is certain."""
    for kept in (instance.file, instance.captions):
        if kept.name:
            transaction.on_commit(partial(kept.storage.delete, kept.name))


class StepPageForm(WagtailAdminPageForm):
    """A step: a draft always saves; what is submitted or published shows only complete recordings."""

    def clean(self) -> dict[str, Any]:
        """Names what a recording lacks, at the block that shows it."""
        cleaned: dict[str, Any] = super().clean()
        if self.is_deferred_validation:
            return cleaned
        for obstacle in obstacles_of_step(cleaned):
            self.add_error(obstacle.field, ValidationError(obstacle.text))
        return cleaned
