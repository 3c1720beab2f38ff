"""Reads about plays of a case."""

from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import QuerySet

from modules.casework.script import EndingKind
from modules.models import CasePage, CasePlay, CaseScript, CaseTally
from people.models import Person

# Counts are shown per so many finished plays (source: TRUST, Privacy: the limit of five).
BATCH = 5
SCORED, SCORED_SECONDS = "modules:scored-cases", 300
GOOD_ENDS: dict[EndingKind | None, int] = {EndingKind.STRONG: 0, EndingKind.GOOD: 1}


def newest_play(person: Person, case: CasePage) -> CasePlay | None:
    """The play she is in, or else the one she finished last, with its wording."""
    return told_plays(person).select_related("script").filter(case=case).order_by("-pk").first()


def own_play_of(person: Person, slug: str) -> tuple[CasePage, CasePlay] | None:
    """The same by the slug of the case, and the case, whatever became of that since; one query."""
    plays = told_plays(person).select_related("script", "case").filter(case__slug=slug)
    play = plays.order_by("-pk").first()
    return (play.case, play) if play and play.case else None


def told_plays(person: Person) -> QuerySet[CasePlay]:
    """Her plays, without those of which she wiped what she chose."""
    return CasePlay.objects.filter(person=person).exclude(finished_on__isnull=False, ending="")


@dataclass(frozen=True)
class ScoredCase:
    """A published case whose ends show behaviour: the strong and good ends with their levels, the best first."""

    pk: int
    title: str
    good_ends: tuple[tuple[str, dict[str, int]], ...]


Row = tuple[int, str, tuple[tuple[str, dict[str, int]], ...]]


def scored_cases() -> tuple[ScoredCase, ...]:
    """All of them, in order. Kept in the cache for five minutes, and forgotten when a case is published."""
    rows: list[Row] | None = cache.get(SCORED)
    if rows is None:
        cases = CasePage.objects.live().order_by("path")
        rows = [row for case in cases if case.is_branching and (row := _scored(case))[2]]
        cache.set(SCORED, rows, SCORED_SECONDS)
    return tuple(ScoredCase(*row) for row in rows)


def _scored(case: CasePage) -> Row:
    ends = sorted(case.script.endings, key=lambda ending: GOOD_ENDS.get(ending.kind, 9))
    good = [(str(end.kind), dict(end.levels)) for end in ends if end.kind in GOOD_ENDS and end.levels]
    return case.pk, case.title, tuple(good)


def forget_scored_cases(**kwargs: object) -> None:
    """A page was published or taken away: read them anew."""
    cache.delete(SCORED)


@dataclass(frozen=True)
class Counts:
    """How often what was chosen, in the first plays of so many people: full batches of five.

    A scene, or the endings, that fewer than five people came to, or where all did the same, has no figures
    (source: TRUST, Privacy).
    """

    plays: int
    by_choice: dict[str, int]


def counts_of(case: CasePage) -> Counts:
    """What people chose in the wording that this case has."""
    script = CaseScript.objects.filter(case=case, digest=case.script.digest).first()
    if script is None:
        return Counts(0, {})
    full = script.finished_plays // BATCH
    counted: Counter[str] = Counter()
    for choice, plays in CaseTally.objects.filter(script=script, batch__lt=full).values_list(
        "choice", "plays"
    ):
        counted[choice] += plays
    groups = [[choice.key for choice in scene.choices] for scene in case.script.scenes]
    groups.append([ending.key for ending in case.script.endings])
    told = [group for group in groups if may_be_told([counted[key] for key in group])]
    return Counts(full * BATCH, {key: counted[key] for group in told for key in group})


def may_be_told(figures: list[int]) -> bool:
    """From five people on, and not where all did the same."""
    return sum(figures) >= BATCH and max(figures) < sum(figures)
