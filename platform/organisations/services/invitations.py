"""Inviting somebody by mail, again if need be, and what becomes of that mail."""

from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.enums import Role
from organisations.models import Invitation, Membership, Organisation
from organisations.queries import memberships_of
from organisations.registry import dressed_mail
from organisations.tenancy import use_organisation
from organisations.words import role_name
from people.audit import record
from people.enums import Verb
from people.models import OutgoingMail, Person
from people.services import queue_mail


def mark_activated_here(person: Person) -> None:
    """Remember the first sign-in in the current organisation, on all of her memberships there."""
    now = timezone.now()
    memberships_of(person.pk, timezone.localdate(now)).filter(activated_at=None).update(activated_at=now)


def sender_of(organisation: Organisation) -> str:
    """The organisation's own sender name before the product's address."""
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((organisation.sender_name, address))


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
        "role": membership.role,
        "role_name": role_name(organisation, membership.role).lower(),
        "is_supervisor": membership.role == Role.SUPERVISOR,
        "link": organisation.root_url + reverse("account_request_login_code"),
    }
    subject = _("Uitnodiging voor %(portal)s") % {"portal": organisation.portal_name}
    text = _mail_text(context)
    invitation = Invitation.objects.create(organisation=organisation, membership=membership)
    queue_mail(
        to=membership.person.email,
        subject=subject,
        text=text,
        html=dressed_mail(organisation, subject, _mail_text({**context, "is_dressed": True})),
        sender=sender_of(organisation),
        organisation_key=organisation.key,
        about=f"{Invitation._meta.label}:{invitation.pk}",
    )
    record(Verb.INVITED, subject=membership.person_id, about=membership)
    return invitation


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


def follow_refusal(mail: OutgoingMail) -> None:
    """A mail will never arrive: the invitation that it carried has come back."""
    label, _colon, key = mail.about.partition(":")
    if label != Invitation._meta.label or not key.isdigit():
        return
    with use_organisation(Organisation.objects.get(key=mail.organisation_key)):
        Invitation.objects.filter(pk=key, bounced_at=None).update(bounced_at=mail.refused_at)
