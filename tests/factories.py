"""Small builders of rows that the fixtures do not hold."""

import datetime as dt
from itertools import count
from typing import Any

from django.utils import timezone

from cohorts.models import Cohort
from cohorts.services import add_trainer, enrol
from modules.models import ModulePage, ModuleProgress
from organisations.enums import Role
from organisations.models import Invitation, Membership, Organisation
from organisations.tenancy import use_organisation
from people.models import Person
from selfscan.models import ScanRun, ScanVersion

_numbers = count(1)


def make_person(name: str = "", *, email: str = "", activated: bool = True, **extra: Any) -> Person:
    """A person with a unique address; activated unless said otherwise."""
    number = next(_numbers)
    person: Person = Person.objects.create_user(
        email=email or f"persoon{number}@voorbeeld.example", name=name or f"Persoon {number}", **extra
    )
    if activated:
        person.activated_at = timezone.now()
        person.save(update_fields=["activated_at"])
    return person


def make_membership(
    organisation: Organisation, person: Person, role: str = Role.SUPERVISOR, **extra: Any
) -> Membership:
    """A membership that holds today; used already when the person is activated."""
    extra.setdefault("activated_at", person.activated_at)
    with use_organisation(organisation):
        return Membership.objects.create(organisation=organisation, person=person, role=role, **extra)


def make_member(organisation: Organisation, *roles: str, name: str = "", **extra: Any) -> Person:
    """A person with one or more roles (supervisor when none is given) in an organisation."""
    person = make_person(name, **extra)
    for role in roles or (Role.SUPERVISOR,):
        make_membership(organisation, person, role)
    return person


def make_cohort(organisation: Organisation, *trainers: Person, name: str = "Najaar", **extra: Any) -> Cohort:
    """A group with these trainers."""
    with use_organisation(organisation):
        cohort = Cohort.objects.create(organisation=organisation, name=name, **extra)
        for trainer in trainers:
            add_trainer(cohort=cohort, trainer=trainer)
    return cohort


def make_participant(cohort: Cohort, name: str = "", *, invited_days_ago: int | None = None) -> Person:
    """A supervisor in a group: signed in already, or invited so many days ago and not yet seen."""
    organisation = cohort.organisation
    is_active = invited_days_ago is None
    person = make_person(name, activated=is_active)
    membership = make_membership(organisation, person, display_name=person.name)
    with use_organisation(organisation):
        enrol(cohort=cohort, person=person)
        if invited_days_ago is not None:
            Invitation.objects.create(
                organisation=organisation,
                membership=membership,
                sent_at=timezone.now() - dt.timedelta(days=invited_days_ago),
            )
    return person


def make_module_done(person: Person, key: str, on: dt.date) -> ModuleProgress:
    """Progress of somebody who has a whole module online af."""
    module = ModulePage.objects.get(key=key)
    return ModuleProgress.objects.create(
        person=person, module=module, steps_done=5, steps_total=5, online_done_on=on
    )


def make_scan_done(person: Person) -> ScanRun:
    """A finished scan without answers."""
    version = ScanVersion.objects.order_by("pk").last()
    return ScanRun.objects.create(person=person, version=version, finished_at=timezone.now())
