"""Leaving an organisation: all roles end on one day; what the person made and earned stays hers."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from organisations.models import Leave, Membership, Organisation
from organisations.registry import roles_changed
from organisations.services import open_memberships
from organisations.start_cards.services import withdraw_card
from organisations.tenancy import all_organisations
from people.audit import record
from people.enums import Verb
from people.models import Person


class OwnLeave(Exception):
    """Somebody tried to take her own roles away."""


class TooLate(Exception):
    """The last day is over: what ended is not taken back."""


def leave_of(person_id: int) -> Leave | None:
    """The leave that was recorded for somebody here and can still be taken back."""
    return Leave.objects.filter(person=person_id, last_day__gte=timezone.localdate()).first()


@transaction.atomic
def record_leave(
    *, organisation: Organisation, person: Person, last_day: dt.date, recorded_by: Person
) -> Leave:
    """End all roles in the current organisation after a day; a day before today ends them now.

    Recorded again with another day, that day counts. Roles in other organisations are not touched. Raises OwnLeave.
    """
    if person.pk == recorded_by.pk:
        raise OwnLeave
    person = Person.objects.select_for_update().get(pk=person.pk)
    earlier = leave_of(person.pk)
    if earlier:
        _put_back(earlier)
    Leave.objects.filter(person=person).delete()
    memberships = list(open_memberships(person))
    leave = Leave.objects.create(
        organisation=organisation,
        person=person,
        last_day=last_day,
        changed={str(each.pk): _changed(each, last_day) for each in memberships},
    )
    Membership.objects.bulk_update(memberships, ["starts", "ends"])
    withdraw_card(person_id=person.pk)
    record(Verb.LEFT, subject=person, about=leave)
    roles_changed(person)
    return leave


def _changed(membership: Membership, last_day: dt.date) -> list[str]:
    """Change the days of a role; gives them as they were and as they became, to take it back by."""
    before = _days(membership)
    if membership.starts > last_day:
        # It never begins: a role cannot end before its first day, so both lie behind us.
        membership.starts = membership.ends = min(last_day, timezone.localdate() - dt.timedelta(days=1))
    elif membership.ends is None or membership.ends > last_day:
        membership.ends = last_day
    return [*before, *_days(membership)]


def _days(membership: Membership) -> list[str]:
    return [str(membership.starts), str(membership.ends or "")]


@transaction.atomic
def take_back(*, person: Person) -> None:
    """She stays after all: her roles are as they were, except what somebody changed since. Raises TooLate."""
    Person.objects.select_for_update().get(pk=person.pk)
    leave = leave_of(person.pk)
    if leave is None:
        raise TooLate
    _put_back(leave)
    record(Verb.LEAVE_TAKEN_BACK, subject=person, about=leave)
    leave.delete()
    roles_changed(person)


def _put_back(leave: Leave) -> None:
    rows = Membership.objects.filter(person=leave.person_id)
    open_roles = set(rows.filter(ends=None).values_list("role", flat=True))
    for each in rows.filter(pk__in=[int(key) for key in leave.changed]):
        starts, ends, *became = leave.changed[str(each.pk)]
        if _days(each) != became or (not ends and each.role in open_roles):
            continue
        each.starts = dt.date.fromisoformat(starts)
        each.ends = dt.date.fromisoformat(ends) if ends else None
        each.save(update_fields=["starts", "ends"])


def roles_of(memberships: Iterable[Membership]) -> list[str]:
    """Each role once, in their order."""
    return list(dict.fromkeys(each.role for each in memberships))


def forget_leave(before: dt.datetime) -> int:
    """Take away what is kept of people who left before a moment; says how many."""
    with all_organisations("retention"):
        return Leave.objects.filter(last_day__lt=timezone.localdate(before)).delete()[0]
