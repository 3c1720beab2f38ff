"""Searching modules, steps and cases: one question to the index, then one read per kind.

The index is Wagtail's own (`wagtail.search`, in the database); what stands in it of a page is `modules.finding`'s.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.search.query import And, Or, Phrase, PlainText, SearchQuery

from competences.models import Competence
from modules.finding.marks import PREFIX_LENGTH, Piece, found_in, marked, snippet
from modules.finding.stems import folded, stem, wanted_stems
from modules.finding.texts import plain, texts_of_case, texts_of_module, texts_of_step, token_of
from modules.models import CaseIndexPage, CasePage, ModulePage, StepPage
from modules.queries.curriculum import published_modules
from modules.queries.spelling import known_words
from modules.queries.steps import module_of, published_steps
from modules.richtext import replaced
from organisations.models import Organisation
from organisations.words import DEFAULTS, word

SEARCH_LENGTH = 200
MOST_WORDS = 20  # of a search; SQLite cannot read a question of a hundred parts
PLAY_MINUTES = 10  # what playing a case takes; talking one through takes longer than any choice of time


class Found(StrEnum):
    """What can be found."""

    MODULE = "module"
    STEP = "stap"
    CASE = "casus"


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to; empty is everything. `setting` is the kind of place of a case."""

    kind: str = ""
    phase: str = ""
    competence: str = ""
    minutes: int | None = None
    setting: str = ""

    def __bool__(self) -> bool:
        return any((self.kind, self.phase, self.competence, self.minutes, self.setting))


@dataclass
class Wanted:
    """The words of a search: what the index is asked for, and what is marked on the screen."""

    groups: list[list[str]]
    """Per word the alternatives, each a stem or the token of one of the four words."""
    marks: set[str]

    @property
    def query(self) -> SearchQuery:
        """The question to the index: of every word one of its alternatives."""
        groups = [Or([_lexeme(each) for each in group]) for group in self.groups]
        # SQLite multiplies the (negative) scores of the parts of an And: an even number would turn the order round.
        return And(groups if len(groups) % 2 else [*groups, groups[-1]])


@dataclass
class Result:
    """Something that was found."""

    kind: Found
    page: Any
    where: str
    title: list[Piece] = field(default_factory=list)
    snippet: list[Piece] = field(default_factory=list)


@dataclass
class Results:
    """Everything that was found, best first; `instead` is the known word that was looked for in place of a typo."""

    all: list[Result]
    wanted: Wanted
    instead: str = ""

    def count(self, kind: Found) -> int:
        """How many of a kind."""
        return sum(result.kind == kind for result in self.all)


def _lexeme(text: str) -> SearchQuery:
    return PlainText(text) if len(text) >= PREFIX_LENGTH else Phrase(text)


def wanted_of(text: str, organisation: Organisation | None) -> Wanted:
    """What to look for: the stems of the words; an organisation's own word, or the neutral one, finds the same."""
    stems = wanted_stems(text[:SEARCH_LENGTH])[:MOST_WORDS]
    groups = {each: [each] for each in stems}
    marks = set(stems)
    for term in DEFAULTS:
        own = {
            each for form in ("singular", "plural") for each in wanted_stems(word(organisation, term, form))
        }
        neutral = set(wanted_stems(DEFAULTS[term]["singular"]))
        asked = [each for each in stems if each in own or (each in neutral and neutral <= set(stems))]
        for each in asked:
            groups[each].append(stem(token_of(term)))
        marks |= own if asked else set()
    return Wanted(list(groups.values()), marks)


def find(text: str, filters: Filters, organisation: Organisation | None) -> Results:
    """The published modules, steps and cases with all these words within the filters, best first.

    Without words everything within the filters, in the order of the curriculum. What is found nowhere is looked
    for once more with known words that look like it, where the database can tell (PostgreSQL).
    """
    wanted = wanted_of(text, organisation)
    if not wanted.groups:
        return Results(_results(filters, None, wanted), wanted)
    found = _matching(wanted)
    if found:
        return Results(_results(filters, found, wanted), wanted)
    instead = known_words(text[:SEARCH_LENGTH])
    other = wanted_of(instead, organisation)
    found = _matching(other) if other.groups and folded(instead) != folded(text) else []
    results = _results(filters, found, other) if found else []
    return Results(results, other, instead) if results else Results([], wanted)


