"""What people keep of a gathering: that they were there, and what they take along."""

from django.db import transaction
from django.utils import timezone

from gatherings.enums import ConfirmedBy, State
from gatherings.models import Attendance, Gathering, Participation, Takeaway
from gatherings.services.common import NotNow, StaleTakeaway, attendance_of, held_row
from people.audit import record
from people.enums import Verb
from people.models import Person


@transaction.atomic
def confirm_attendance(*, person: Person, gathering: Gathering, was_there: bool) -> None:
    """Say of oneself whether one was there, once it has been. Twice is once."""
    held = held_row(gathering)
    part = Participation.objects.filter(gathering=held, person=person).first()
    if held.state is not State.ENDED or part is None:
        raise NotNow
    mine = Attendance.objects.filter(gathering=held, person=person)
    if not was_there:
        mine.delete()
    elif not mine.exists():
        attendance_of(held, person.pk, ConfirmedBy.SELF, is_bringer=part.is_bringer).save()


@transaction.atomic
def save_takeaway(
    *, person: Person, gathering: Gathering, text: str, is_shared: bool, revision: int
) -> Takeaway | None:
    """Keep what she takes along; without text nothing is kept. Raises StaleTakeaway, see `revision`."""
    held = held_row(gathering)
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
