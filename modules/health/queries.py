"""The reads of the health page: as many queries for a hundred pages as for one."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.images.models import Image
from wagtail.models import Page

from modules import rules as module_rules
from modules.casework.checker import long_sentences
from modules.friends.parts import Part, parts_of
from modules.health.rules import (
    MANY_WRONG,
    Finding,
    Kind,
    Rate,
    broken_addresses,
    helped,
    linked_pages,
    rate,
    review_due,
)
from modules.models import AnswerSlot, CasePage, CaseScript, CaseTally, ModulePage, StepFeedback, StepPage
from modules.queries.plays import BATCH, may_be_told
from modules.queries.progress import right_options
from people.models import Person
from people.sight import EVERYBODY, reads_for


@dataclass(frozen=True)
class QuestionRate:
    """A question of a test with how often it was wrong at first."""

    page: int
    title: str
    part: str
    question: str
    rate: Rate


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
    health.findings += _pictures(pages)
    health.findings += _transcripts(steps)
    health.findings += _reviews(pages, today)
    for page in pages:
        health.findings += _sentences(page, parts[page.pk])
    health.findings += _never_chosen([page for page in pages if isinstance(page, CasePage)])
    if not own_cases_only:
        health.questions = _questions(steps)
        health.findings += _often_wrong(health.questions)
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


def _pictures(pages: Iterable[Any]) -> list[Finding]:
    shown = {page.pk: page for page in pages if getattr(page, "picture_id", None)}
    bare = set()
    if shown:
        keys = {page.picture_id for page in shown.values()}
        bare = set(Image.objects.filter(pk__in=keys, description="").values_list("pk", flat=True))
    return [
        Finding(
            Kind.ALT, page.pk, page.title, "picture", _("Beeld"), _("Er staat niet bij wat erop te zien is.")
        )
        for page in shown.values()
        if page.picture_id in bare
    ]


def _transcripts(steps: Iterable[StepPage]) -> Iterator[Finding]:
    for step in steps:
        if step.step_type != "film":
            continue
        block = step.body[0]
        if not any(str(line["text"]).strip() for line in block.value["lines"]):
            yield Finding(
                Kind.TRANSCRIPT,
                step.pk,
                step.title,
                f"body.{block.id}.lines",
                _("Film"),
                _("De tekst van het gesprek mist."),
            )


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


def _questions(steps: Iterable[StepPage]) -> list[QuestionRate]:
    """Every question of every test that may be told about; one query, and nobody's name in what comes back."""
    asked = {}
    for step in steps:
        if step.step_type == module_rules.QUIZ:
            block = step.body[0]
            for child in block.value["questions"].bound_blocks:
                asked[step.pk, str(block.id), child.id] = (step, block, child)
    answers: dict[tuple[int, str, str], list[bool]] = defaultdict(list)
    with reads_for(EVERYBODY, "how often a question of a test is wrong, without persons"):
        rows = AnswerSlot.objects.filter(page__in={key[0] for key in asked}, round=1).order_by("pk")
        for page, block, key, payload in rows.values_list("page", "block_id", "question_key", "payload"):
            found = asked.get((page, str(block), key))
            if found is not None:
                ticked = payload.get("answers", {}).get(key) or []
                right = right_options(found[2].value)
                answers[page, str(block), key].append(module_rules.chosen_right(ticked, right))
    told = []
    for place, (step, block, child) in asked.items():
        if (found_rate := rate(answers[place])) is not None:
            path = f"body.{block.id}.questions.{child.id}.question"
            text = next((part.text for part in parts_of(step) if part.path == path), "")
            told.append(QuestionRate(step.pk, step.title, path, text, found_rate))
    return told


def _often_wrong(questions: Iterable[QuestionRate]) -> Iterator[Finding]:
    for each in questions:
        if each.rate.percentage >= MANY_WRONG:
            about = _("%(percentage)d%% van %(people)d mensen had dit eerst fout.")
            told = about % {"percentage": each.rate.percentage, "people": each.rate.people}
            yield Finding(Kind.OFTEN_WRONG, each.page, each.title, each.part, each.question, told)


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
