"""What is done with a gathering. Verbs, each in one transaction."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from gatherings.discussion import Form
from gatherings.enums import ConfirmedBy, Move, News, State
from gatherings.models import Attendance, Gathering, Participation, Takeaway
from gatherings.rules import seconds_in_step
from gatherings.telling import tell_everybody, tell_people
from modules.models import CasePage
from organisations.models import Organisation
from organisations.tenancy import all_organisations, use_organisation
from people.audit import record, record_each
from people.enums import Verb
from people.models import Person
from people.sight import EVERYBODY, reads_for


class StaleGathering(Exception):
    """Somebody else went on with it meanwhile; `gathering` is how it stands now."""

    def __init__(self, gathering: Gathering) -> None:
        super().__init__(f"Gathering {gathering.pk} has gone on.")
        self.gathering = gathering


class StaleTakeaway(Exception):
    """Something else was saved in another window; `current` is that."""

    def __init__(self, current: Takeaway) -> None:
        super().__init__(f"Takeaway {current.pk} was changed.")
        self.current = current


class NotNow(Exception):
    """That does not go with where the gathering stands."""


# Planning ---------------------------------------------------------------------------------------------


@transaction.atomic
def plan_gathering(
    *,
    organisation: Organisation,
    leader: Person,
    uuid: UUID,
    title: str,
    story: str,
    case: CasePage | None,
    form_key: str,
    form: Form,
    held_on: dt.date,
    starts_at: dt.time | None,
    guests: int,
    has_timers: bool,
    brings_in: bool = False,
) -> Gathering:
    """Make a gathering with its leader in it. The same `uuid` again gives the first one back."""
    gathering, is_new = Gathering.objects.get_or_create(
        organisation=organisation,
        uuid=uuid,
        defaults={
            "leader": leader,
            "title": title,
            "story": story,
            "case": case,
            "form_key": form_key,
            "form": form.as_stored(),
            "held_on": held_on,
            "starts_at": starts_at,
            "guests": guests,
            "has_timers": has_timers,
        },
    )
    if is_new:
        Participation.objects.create(
            organisation=organisation, gathering=gathering, person=leader, is_bringer=brings_in
        )
    return gathering


@transaction.atomic
def change_gathering(
    *, gathering: Gathering, form: Form | None, by: Person | None = None, **values: Any
) -> None:
    """Change what a planned gathering is about, how and when; another day or time is told to who takes part."""
    held = _held(gathering)
    if held.state is not State.PLANNED:
        raise NotNow
    moment = held.held_on, held.starts_at
    for name, value in values.items():
        setattr(held, name, value)
    if form is not None:
        held.form = form.as_stored()
    held.revision += 1
    held.save()
    if moment != (held.held_on, held.starts_at):
        tell_everybody(held, News.MOVED, by=by)


@transaction.atomic
def add_people(*, gathering: Gathering, people: Collection[int]) -> int:
    """Let these people take part, and mail who is new; who did already still does. How many are new."""
    held = _held(gathering)
    if held.state in {State.ENDED, State.CANCELLED}:
        raise NotNow
    known = set(Participation.objects.filter(gathering=held).values_list("person_id", flat=True))
    new = [key for key in people if key not in known]
    Participation.objects.bulk_create(
        [Participation(organisation=held.organisation, gathering=held, person_id=key) for key in new]
    )
    tell_people(held, News.ASKED, to=new)
    return len(new)


@transaction.atomic
def remove_person(*, gathering: Gathering, person_id: int) -> None:
    """Let somebody not take part after all; who leads stays."""
    held = _held(gathering)
    if held.state in {State.ENDED, State.CANCELLED} or person_id == held.leader_id:
        raise NotNow
    Participation.objects.filter(gathering=held, person=person_id).delete()


@transaction.atomic
def let_bring_in(*, gathering: Gathering, person_id: int) -> None:
    """Say who brings the case in; one person, or nobody for a person who does not take part."""
    held = _held(gathering)
    Participation.objects.filter(gathering=held, is_bringer=True).update(is_bringer=False)
    Participation.objects.filter(gathering=held, person=person_id).update(is_bringer=True)


@transaction.atomic
def cancel_gathering(*, gathering: Gathering, by: Person | None = None) -> None:
    """It does not go on; nobody gets hours, and who takes part gets a mail. Twice is once."""
    held = _held(gathering)
    if held.state is State.ENDED:
        raise NotNow
    if held.cancelled_at is None:
        held.cancelled_at = timezone.now()
        held.save(update_fields=["cancelled_at"])
        tell_everybody(held, News.CANCELLED, by=by)


@transaction.atomic
def restore_gathering(*, gathering: Gathering, by: Person | None = None) -> None:
    """It goes on after all, where it was; who was told that it did not, is told. Twice is once."""
    held = _held(gathering)
    if held.cancelled_at is not None:
        held.cancelled_at = None
        held.save(update_fields=["cancelled_at"])
        tell_everybody(held, News.RESTORED, by=by)


# Leading ----------------------------------------------------------------------------------------------


@transaction.atomic
def start_gathering(*, gathering: Gathering, now: dt.datetime | None = None) -> Gathering:
    """Begin at the first step; a gathering that runs goes on where it is."""
    held = _held(gathering)
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
    held = _held(gathering)
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
    held = _held(gathering)
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
            [_attendance(held, key, ConfirmedBy.LEADER, is_bringer=bringers[key]) for key in new]
        )
    record_each(Verb.NOTED_ATTENDANCE, subjects=new, about=held)


def _attendance(gathering: Gathering, person_id: int, by: ConfirmedBy, *, is_bringer: bool) -> Attendance:
    return Attendance(
        person_id=person_id,
        gathering=gathering,
        organisation=gathering.organisation,
        kind=gathering.kind,
        title=gathering.title,
        held_on=gathering.held_on,
        minutes=gathering.minutes_held or gathering.discussion.minutes,
        is_bringer=is_bringer,
        confirmed_by=by,
    )


# What people keep -------------------------------------------------------------------------------------


@transaction.atomic
def confirm_attendance(*, person: Person, gathering: Gathering, was_there: bool) -> None:
    """Say of oneself whether one was there, once it has been. Twice is once."""
    held = _held(gathering)
    part = Participation.objects.filter(gathering=held, person=person).first()
    if held.state is not State.ENDED or part is None:
        raise NotNow
    mine = Attendance.objects.filter(gathering=held, person=person)
    if not was_there:
        mine.delete()
    elif not mine.exists():
        _attendance(held, person.pk, ConfirmedBy.SELF, is_bringer=part.is_bringer).save()


@transaction.atomic
def save_takeaway(
    *, person: Person, gathering: Gathering, text: str, is_shared: bool, revision: int
) -> Takeaway | None:
    """Keep what she takes along; without text nothing is kept. Raises StaleTakeaway, see `revision`."""
    held = _held(gathering)
    if held.started_at is None or held.cancelled_at:
        raise NotNow
    found = Takeaway.objects.select_for_update().filter(person=person, gathering=held).first()
    if found is None:
        if not text:
            return None
        return Takeaway.objects.create(
            person=person,
            gathering=held,
            title=held.title,
            held_on=held.held_on,
            text=text,
            is_shared=is_shared,
            revision=1,
        )
    if (found.text, found.is_shared) == (text, is_shared):
        return found
    if found.revision != revision:
        raise StaleTakeaway(found)
    if not text:
        found.delete()
        return None
    found.text, found.is_shared, found.saved_at = text, is_shared, timezone.now()
    found.revision += 1
    found.save()
    return found


@transaction.atomic
def wipe_takeaways(person: Person) -> int:
    """Take away everything that somebody took along from gatherings."""
    number = Takeaway.objects.filter(person=person).count()
    Takeaway.objects.filter(person=person).delete()
    record(Verb.WIPED, actor=person, subject=person, about="takeaways", takeaways=number)
    return number


# When something goes ----------------------------------------------------------------------------------


def forget_old_gatherings(before: dt.datetime) -> int:
    """Take away gatherings that were held before a day; hours and what people took along stay theirs."""
    with all_organisations("retention"):
        rows = Gathering.objects.filter(held_on__lt=timezone.localdate(before))
        number = rows.count()
        rows.delete()
    return number


def forget_old_attendance(before: dt.datetime) -> int:
    """Take away hours of gatherings before a day."""
    return Attendance.objects.filter(held_on__lt=timezone.localdate(before)).delete()[0]


def leave_gatherings(person: Person) -> None:
    """Somebody's account goes: what she leads and was only planned does not go on, the rest has no leader."""
    with all_organisations("erasing an account"):
        led = Gathering.objects.filter(leader=person)
        planned = list(led.filter(started_at=None, cancelled_at=None))
        led.update(leader=None)
        Participation.objects.filter(person=person).delete()
    for gathering in planned:
        with use_organisation(gathering.organisation):
            gathering.refresh_from_db()
            cancel_gathering(gathering=gathering)


def let_go_of_case(*, instance: models.Model, **kwargs: Any) -> None:
    """Before a case goes: gatherings about it, of all organisations, keep their title and point to it no longer."""
    with all_organisations("a page that goes"):
        Gathering.objects.filter(case=instance.pk).update(case=None)


def move_participations(wrong: Person, right: Person) -> None:
    """What was meant for a wrong address: its places in gatherings here go to the right one."""
    taken = Participation.objects.filter(person=right).values("gathering")
    Participation.objects.filter(person=wrong, gathering__in=taken).delete()
    Participation.objects.filter(person=wrong).update(person=right)


def _held(gathering: Gathering) -> Gathering:
    """The row as it is now, held until the transaction ends."""
    return (
        Gathering.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=gathering.pk)
    )
