"""What somebody has to sign in with, and how far this session has shown who she is."""

import hashlib
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from allauth.account import app_settings as account_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.models import Organisation
from organisations.tenancy import current_organisation
from people.models import Person
from portal.sign_in import password_opens_here


@dataclass(frozen=True)
class Passkey:
    """One passkey: its name, the house that it opens ("" when that house is gone), and whether it is this one."""

    authenticator: Authenticator
    name: str
    house: str
    is_here: bool


def app_of(person: Person | None) -> Authenticator | None:
    """Somebody's authenticator app, or None."""
    if person is None:
        return None
    app: Authenticator | None = Authenticator.objects.filter(
        user_id=person.pk, type=Authenticator.Type.TOTP
    ).first()
    return app


def recovery_codes_of(person: Person) -> list[str] | None:
    """The recovery codes that are not used yet, in two groups of four digits; None when there never were any."""
    row = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    if row is None:
        return None
    return [f"{code[:4]} {code[4:]}" for code in row.wrap().get_unused_codes()]


def rp_id_of(request: HttpRequest) -> str:
    """What a passkey of this host is bound to: its name, without the port."""
    return str(request.get_host()).partition(":")[0]


def is_bound_to(authenticator: Authenticator, host: str) -> bool:
    """Was this passkey made at that host? The authenticator signed the host's digest, so it cannot lie."""
    digest: bytes = authenticator.wrap().authenticator_data.rp_id_hash
    return digest == hashlib.sha256(host.encode()).digest()


def passkeys_here(person: Person) -> list[Authenticator]:
    """Somebody's passkeys that open this house."""
    host = rp_id_of(context.request)
    keys = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.WEBAUTHN)
    return [key for key in keys if is_bound_to(key, host)]


def passkeys_of(person: Person, host: str) -> list[Passkey]:
    """All passkeys of somebody, each with its house, this house's first."""
    keys = list(
        Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.WEBAUTHN).order_by("pk")
    )
    houses = list(Organisation.objects.select_related("site")) if keys else []
    found = [
        Passkey(
            key,
            key.wrap().name,
            next((each.name for each in houses if each.site and is_bound_to(key, each.site.hostname)), ""),
            is_bound_to(key, host),
        )
        for key in keys
    ]
    return sorted(found, key=lambda each: not each.is_here)


def second_steps(person: Person) -> list[dict[str, Any]]:
    """The second factors that somebody can show here: an app or a recovery code, a passkey of this house."""
    ways = []
    if app_of(person):
        ways.append(_way("mfa_reauthenticate", _("Met een code uit de app")))
    if passkeys_here(person):
        ways.append(_way("mfa_reauthenticate_webauthn", _("Met een toegangssleutel")))
    return ways


def ways_to_confirm(person: Person | AnonymousUser) -> list[dict[str, Any]]:
    """How somebody shows that it is still she. With an app, a password alone is not enough."""
    if not isinstance(person, Person):
        return []
    second = second_steps(person)
    if app_of(person):
        return second
    by_password = person.has_usable_password() and password_opens_here(person, current_organisation())
    first = [_way("account_reauthenticate", _("Met het wachtwoord"))] if by_password else []
    return [*first, *second, _way("confirm_by_mail", _("Met een code per mail"))]


def has_confirmed(request: HttpRequest) -> bool:
    """Did she show in this session, in the last quarter of an hour, that it is still she?"""
    confirmed = [each["at"] for each in _records(request) if each.get("reauthenticated")]
    return bool(confirmed) and time.time() - max(confirmed) < account_settings.REAUTHENTICATION_TIMEOUT


def has_just_signed_in(request: HttpRequest) -> bool:
    """Did she sign in within the last quarter of an hour, with everything that confirming would ask?

    Whoever has an app showed it then: a work account alone is not as much.
    """
    earliest = time.time() - account_settings.REAUTHENTICATION_TIMEOUT
    lately = {each.get("method") for each in _records(request) if each["at"] > earliest}
    asked = app_of(request.user) if isinstance(request.user, Person) else None
    return "mfa" in lately if asked else bool(lately)


def has_passed_second_step(request: HttpRequest) -> bool:
    """Was a second factor shown in this session?"""
    return any(each.get("method") == "mfa" for each in _records(request))


def and_then(page: str, target: str) -> str:
    """The address of a page that leads on to another one."""
    return f"{page}?{REDIRECT_FIELD_NAME}={quote(target, safe='/')}"


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return records


def _way(name: str, description: str) -> dict[str, Any]:
    return {"id": name, "description": description, "url": reverse(name)}
