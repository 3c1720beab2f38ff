"""When something goes: an account, a case, a wrong address, or what is old."""

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

from gatherings.models import Attendance, Gathering, Participation
from gatherings.services.planning import cancel_gathering
from organisations.tenancy import all_organisations, use_organisation
from people.models import Person


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
