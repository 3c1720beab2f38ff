"""What a sign-in means: a session in one organisation, on an own phone or on a shared computer."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.middleware import SESSION_ORGANISATION, SESSION_ROLE
from organisations.models import Organisation
from organisations.queries import in_role_order, memberships_of
from organisations.services import mark_activated_here
from organisations.tenancy import current_organisation
from people.chosen_roles import chosen_role
from people.devices import devices_of, remember_device
from people.models import Device, Person
from people.services import mark_activated
from portal.navigation import home_url

SESSION_SHARED = "shared_computer"
SESSION_SEEN = "seen"
SESSION_DEVICE = "device"
SESSION_SHARED_WANTED = "shared_computer_wanted"
SIGNED_OUT_BY_ITSELF = _("Automatisch uitgelogd: op deze gedeelde computer gebeurde een kwartier niets.")


def is_member(person: Person | None) -> bool:
    """Has this person an active membership of the current organisation? As much work for nobody."""
    return memberships_of(person.pk if person else 0, timezone.localdate()).exists()


def password_opens_here(person: Person, organisation: Organisation | None) -> bool:
    """Is this an organisation where her password counts? One chosen with a card counts in that house alone."""
    return not person.password_only_at or bool(organisation and organisation.key == person.password_only_at)


def landing_of(person: Person) -> str:
    """The address where somebody begins in this organisation, by the role that she begins in."""
    role = _first_role(person)
    return home_url(role) if role else reverse("home")


def _first_role(person: Person) -> str:
    """The role that she changed to last; without one of hers the most likely one; empty for a stranger."""
    roles = [each.role for each in in_role_order(list(memberships_of(person.pk, timezone.localdate())))]
    organisation = current_organisation()
    if len(roles) > 1 and organisation and (chosen := chosen_role(person, organisation.key)) in roles:
        return chosen
    return roles[0] if roles else ""


def bind_session(request: HttpRequest, person: Person) -> None:
    """Tie the fresh session to this organisation and choose how long it lasts."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    request.session[SESSION_ORGANISATION] = organisation.pk
    # Kept, so that a role that she gets while she works does not change where she is.
    request.session[SESSION_ROLE] = _first_role(person)
    if request.session.pop(SESSION_SHARED_WANTED, False):
        request.session[SESSION_SHARED] = True
        request.session[SESSION_SEEN] = int(timezone.now().timestamp())
        request.session.set_expiry(0)
    else:
        request.session.set_expiry(settings.OWN_PHONE_SECONDS)
    device = remember_device(
        person=person,
        session_key=str(request.session.session_key),
        organisation_key=organisation.key,
        user_agent=request.headers.get("User-Agent", ""),
        is_shared=bool(request.session.get(SESSION_SHARED)),
    )
    request.session[SESSION_DEVICE] = device.pk
    mark_activated(person)
    mark_activated_here(person)


def signed_in_devices(person: Person) -> list[Device]:
    """Where somebody is signed in; a shared computer that was left a quarter of an hour ago no longer counts."""
    devices = devices_of(person)
    shared = [device.session_key for device in devices if device.is_shared]
    left = {each.pk for each in Session.objects.filter(pk__in=shared) if _is_left(each.get_decoded())}
    return [device for device in devices if device.session_key not in left]


def _is_left(session: Mapping[str, Any]) -> bool:
    seen = int(session.get(SESSION_SEEN, 0))
    return int(timezone.now().timestamp()) - seen > settings.SHARED_COMPUTER_SECONDS


def seconds_left(request: HttpRequest) -> int | None:
    """On a shared computer: how long until it signs out when nothing happens; None on an own phone."""
    session = request.session
    if not session.get(SESSION_SHARED):
        return None
    idle = int(timezone.now().timestamp()) - int(session.get(SESSION_SEEN, 0))
    return max(0, int(settings.SHARED_COMPUTER_SECONDS) - idle)


def stay(request: HttpRequest) -> None:
    """Somebody is still there: the quarter of an hour begins anew."""
    if request.session.get(SESSION_SHARED):
        request.session[SESSION_SEEN] = int(timezone.now().timestamp())


def has_idled_out(request: HttpRequest) -> bool:
    """On a shared computer: was the last page more than fifteen minutes ago? Renews the moment if not."""
    if not request.session.get(SESSION_SHARED):
        return False
    if _is_left(request.session):
        return True
    now = int(timezone.now().timestamp())
    if now - int(request.session.get(SESSION_SEEN, 0)) > 60:
        request.session[SESSION_SEEN] = now
    return False
