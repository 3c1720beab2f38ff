"""Leading a gathering: begin, go step by step, end."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from gatherings.enums import ConfirmedBy, Move, State
from gatherings.models import Attendance, Gathering, Participation
from gatherings.rules import seconds_in_step
from gatherings.services.common import NotNow, StaleGathering, attendance_of, held_row
from people.audit import record_each
from people.enums import Verb
from people.sight import EVERYBODY, reads_for


@transaction.atomic
def start_gathering(*, gathering: Gathering, now: dt.datetime | None = None) -> Gathering:
    """Begin at the first step; a gathering that runs goes on where it is."""
    held = held_row(gathering)
    if held.state is State.RUNNING:
        return held
    if held.state is not State.PLANNED:
        raise NotNow
    now = now or timezone.now()
    held.started_at = held.step_began_at = now
    held.step, held.step_seconds, held.is_paused = 0, 0, False
    # Begun before its day: today is its day, and no hours are noted for a day to come.
    held.held_on = min(held.held_on, timezone.localdate(now))
    held.revision += 1
    held.save()
    return held


@transaction.atomic
def move(*, gathering: Gathering, what: Move, revision: int, now: dt.datetime | None = None) -> Gathering:
    """Go to the next or previous step, pause, go on, clock on or off.

    Raises StaleGathering when somebody else did something since `revision`, so that two presses, or two people,
    never skip a step; NotNow when it does not run.
    """
    held = held_row(gathering)
    if held.state is not State.RUNNING:
        raise NotNow
    if held.revision != revision:
        raise StaleGathering(held)
    now = now or timezone.now()
    last = len(held.discussion.steps) - 1
    if what in {Move.NEXT, Move.PREVIOUS}:
        step = held.step + (1 if what == Move.NEXT else -1)
        if not 0 <= step <= last:
            raise NotNow
        held.step, held.step_seconds, held.step_began_at, held.is_paused = step, 0, now, False
    elif what == Move.PAUSE:
        held.step_seconds = seconds_in_step(
            counted=held.step_seconds, began_at=held.step_began_at, is_paused=held.is_paused, now=now
        )
        held.is_paused = True
    elif what == Move.RESUME and held.is_paused:
        held.step_began_at, held.is_paused = now, False
    elif what in {Move.TIMERS_ON, Move.TIMERS_OFF}:
        held.has_timers = what == Move.TIMERS_ON
    held.revision += 1
    held.save()
    return held


@transaction.atomic
def end_gathering(
    *, gathering: Gathering, minutes: int, present: Collection[int], guests: int, revision: int
) -> None:
    """Close it, or correct how it was closed: how long it took, and who was there.

    Who was there gets these minutes. Who says herself that she was there keeps that, ticked or not.
    """
    held = held_row(gathering)
    if held.state not in {State.RUNNING, State.ENDED}:
        raise NotNow
    if held.revision != revision:
        raise StaleGathering(held)
    held.ended_at = held.ended_at or timezone.now()
    held.minutes_held, held.guests = minutes, guests
    held.revision += 1
    held.save()
    bringers = dict(Participation.objects.filter(gathering=held).values_list("person_id", "is_bringer"))
    ticked = [key for key in bringers if key in present]
    with reads_for(EVERYBODY, "who was at a gathering"):
        rows = Attendance.objects.filter(gathering=held)
        rows.filter(confirmed_by=ConfirmedBy.LEADER).exclude(person__in=ticked).delete()
        rows.update(minutes=minutes, title=held.title, held_on=held.held_on)
        known = set(rows.values_list("person_id", flat=True))
        new = [key for key in ticked if key not in known]
        Attendance.objects.bulk_create(
            [attendance_of(held, key, ConfirmedBy.LEADER, is_bringer=bringers[key]) for key in new]
        )
    record_each(Verb.NOTED_ATTENDANCE, subjects=new, about=held)
