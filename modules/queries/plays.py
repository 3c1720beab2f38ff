"""Reads about plays of a case."""

from collections import Counter
from dataclasses import dataclass

from modules.models import CasePage, CasePlay, CaseScript, CaseTally
from people.models import Person

# Counts are shown per so many finished plays (source: TRUST, Privacy: the limit of five).
BATCH = 5


def newest_play(person: Person, case: CasePage) -> CasePlay | None:
    """The play she is in, or else the one she finished last, with its wording."""
    plays = CasePlay.objects.select_related("script").filter(person=person, case=case)
    return plays.order_by("-pk").first()


def played_cases(person: Person) -> set[int]:
    """The keys of the cases that she finished at least once."""
    finished = CasePlay.objects.filter(person=person, finished_on__isnull=False, case__isnull=False)
    return {pk for pk in finished.values_list("case_id", flat=True) if pk}


@dataclass(frozen=True)
class Counts:
    """How often what was chosen, over full batches of five finished plays; empty before the first five."""

    plays: int
    by_choice: dict[str, int]


def counts_of(case: CasePage) -> Counts:
    """What people chose in the wording of now."""
    script = CaseScript.objects.filter(case=case, digest=case.script.digest).first()
    if script is None:
        return Counts(0, {})
    full = script.finished_plays // BATCH
    counted: Counter[str] = Counter()
    for choice, plays in CaseTally.objects.filter(script=script, batch__lt=full).values_list(
        "choice", "plays"
    ):
        counted[choice] += plays
    return Counts(full * BATCH, dict(counted))
