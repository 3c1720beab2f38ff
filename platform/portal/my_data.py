"""What the libraries under us keep of a person: sign-in addresses, sessions, editor's settings."""

from collections.abc import Iterator, Mapping

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from organisations.models import Organisation
from organisations.words import role_name
from people.devices import devices_of, forget_ended
from people.models import ChosenRole, Device, Person
from people.registry import Kept, Value, register_kept
from people.retention import register_sweep

SESSIONS_AT_ONCE = 1000


def register() -> None:
    """Put them into export and erasure; forget sessions that are over."""
    register_sweep("sessions", forget_ended)
    register_kept(
        Kept(
            name="sign-in-addresses",
            title=_("Adressen om in te loggen"),
            models=("account.EmailAddress", "account.EmailConfirmation"),
            fields={"email": _("E-mailadres"), "verified": _("Bevestigd")},
            export=_addresses,
            erase=_erase_addresses,
            position=1,
        )
    )
    register_kept(
        Kept(
            name="sessions",
            title=_("Apparaten waarop ik ben ingelogd"),
            models=("sessions.Session", "people.Device"),
            fields={
                "kind": _("Soort"),
                "organisation": _("Bij"),
                "since": _("Sinds"),
                "is_shared": _("Gedeelde computer"),
            },
            export=_sessions,
            erase=_end_sessions,
            position=2,
        )
    )
    register_kept(
        Kept(
            name="chosen-roles",
            title=_("Rol waarin ik begin"),
            models=("people.ChosenRole",),
            fields={"organisation": _("Bij"), "role": _("Rol")},
            export=_chosen_roles,
            erase=lambda person: ChosenRole.objects.filter(person=person).delete(),
            position=2,
        )
    )
    register_kept(
        Kept(
            name="second-factors",
            title=_("Tweede stap, herstelcodes en toegangssleutels"),
            models=("mfa.Authenticator",),
            fields={"kind": _("Soort"), "name": _("Naam"), "created_at": _("Gemaakt op")},
            export=_second_factors,
            erase=lambda person: Authenticator.objects.filter(user=person).delete(),
            position=2,
        )
    )
    register_kept(
        Kept(
            name="editor-settings",
            title=_("Mijn instellingen in de redactie"),
            models=("wagtailusers.UserProfile",),
            fields={"language": _("Taal"), "theme": _("Kleuren")},
            export=_profiles,
            erase=lambda person: UserProfile.objects.filter(user=person).delete(),
            position=3,
        )
    )


def _addresses(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in EmailAddress.objects.filter(user=person):
        yield {"email": row.email, "verified": row.verified}


def _erase_addresses(person: Person) -> None:
    EmailConfirmation.objects.filter(email_address__user=person).delete()
    EmailAddress.objects.filter(user=person).delete()


def sessions_of(person: Person) -> Iterator[Session]:
    """Every session of somebody; a session is only readable one by one, and there may be very many."""
    last = ""
    while some := Session.objects.filter(pk__gt=last).order_by("pk")[:SESSIONS_AT_ONCE]:
        for session in some:
            if session.get_decoded().get(SESSION_KEY) == str(person.pk):
                yield session
        last = session.pk


def _sessions(person: Person) -> Iterator[Mapping[str, Value]]:
    for device in devices_of(person):
        yield {
            "kind": str(device.get_kind_display()),
            "organisation": device.organisation_key,
            "since": device.since,
            "is_shared": device.is_shared,
        }


def _end_sessions(person: Person) -> None:
    Session.objects.filter(pk__in=[session.pk for session in sessions_of(person)]).delete()
    Device.objects.filter(person=person).delete()


def _chosen_roles(person: Person) -> Iterator[Mapping[str, Value]]:
    """Of every house, as the account: it is her own choice."""
    houses = {each.key: each for each in Organisation.objects.all()}
    for row in ChosenRole.objects.filter(person=person):
        house = houses.get(row.organisation_key)
        yield {
            "organisation": house.name if house else row.organisation_key,
            "role": role_name(house, row.role),
        }


KINDS = {
    Authenticator.Type.TOTP: _("App voor codes"),
    Authenticator.Type.RECOVERY_CODES: _("Herstelcodes"),
    Authenticator.Type.WEBAUTHN: _("Toegangssleutel"),
}


def _second_factors(person: Person) -> Iterator[Mapping[str, Value]]:
    """What there is and since when; never the secret itself, with which somebody could sign in."""
    for row in Authenticator.objects.filter(user=person).order_by("pk"):
        yield {
            "kind": str(KINDS[row.type]),
            "name": str(row.data.get("name", "")),
            "created_at": row.created_at,
        }


def _profiles(person: Person) -> Iterator[Mapping[str, Value]]:
    for profile in UserProfile.objects.filter(user=person):
        yield {"language": profile.preferred_language, "theme": profile.theme}
