"""What a trainer does with groups. Verbs, each in one transaction."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cohorts.models import Cohort, CohortTrainer, Enrolment
from cohorts.queries import trainers_in
from cohorts.rules import PastedPerson
from organisations.enums import Role
from organisations.models import Organisation
from organisations.services import invite, join
from organisations.tenancy import all_organisations
from people.audit import record
from people.enums import Verb
from people.models import Person


@dataclass(frozen=True)
class Invited:
    """What came of inviting people: how many are new in the group, how many were in it already."""

    new: int
    known: int


@transaction.atomic
def create_cohort(
    *,
    organisation: Organisation,
    name: str,
    trainer: Person,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
) -> Cohort:
    """Start a group with its first trainer."""
    cohort = Cohort.objects.create(
        organisation=organisation, name=name, starts=starts or timezone.localdate(), ends=ends
    )
    add_trainer(cohort=cohort, trainer=trainer)
    return cohort


@transaction.atomic
def change_cohort(*, cohort: Cohort) -> None:
    """Store another name or other dates of a group; another last day is told, for who sees it hangs on that."""
    before = Cohort.objects.filter(pk=cohort.pk).values_list("ends", flat=True).get()
    cohort.save(update_fields=["name", "starts", "ends"])
    if before != cohort.ends:
        record(Verb.CHANGED_GROUP, about=cohort)


def add_trainer(*, cohort: Cohort, trainer: Person) -> bool:
    """Let a trainer look after a group; twice is once: False when she did already."""
    _row, is_new = CohortTrainer.objects.get_or_create(
        cohort=cohort, person=trainer, defaults={"organisation": cohort.organisation}
    )
    return is_new


class NobodyLeft(Exception):
    """A group would have nobody who looks after it and works here."""


@transaction.atomic
def let_look_after(*, cohort: Cohort, trainer: Person) -> None:
    """Give a group one more trainer, or another one; twice is once."""
    if add_trainer(cohort=cohort, trainer=trainer):
        record(Verb.GAVE_GROUP, subject=trainer, about=cohort)


@transaction.atomic
def stop_looking_after(*, cohort: Cohort, person_id: int) -> None:
    """Somebody looks after a group no longer. Raises NobodyLeft when it has no other trainer who works here."""
    # One at a time per group, so that two trainers cannot both leave as the last but one.
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if not any(each.works_here for each in trainers_in(cohort) if each.person_id != person_id):
        raise NobodyLeft
    if CohortTrainer.objects.filter(cohort=cohort, person=person_id).delete()[0]:
        record(Verb.TOOK_GROUP, subject=person_id, about=cohort)


@transaction.atomic
def enrol(*, cohort: Cohort, person: Person) -> bool:
    """Let somebody take part in a group; False when she did already."""
    enrolment, is_new = Enrolment.objects.get_or_create(
        cohort=cohort, person=person, defaults={"organisation": cohort.organisation}
    )
    if not is_new and enrolment.ends is None:
        return False
    if not is_new:
        enrolment.ends, enrolment.enrolled_on = None, timezone.localdate()
        enrolment.save(update_fields=["ends", "enrolled_on"])
    record(Verb.ENROLLED, subject=person, about=cohort)
    return True


@transaction.atomic
def invite_supervisors(
    *, organisation: Organisation, cohort: Cohort, rows: Iterable[PastedPerson], invited_by: str
) -> Invited:
    """Make everybody in the rows a supervisor here, in this group, and mail who is new in it.

    Doing it twice is doing it once: whoever is in the group already gets no second mail. `invited_by` is the
    trainer's name as it stands in the mail.
    """
    # One at a time per group, so that two presses of the button cannot mail somebody twice.
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    new = known = 0
    for row in rows:
        membership, _is_new = join(
            organisation=organisation, email=row.email, name=row.name, role=Role.SUPERVISOR
        )
        if not enrol(cohort=cohort, person=membership.person):
            known += 1
            continue
        invite(membership=membership, invited_by=invited_by, group=cohort.name)
        new += 1
    return Invited(new, known)


@transaction.atomic
def leave(*, cohort: Cohort, person_id: int) -> None:
    """End somebody's part in a group; her account and everything that is hers stays."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Enrolment.objects.filter(cohort=cohort, person_id=person_id).update(ends=yesterday)
    record(Verb.LEFT_GROUP, subject=person_id, about=cohort)


def move_enrolments(wrong: Person, right: Person) -> None:
    """What was meant for a wrong address: its places in groups of the current organisation go to the right one."""
    for enrolment in Enrolment.objects.filter(person=wrong).select_related("cohort"):
        if Enrolment.objects.filter(cohort=enrolment.cohort_id, person=right).exists():
            if enrolment.ends is None:
                enrol(cohort=enrolment.cohort, person=right)
            enrolment.delete()
            continue
        enrolment.person = right
        enrolment.save(update_fields=["person"])


def forget_ended_enrolments(before: dt.datetime) -> int:
    """Take away parts in groups that ended before a moment; says how many."""
    with all_organisations("retention"):
        removed, _models = Enrolment.objects.filter(ends__lt=timezone.localdate(before)).delete()
    return removed
