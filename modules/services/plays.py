"""Playing a branching case: begin, choose, end.

The first play that ends somewhere that shows behaviour counts for the path; afterwards she knows the answers.
"""

import datetime as dt
from fractions import Fraction

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from competences.models import EvidenceSource, Indicator
from competences.services import NewEvidence, add_evidence
from modules.casework.rules import choose, ending_of, replay
from modules.casework.script import Ending
from modules.models import CasePage, CasePlay, CaseScript, CaseTally
from modules.queries import BATCH, told_plays
from organisations.models import Organisation
from people.audit import record
from people.enums import Verb
from people.models import Person

PLAY_ORIGIN = "case:"
REASON_PLAYED = "case_played"
# What a scored case weighs (source: SELFSCAN, Input).
CASE_WEIGHT = Fraction(3, 2)


class StaleChoice(Exception):  # it is no fault of the program
    """Something else was chosen meanwhile, in another tab; `play` is how it stands now."""

    def __init__(self, play: CasePlay) -> None:
        super().__init__(f"Play {play.pk} has gone on.")
        self.play = play


@transaction.atomic
def start_play(*, person: Person, case: CasePage) -> CasePlay:
    """The play she is in, or a new one in the wording of now. Raises ValueError for a case without scenes."""
    if not case.is_branching:
        raise ValueError(f"{case.slug} is not played.")
    open_play = CasePlay.objects.select_related("script").filter(person=person, case=case, finished_on=None)
    if found := open_play.first():
        return found
    script = case.script
    wording, _created = CaseScript.objects.get_or_create(
        case=case,
        digest=script.digest,
        defaults={"case_key": case.key, "title": case.title, "content": script.as_stored()},
    )
    play, _created = CasePlay.objects.get_or_create(
        person=person, case=case, finished_on=None, defaults={"script": wording}
    )
    return play


@transaction.atomic
def choose_in_case(
    *, person: Person, case: CasePage, organisation: Organisation | None, step: int, choice: str
) -> CasePlay:
    """Make a choice; `step` is the number of choices made when it was offered, from 0.

    The same choice at the same step again changes nothing. Raises CasePlay.DoesNotExist when she is in no
    play, StaleChoice when another choice was made there meanwhile, NotOffered for what isn't to be chosen.
    """
    play = (
        CasePlay.objects.select_for_update(of=("self",))
        .select_related("script")
        .filter(person=person, case=case)
        .exclude(finished_on__isnull=False, ending="")
        .latest("pk")
    )
    made: list[str] = play.choices
    if 0 <= step < len(made) and made[step] == choice:
        return play
    if step != len(made) or play.finished_on:
        raise StaleChoice(play)
    script = play.script.script
    state = choose(script, replay(script, made), choice)
    play.choices = [*made, choice]
    ending = ending_of(script, state)
    if ending is not None:
        _finish(play, ending, organisation)
    play.save()
    return play


def _finish(play: CasePlay, ending: Ending, organisation: Organisation | None) -> None:
    """End a play. What was wiped still counts as played: neither evidence nor counts come twice."""
    play.ending, play.finished_on = ending.key, timezone.localdate()
    earlier = CasePlay.objects.filter(person=play.person, case=play.case, finished_on__isnull=False)
    play.counts = bool(ending.levels) and not earlier.filter(counts=True).exists()
    if not earlier.exists():
        _tally(play)
    if play.counts:
        _add_evidence(play, ending, organisation)


def _tally(play: CasePlay) -> None:
    """Count this play, by choice and by ending, without saying whose it was."""
    CaseScript.objects.filter(pk=play.script_id).update(finished_plays=F("finished_plays") + 1)
    play.script.refresh_from_db(fields=["finished_plays"])
    batch = (play.script.finished_plays - 1) // BATCH
    names = dict.fromkeys([*play.choices, play.ending])
    CaseTally.objects.bulk_create(
        [CaseTally(script=play.script, batch=batch, choice=name) for name in names], ignore_conflicts=True
    )
    CaseTally.objects.filter(script=play.script, batch=batch, choice__in=names).update(plays=F("plays") + 1)


def _add_evidence(play: CasePlay, ending: Ending, organisation: Organisation | None) -> None:
    indicators = {each.key: each.pk for each in Indicator.objects.filter(key__in=ending.levels)}
    add_evidence(
        person=play.person,
        organisation=organisation,
        items=[
            NewEvidence(
                source=EvidenceSource.CASE,
                proficiency_level=level,
                weight=CASE_WEIGHT,
                observed_on=timezone.localdate(),
                origin=f"{PLAY_ORIGIN}{play.pk}",
                indicator_id=indicators[key],
                details={"case": play.case_id, "title": play.script.title},
            )
            for key, level in ending.levels.items()
            if key in indicators
        ],
        reason=REASON_PLAYED,
        subject=play.script.case_key,
    )


@transaction.atomic
def wipe_plays(*, person: Person) -> int:
    """Take away what she chose and how it ended. Returns the number of plays that had something to take away.

    That a case was played stays: what it showed is in her path, and counts only once.
    """
    number = told_plays(person).count()
    CasePlay.objects.filter(person=person, finished_on=None).delete()
    CasePlay.objects.filter(person=person).update(choices=[], ending="")
    record(Verb.WIPED, actor=person, subject=person, about="cases", plays=number)
    return number


def forget_plays(before: dt.datetime) -> int:
    """Take away what was chosen in plays that ended before a moment; says in how many."""
    day = timezone.localdate(before)
    unfinished, _models = CasePlay.objects.filter(finished_on=None, started_on__lt=day).delete()
    ended = CasePlay.objects.filter(finished_on__lt=day).exclude(ending="")
    return unfinished + ended.update(choices=[], ending="")
