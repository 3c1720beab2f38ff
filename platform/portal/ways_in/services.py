"""Taking a second step away, and ending sessions when a password changes."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_out
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.models import Membership, Organisation, active_on
from organisations.services import sender_of
from organisations.tenancy import all_organisations, use_organisation
from people.audit import record
from people.devices import end_devices, follow_session, forget_device
from people.enums import Verb
from people.models import Person
from people.services import queue_mail
from portal.sign_in import SESSION_DEVICE
from theming.mail import dressed


@transaction.atomic
def reset_second_step(*, person: Person) -> int:
    """Take app, recovery codes and passkeys away, sign out everywhere, and mail the person about it.

    Returns how many there were; with none, nothing happens.
    """
    removed: int = Authenticator.objects.filter(user=person).delete()[0]
    if removed:
        end_devices(person)
        record(Verb.RESET_SECOND_STEP, subject=person, about="mfa", removed=removed)
        _mail_about_reset(person)
    return removed


def _mail_about_reset(person: Person) -> None:
    organisation = _a_house_of(person)
    if organisation is None:
        return
    with use_organisation(organisation):
        subject = _("De tweede stap is weggehaald")
        text = render_to_string("portal/mail/second_step_reset.txt", {"organisation": organisation})
        queue_mail(
            to=person.email,
            subject=subject,
            text=text,
            html=dressed(organisation, subject, text),
            sender=sender_of(organisation),
            organisation_key=organisation.key,
        )


def _a_house_of(person: Person) -> Organisation | None:
    with all_organisations("a mail about somebody's account, in the dress of a house of hers"):
        membership = (
            Membership.objects.filter(active_on(timezone.localdate()), person=person)
            .select_related("organisation__site")
            .order_by("pk")
            .first()
        )
    return membership.organisation if membership else None


@receiver([password_changed, password_set, password_reset])
def end_other_sessions(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    """A new password: whoever else is in, is out."""
    own = request.session.get(SESSION_DEVICE) if request.user == user else None
    if own:
        follow_session(own, str(request.session.session_key))
    end_devices(user, keep=own)


@receiver(user_logged_out)
def forget_this_device(request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
    """Signed out, by hand or by itself."""
    if user is not None and request.session.session_key:
        forget_device(user, request.session.session_key)
