"""Put the demo cast on stage: people, memberships, a group, scans, a little progress."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from cohorts.models import Cohort, CohortTrainer, Enrolment
from modules.models import ModulePage
from modules.queries import published_modules
from organisations.enums import Role
from organisations.models import Invitation, Membership, Organisation, Team
from organisations.tenancy import use_organisation
from people.models import Person
from people.sight import EVERYBODY, reads_for
from portal.demo.assignments import hand_in_for_the_demo
from portal.demo.casework import put_brought_cases
from portal.demo.cast import name_of, read_cast
from portal.demo.cast_file import JOINED_DAYS_AGO
from portal.demo.gatherings import put_gatherings
from portal.demo.local_texts import fill_in
from portal.demo.reactions import react
from portal.demo.services import fill_scan_as, put_progress, put_texts
from portal.demo.talk import let_them_talk
from selfscan.services.sharing import share_result

# One house is enough to give editors numbers to look at.
REACTING_HOUSE = "zonnehoek"


@transaction.atomic
def set_the_scene(organisations: Iterable[Organisation]) -> None:
    """Create the cast where it is missing; a house whose group exists is left as it is."""
    organisations = list(organisations)
    region = next(each for each in organisations if each.is_region)
    with reads_for(EVERYBODY, "the demo's cast"):
        _set(organisations, region)
        let_them_talk(organisations)


def _set(organisations: list[Organisation], region: Organisation) -> None:
    cast = read_cast()
    password = make_password(cast["password"])
    modules = list(published_modules())
    with use_organisation(region):
        for row in cast["region"]:
            person = _person(row["email"], row["name"], password)
            for role in row["roles"]:
                _join(region, person, role)
    for organisation in organisations:
        if organisation.is_region:
            continue
        with use_organisation(organisation):
            if Cohort.objects.filter(name=cast["group"]["name"]).exists():
                continue
            people = _members(organisation, password)
            _group(organisation, people, password, modules)
            fill_in(organisation, people)
            put_brought_cases(organisation, people)
            put_gatherings(organisation, people)
        with use_organisation(region):
            for local in cast["case_authors"]:
                _join(region, people[local], Role.CASE_AUTHOR)


def _day(days_ago: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days_ago)


def _person(email: str, name: str, password: str, *, activated: bool = True) -> Person:
    person, _created = Person.objects.get_or_create(
        email=email,
        defaults={
            "name": name,
            "password": password,
            "activated_at": timezone.now() - dt.timedelta(days=JOINED_DAYS_AGO) if activated else None,
        },
    )
    return person


def _join(
    organisation: Organisation, person: Person, role: str, team: Team | None = None, **extra: Any
) -> Membership:
    membership, _created = Membership.objects.get_or_create(
        organisation=organisation,
        person=person,
        role=role,
        defaults={
            "starts": _day(JOINED_DAYS_AGO),
            "team": team,
            "activated_at": person.activated_at,
            **extra,
        },
    )
    return membership


def _members(organisation: Organisation, password: str) -> dict[str, Person]:
    people = {}
    for row in read_cast()["members"]:
        team = None
        if row.get("team"):
            team, _created = Team.objects.get_or_create(organisation=organisation, name=row["team"])
        person = _person(f"{row['local']}@{organisation.key}.example", name_of(row, organisation), password)
        people[row["local"]] = person
        for role in row["roles"]:
            _join(organisation, person, role, team)
    return people


def _group(
    organisation: Organisation, people: dict[str, Person], password: str, modules: list[ModulePage]
) -> None:
    plan = read_cast()["group"]
    cohort = Cohort.objects.create(organisation=organisation, name=plan["name"], starts=_day(JOINED_DAYS_AGO))
    for local in (plan["trainer"], plan["second_trainer"]):
        CohortTrainer.objects.create(organisation=organisation, cohort=cohort, person=people[local])
    _enrol(cohort, people["fatma"])
    _enrol(cohort, people["daan"])
    _let_daan_begin(organisation, people["daan"], modules)
    trainer = people[plan["trainer"]]
    extras = {
        row["local"]: _extra(organisation, cohort, row, password, modules, trainer) for row in plan["people"]
    }
    hand_in_for_the_demo(
        read_cast().get("assignments", []), organisation=organisation, people=people | extras, trainer=trainer
    )
    if organisation.key == REACTING_HOUSE:
        react(person for person in extras.values() if person.activated_at)


def _enrol(cohort: Cohort, person: Person, days_ago: int = JOINED_DAYS_AGO) -> None:
    Enrolment.objects.create(
        organisation=cohort.organisation, cohort=cohort, person=person, enrolled_on=_day(days_ago)
    )


def _let_daan_begin(organisation: Organisation, daan: Person, modules: list[ModulePage]) -> None:
    put_progress(person=daan, module=modules[0], steps=None, on=_day(20))
    put_progress(person=daan, module=modules[1], steps=3, on=_day(4))
    fill_scan_as(person=daan, profile="mixed")
    for written in read_cast().get("daan_writes", []):
        texts = {row["key"]: row["text"] for row in written["texts"]}
        put_texts(person=daan, code=written["step"], texts=texts)


def _extra(
    organisation: Organisation,
    cohort: Cohort,
    row: dict[str, Any],
    password: str,
    modules: list[ModulePage],
    trainer: Person,
) -> Person:
    waits = row.get("invited_days_ago")
    # Who waits has chosen no password yet: a start card is what opens such an account.
    chosen = make_password(None) if waits else password
    person = _person(f"{row['local']}@{organisation.key}.example", row["name"], chosen, activated=not waits)
    membership = _join(organisation, person, Role.SUPERVISOR, display_name=row["name"] if waits else "")
    _enrol(cohort, person, waits or JOINED_DAYS_AGO)
    if waits:
        sent = timezone.now() - dt.timedelta(days=waits)
        Invitation.objects.create(
            organisation=organisation,
            membership=membership,
            sent_at=sent,
            bounced_at=sent if row.get("bounced") else None,
        )
        return person
    for number, module in enumerate(modules[: row["modules"]]):
        put_progress(person=person, module=module, steps=None, on=_day(40 - 7 * number))
    if row["shares"]:
        fill_scan_as(person=person, profile="mixed")
        share_result(person=person, trainer=trainer, organisation=organisation)
    return person
