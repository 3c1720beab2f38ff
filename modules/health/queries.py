"""The reads of the health page: as many queries for a hundred pages as for one."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.images.models import Image
from wagtail.models import Page

from modules.casework.checker import long_sentences
from modules.friends.parts import Part, parts_of
from modules.health.answers import (
    QuestionRate,
    answers_to,
    asked_in,
    never_taken,
    often_wrong,
    question_rates,
)
from modules.health.rules import Finding, Kind, broken_addresses, helped, linked_pages, review_due
from modules.models import (
    CasePage,
    CaseScript,
    CaseTally,
    ModulePage,
    Recording,
    StepFeedback,
    StepPage,
)
from modules.queries.plays import BATCH, may_be_told
from modules.queries.recordings import shown_in
from modules.recordings.readiness import what_is_missing
from people.models import Person


@dataclass(frozen=True)
class Helped:
    """A step with the reactions to "Hielp dit?"."""

    page: int
    title: str
    counts: dict[str, int]


@dataclass
class Health:
    """Everything on the page."""

    findings: list[Finding] = field(default_factory=list)
    questions: list[QuestionRate] = field(default_factory=list)
    reactions: list[Helped] = field(default_factory=list)
    pages: int = 0


def health_of(person: Person, *, own_cases_only: bool, today: dt.date) -> Health:
    """What this person's published pages ask for; an author sees her own cases, no tests and no reactions."""
    cases = CasePage.objects.live().order_by("path")
    if own_cases_only:
        cases = cases.filter(owner=person)
    pages: list[Any] = list(cases)
    steps: list[Any] = []
    if not own_cases_only:
        steps = list(StepPage.objects.live().order_by("path"))
        pages = [*ModulePage.objects.live().order_by("path"), *steps, *pages]
    health = Health(pages=len(pages))
    parts = {page.pk: parts_of(page) for page in pages}
    health.findings += _links(pages, parts)
    recordings = _recordings(steps)
    health.findings += _pictures(pages, recordings)
    health.findings += _transcripts(steps, recordings)
    health.findings += _reviews(pages, today)
    for page in pages:
        health.findings += _sentences(page, parts[page.pk])
    health.findings += _never_chosen([page for page in pages if isinstance(page, CasePage)])
    if not own_cases_only:
        asked = [each for step in steps for each in asked_in(step, parts[step.pk])]
        answers = answers_to(asked)
        health.questions = question_rates(asked, answers)
        health.findings += often_wrong(health.questions)
        health.findings += never_taken(asked, answers)
        health.reactions = _reactions(steps)
    return health