def _matching(wanted: Wanted) -> list[int]:
    """The keys of published pages with all the words, best first."""
    pages = Page.objects.live().type(ModulePage, StepPage, CasePage).only("pk")
    return [page.pk for page in pages.autocomplete(wanted.query)]


def _results(filters: Filters, found: list[int] | None, wanted: Wanted) -> list[Result]:
    results = [
        *(_modules(filters, found) if filters.kind in ("", Found.MODULE) else ()),
        *(_steps(filters, found) if filters.kind in ("", Found.STEP) else ()),
        *(_cases(filters, found) if filters.kind in ("", Found.CASE) else ()),
    ]
    if found is not None:
        place = {key: number for number, key in enumerate(found)}
        results.sort(key=lambda each: (-len(found_in(each.page.title, wanted.marks)), place[each.page.pk]))
    return results


def _modules(filters: Filters, found: list[int] | None) -> list[Result]:
    if filters.setting:
        return []
    modules = published_modules()
    if found is not None:
        modules = modules.filter(pk__in=found)
    if filters.phase:
        modules = modules.filter(phase__key=filters.phase)
    if filters.competence:
        modules = modules.filter(_about(filters.competence)).distinct()
    if filters.minutes is not None:
        modules = modules.filter(minutes_online__lte=filters.minutes)
    return [Result(Found.MODULE, module, module.phase.title) for module in modules]


def _steps(filters: Filters, found: list[int] | None) -> list[Result]:
    if filters.setting:
        return []
    of_module = Q(phase__key=filters.phase) if filters.phase else Q()
    if filters.competence:
        of_module &= _about(filters.competence)
    steps = published_steps(of_module).order_by("path")
    if found is not None:
        steps = steps.filter(pk__in=found)
    if filters.minutes is not None:
        steps = steps.filter(minutes__lte=filters.minutes)
    return [Result(Found.STEP, step, module_of(step).title) for step in steps]


def _cases(filters: Filters, found: list[int] | None) -> list[Result]:
    cases = published_cases(filters.phase)
    if found is not None:
        cases = cases.filter(pk__in=found)
    if filters.competence:
        cases = cases.filter(_about(filters.competence)).distinct()
    if filters.setting:
        cases = cases.filter(setting__icontains=filters.setting)
    return [
        Result(Found.CASE, case, case.setting)
        for case in cases
        if filters.minutes is None or (case.is_branching and filters.minutes >= PLAY_MINUTES)
    ]


def _about(competence: str) -> Q:
    return Q(indicator_links__indicator__competence__key=competence)


def with_snippets(
    results: Iterable[Result], wanted: Wanted, organisation: Organisation | None
) -> list[Result]:
    """These results with a marked title and a piece of their text, in the organisation's own words."""
    shown = []
    for result in results:
        texts = [plain(replaced(organisation, text)) for text in _texts_of(result)]
        result.title = marked(result.page.title, wanted.marks)
        result.snippet = snippet(texts, wanted.marks)
        shown.append(result)
    return shown


def _texts_of(result: Result) -> list[str]:
    if result.kind == Found.MODULE:
        return texts_of_module(result.page)
    if result.kind == Found.STEP:
        return texts_of_step(result.page)
    # Its setting stands beside it already.
    return texts_of_case(result.page)[1 if result.page.setting else 0 :]


# What can be chosen -------------------------------------------------------------------------------


def competences_of_content() -> list[Competence]:
    """The competences, in order."""
    return list(Competence.objects.order_by("position"))


def settings_of_cases() -> list[str]:
    """The kinds of place in which published cases happen: what stands before the first comma, once each."""
    settings = CasePage.objects.live().order_by().values_list("setting", flat=True)
    return sorted({place for setting in settings if (place := setting.partition(",")[0].strip())})


# Cases --------------------------------------------------------------------------------------------


def published_cases(phase: str = "") -> QuerySet[CasePage]:
    """The published cases with their phase, in order; of one phase."""
    cases: QuerySet[CasePage] = CasePage.objects.live().select_related("phase").order_by("path")
    return cases.filter(phase__key=phase) if phase else cases


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
