"""Giving, changing and ending somebody's role in an organisation."""

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation, Team, active_on
from organisations.queries import memberships_of
from organisations.registry import roles_changed
from organisations.tenancy import all_organisations
from people.audit import record
from people.enums import Verb
from people.models import ChosenRole, Person
from people.rules import is_overtaken


class LastAdministrator(Exception):
    """Somebody tried to take away her own right to manage people."""


class ChangedMeanwhile(Exception):
    """Somebody else changed it after the form was made; `current` is how it stands now."""

    def __init__(self, current: Membership) -> None:
        super().__init__(f"Membership {current.pk} was changed.")
        self.current = current


def team_named(organisation: Organisation, name: str) -> Team | None:
    """The team with this name, made when it is new; None for no name."""
    name = " ".join(name.split())
    if not name:
        return None
    existing = Team.objects.filter(name__iexact=name).first()
    return existing or Team.objects.create(organisation=organisation, name=name)


def person_at(email: str, *, name: str) -> Person:
    """Whoever has this address, made when nobody has; locked, so that two requests at once make one."""
    person, _created = Person.objects.select_for_update().get_or_create(
        email=email.strip().lower(), defaults={"name": name, "password": make_password(None)}
    )
    return person


def open_memberships(person: Person) -> QuerySet[Membership]:
    """Her roles in the current organisation that hold now or start later, the oldest first."""
    today = timezone.localdate()
    rows = Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), person=person)
    return rows.order_by("starts", "pk")


@transaction.atomic
def join(
    *,
    organisation: Organisation,
    email: str,
    name: str,
    role: str,
    team: Team | None = None,
    starts: dt.date | None = None,
    ends: dt.date | None = None,
) -> tuple[Membership, bool]:
    """Give whoever has this address a role here; returns the membership and whether it is new.

    Somebody who has the role already keeps it as it is. Somebody who is known elsewhere is treated as a
    stranger: the typed name shows until she signs in here.
    """
    email = email.strip().lower()
    person = person_at(email, name=name)
    today = timezone.localdate()
    existing = open_memberships(person).filter(role=role).select_related("person").first()
    if existing:
        return existing, False
    used_here = memberships_of(person.pk, today).exclude(activated_at=None).first()
    membership = Membership(
        organisation=organisation,
        person=person,
        role=role,
        team=team,
        display_name=name or email,
        starts=starts or today,
        ends=ends,
        activated_at=used_here.activated_at if used_here else None,
    )
    membership.save()
    record(Verb.JOINED, subject=person, about=membership, given_role=role)
    roles_changed(person)
    return membership, True


@transaction.atomic
def change_membership(*, membership: Membership, changed_by: Person | None, based_on: str = "") -> None:
    """Store changed role, team or dates; nobody takes away her own last right to manage people.

    With the mark of what it is based on, raises ChangedMeanwhile where that is not what stands there now.
    """
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person", "team")
    stored = rows.get(pk=membership.pk)
    if is_overtaken(based_on=based_on, now=stored.mark, wanted=membership.mark):
        raise ChangedMeanwhile(stored)
    keeps = membership.role == Role.ORG_ADMIN and membership.ends is None
    keeps = keeps and membership.starts <= timezone.localdate()
    if not keeps and changed_by and is_own_last_administration(stored, changed_by):
        raise LastAdministrator
    membership.save(update_fields=["role", "team", "display_name", "starts", "ends"])
    record(
        Verb.CHANGED_MEMBERSHIP,
        subject=membership.person_id,
        about=membership,
        from_role=stored.role,
        to_role=membership.role,
    )
    roles_changed(membership.person)


@transaction.atomic
def end_membership(*, membership: Membership, ended_by: Person, today: dt.date | None = None) -> None:
    """End a role: yesterday was the last day. What the person made and earned stays hers."""
    if is_own_last_administration(membership, ended_by):
        raise LastAdministrator
    yesterday = (today or timezone.localdate()) - dt.timedelta(days=1)
    if membership.starts > yesterday:
        membership.starts = yesterday
    membership.ends = yesterday
    membership.save(update_fields=["starts", "ends"])
    record(Verb.ENDED_MEMBERSHIP, subject=membership.person_id, about=membership, ended_role=membership.role)
    roles_changed(membership.person)


def is_own_last_administration(membership: Membership, person: Person) -> bool:
    """Is this the only membership through which this person herself manages people here?"""
    if membership.person_id != person.pk or membership.role != Role.ORG_ADMIN:
        return False
    others = Membership.objects.filter(active_on(timezone.localdate()), person=person, role=Role.ORG_ADMIN)
    return not others.exclude(pk=membership.pk).exists()


def forget_ended_memberships(before: dt.datetime) -> int:
    """Take away roles that ended before a moment, with their invitations; says how many rows went."""
    with all_organisations("retention"):
        removed, _models = Membership.objects.filter(ends__lt=timezone.localdate(before)).delete()
    return removed


def forget_chosen_roles(before: dt.datetime) -> int:
    """Forget that somebody begins in a role that is forgotten too, or was never hers; says how many rows went."""
    with all_organisations("retention"):
        held = Membership.objects.filter(
            person=OuterRef("person"),
            organisation__key=OuterRef("organisation_key"),
            role=OuterRef("role"),
        )
        removed, _models = ChosenRole.objects.exclude(Exists(held)).delete()
    return removed
