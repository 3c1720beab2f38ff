"""Searching steps, modules and cases."""

import re
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from modules.models import CaseIndexPage, CasePage, ModulePage, StepPage

SEARCH_LENGTH = 200


def steps_matching(text: str, minutes: int | None = None) -> list[StepPage]:
    """The published steps whose title or text has these words, and that take at most so many minutes."""
    steps = StepPage.objects.live().defer("body").order_by("path")
    if minutes is not None:
        steps = steps.filter(minutes__lte=minutes)
    words = " ".join(re.findall(r"\w+", text[:SEARCH_LENGTH]))
    if words:
        found = [page.pk for page in StepPage.objects.live().search(words, operator="and")]
        steps = steps.filter(Q(pk__in=found) | Q(title__icontains=words) | Q(intro__icontains=words))
    return list(steps)


def modules_matching(modules: Iterable[ModulePage], text: str) -> list[ModulePage]:
    """Those modules whose title, summary or learning outcomes have all these words."""
    words = text[:SEARCH_LENGTH].casefold().split()
    return [
        module
        for module in modules
        if all(
            word in f"{module.title} {module.summary} {module.learning_outcomes}".casefold() for word in words
        )
    ]


def published_cases(phase: str = "", text: str = "") -> QuerySet[CasePage]:
    """The published cases with their phase, in order; of one phase, with these words."""
    cases: QuerySet[CasePage] = CasePage.objects.live().select_related("phase").order_by("path")
    if phase:
        cases = cases.filter(phase__key=phase)
    for word in text[:SEARCH_LENGTH].split():
        cases = cases.filter(
            Q(title__icontains=word)
            | Q(situation__icontains=word)
            | Q(dilemma__icontains=word)
            | Q(setting__icontains=word)
        )
    return cases


def published_case(slug: str) -> CasePage | None:
    """One case with its phase and picture, or None."""
    case: CasePage | None = (
        CasePage.objects.live().select_related("phase", "picture").filter(slug=slug).first()
    )
    return case


def case_index() -> CaseIndexPage | None:
    """The page with the ground rules and the ways to discuss a case."""
    index: CaseIndexPage | None = CaseIndexPage.objects.live().first()
    return index
