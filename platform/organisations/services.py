"""What an organisation does with its people: invite, change, end. Verbs, each in one transaction."""

import datetime as dt
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.enums import Role
from organisations.models import Invitation, Membership, Organisation, Team, active_on
from organisations.queries import memberships_of
from organisations.registry import dressed_mail, roles_changed
from organisations.tenancy import all_organisations
from people.audit import record
from people.enums import Verb
from people.models import Person
from people.services import queue_mail


class LastAdministrator(Exception):
    """Somebody tried to take away her own right to manage people."""


def mark_activated_here(person: Person) -> None:
    """Remember the first sign-in in the current organisation, on all of her memberships there."""
    now = timezone.now()
    memberships_of(person.pk, timezone.localdate(now)).filter(activated_at=None).update(activated_at=now)


def sender_of(organisation: Organisation) -> str:
    """The organisation's own sender name before the product's address."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((organisation.sender_name, address))


def team_named(organisation: Organisation, name: str) -> Team | None:
    """The team with this name, made when it is new; None for no name."""
    name = " ".join(name.split())
    if not name:
        return None
    existing = Team.objects.filter(name__iexact=name).first()
    return existing or Team.objects.create(organisation=organisation, name=name)


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
    # Locked, so that two requests at once cannot give the same role twice.
    person, _created = Person.objects.select_for_update().get_or_create(
        email=email, defaults={"name": name, "password": make_password(None)}
    )
    today = timezone.localdate()
    existing = (
        Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), person=person, role=role)
        .select_related("person")
        .order_by("starts")
        .first()
    )
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
def invite(*, membership: Membership, invited_by: str, group: str = "") -> Invitation:
    """Record an invitation and queue its mail, in the organisation's voice."""
    organisation = membership.organisation
    context = {
        "organisation": organisation,
        "invited_by": invited_by,
        "group": group,
        "given_name": _given_name(membership),
        "email": membership.person.email,
        "is_supervisor": membership.role == Role.SUPERVISOR,
        "link": organisation.root_url + reverse("account_request_login_code"),
    }
    subject = _("Uitnodiging voor %(portal)s") % {"portal": organisation.portal_name}
    text = _mail_text(context)
    queue_mail(
        to=membership.person.email,
        subject=subject,
        text=text,
        html=dressed_mail(organisation, subject, _mail_text({**context, "is_dressed": True})),
        sender=sender_of(organisation),
        organisation_key=organisation.key,
    )
    record(Verb.INVITED, subject=membership.person_id, about=membership)
    return Invitation.objects.create(organisation=organisation, membership=membership)


def _mail_text(context: dict[str, Any]) -> str:
    return render_to_string("organisations/mail/invitation.txt", context).strip() + "\n"


def _given_name(membership: Membership) -> str:
    name = membership.shown_name
    return "" if "@" in name else name.split(" ", 1)[0]


@transaction.atomic
def invite_again(*, membership: Membership, invited_by: str, group: str = "") -> Invitation | None:
    """Send the invitation once more; nothing for somebody who has signed in, or was invited today."""
    today = timezone.localdate()
    if membership.activated_at:
        return None
    last = membership.invitations.first()
    if last and timezone.localdate(last.sent_at) == today and not last.bounced_at:
        return None
    return invite(membership=membership, invited_by=invited_by, group=group)


@transaction.atomic
def change_membership(*, membership: Membership, changed_by: Person) -> None:
    """Store changed role, team or dates; nobody takes away her own last right to manage people."""
    stored = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    keeps = membership.role == Role.ORG_ADMIN and membership.ends is None
    keeps = keeps and membership.starts <= timezone.localdate()
    if not keeps and is_own_last_administration(stored, changed_by):
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
