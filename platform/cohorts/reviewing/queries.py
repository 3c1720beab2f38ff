"""Which assignments lie with a trainer: those of people in her own groups, and never her own."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from cohorts.models import Cohort, Enrolment
from cohorts.queries import is_looked_after, not_ended
from modules.models import LookAlong, LookStand
from organisations.enums import Role
from people.models import Person


def looks_of_trainer(trainer: Person, cohort: Cohort | None = None) -> QuerySet[LookAlong]:
    """What was given to the trainers of her groups, or of one of them; the oldest first."""
    today = timezone.localdate()
    enrolled = Enrolment.objects.filter(
        not_ended(today),
        is_looked_after(today, of="cohort__"),
        person=OuterRef("owner"),
        cohort__trainers__person=trainer,
    )
    if cohort is not None:
        enrolled = enrolled.filter(cohort=cohort)
    rows = LookAlong.objects.filter(Exists(enrolled), role=Role.PRACTICE_TRAINER).exclude(owner=trainer)
    return rows.select_related("owner").order_by("since", "pk")


def owners_waiting(trainer: Person) -> list[int]:
    """Whose assignments wait for her, once per assignment; one query."""
    rows = looks_of_trainer(trainer).filter(stand=LookStand.WAITING)
    return list(rows.values_list("owner_id", flat=True))