def _links(pages: Iterable[Any], parts: dict[int, list[Part]]) -> list[Finding]:
    asked = {key for found in parts.values() for part in found for key in linked_pages(part.source)}
    live = set(Page.objects.live().filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()
    found = []
    for page in pages:
        for part in parts[page.pk]:
            gone = any(key not in live for key in linked_pages(part.source))
            about = [_("De bladzijde is er niet meer, of staat niet online.")] if gone else []
            for each in (*about, *broken_addresses(part.source)):
                found.append(Finding(Kind.LINK, page.pk, page.title, part.path, part.label, each))
    return found


def _recordings(steps: Iterable[StepPage]) -> dict[int, Recording]:
    """The recordings that these steps show; one query when there are any."""
    keys = {shown.recording_id for step in steps for shown in shown_in(step)}
    return Recording.objects.in_bulk(keys) if keys else {}


def _pictures(pages: Iterable[Any], recordings: Mapping[int, Recording]) -> list[Finding]:
    """Pictures without a description: of the page, or before a film on it."""
    shown = [(page, page.picture_id, "picture") for page in pages if getattr(page, "picture_id", None)]
    for page in pages:
        for each in shown_in(page):
            recording = recordings.get(each.recording_id)
            if recording is not None and recording.poster_id:
                shown.append((page, recording.poster_id, f"body.{each.block}.recording"))
    bare = set()
    if shown:
        keys = {key for _page, key, _part in shown}
        bare = set(Image.objects.filter(pk__in=keys, description="").values_list("pk", flat=True))
    about = _("Er staat niet bij wat erop te zien is.")
    return [
        Finding(Kind.ALT, page.pk, page.title, part, _("Beeld"), about)
        for page, key, part in shown
        if key in bare
    ]


def _transcripts(steps: Iterable[StepPage], recordings: Mapping[int, Recording]) -> Iterator[Finding]:
    """Films and sound without what somebody needs who doesn't hear or see them."""
    for step in steps:
        for child in step.body.get_prep_value():
            if child["type"] in ("film", "audio"):
                field, about = _lacking(child, recordings.get(child["value"].get("recording") or 0))
                if about:
                    label = _("Film") if child["type"] == "film" else _("Luisteren")
                    part = f"body.{child['id']}.{field}"
                    yield Finding(Kind.TRANSCRIPT, step.pk, step.title, part, label, about)


def _lacking(child: Mapping[str, Any], recording: Recording | None) -> tuple[str, str]:
    """The field of a block that lacks something, and what; empty when nothing does."""
    if recording is not None:
        missing = ", ".join(map(str, what_is_missing(recording)))
        words = {"title": recording.title, "missing": missing}
        return "recording", _("Opname ‘%(title)s’: hier mist %(missing)s.") % words if missing else ""
    if child["type"] == "audio":
        return "recording", _("De opname mist.")
    has_lines = any(str(line["value"]["text"] or "").strip() for line in child["value"].get("lines") or ())
    return "lines", "" if has_lines else _("De tekst van het gesprek mist.")


def _reviews(pages: Iterable[Any], today: dt.date) -> Iterator[Finding]:
    for page in pages:
        published = page.last_published_at
        day = review_due(page.review_by, timezone.localtime(published).date() if published else None)
        if day is not None and day < today:
            about = _("Nakijken vóór %(day)s.") % {"day": date_format(day, "j F Y")}
            yield Finding(Kind.REVIEW, page.pk, page.title, "", "", about)


def _sentences(page: Any, parts: Iterable[Part]) -> Iterator[Finding]:
    for part in parts:
        for sentence in long_sentences(part.source):
            yield Finding(Kind.SENTENCE, page.pk, page.title, part.path, part.label, sentence)


def _never_chosen(cases: list[CasePage]) -> list[Finding]:
    """Choices that nobody made in full batches of plays in the wording of now; two queries for all cases."""
    wanted = {(case.pk, case.script.digest): case for case in cases if case.is_branching}
    if not wanted:
        return []
    scripts = {
        script.pk: (case, script.finished_plays // BATCH)
        for script in CaseScript.objects.filter(case__in=cases).only("case_id", "digest", "finished_plays")
        if (case := wanted.get((script.case_id, script.digest)))
    }
    chosen: dict[int, Counter[str]] = defaultdict(Counter)
    for key, batch, choice, plays in CaseTally.objects.filter(script__in=scripts).values_list(
        "script", "batch", "choice", "plays"
    ):
        if batch < scripts[key][1]:
            chosen[key][choice] += plays
    found = []
    for key, (case, _full) in scripts.items():
        places = {
            str(child["value"]["name"]).strip().lower(): child["id"] for child in case.scenes.get_prep_value()
        }
        for scene in case.script.scenes:
            figures = [chosen[key][choice.key] for choice in scene.choices]
            if not may_be_told(figures):
                continue
            for number, figure in enumerate(figures, start=1):
                if figure == 0:
                    about = _("Keuze %(number)d is nooit gekozen door %(people)d mensen.")
                    path = f"scenes.{places[scene.key]}"
                    told = about % {"number": number, "people": sum(figures)}
                    found.append(Finding(Kind.NEVER_CHOSEN, case.pk, case.title, path, scene.key, told))
    return found


def _reactions(steps: Iterable[StepPage]) -> list[Helped]:
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for page, answer, number in (
        StepFeedback.objects.order_by().values_list("page", "answer").annotate(number=Count("pk"))
    ):
        counts[page][answer] = number
    return [
        Helped(step.pk, step.title, told)
        for step in steps
        if step.pk in counts and (told := helped(counts[step.pk])) is not None
    ]
