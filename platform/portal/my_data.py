"""What the libraries under us keep of a person: sign-in addresses, sessions, editor's settings."""

import datetime as dt
from collections.abc import Iterator, Mapping

from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from people.models import Person
from people.registry import Kept, Value, register_kept
from people.retention import register_sweep


def register() -> None:
    """Put them into export and erasure; forget sessions that are over."""
    register_sweep("sessions", forget_sessions)
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
            models=("sessions.Session",),
            fields={"expire_date": _("Ingelogd tot uiterlijk")},
            export=_sessions,
            erase=_end_sessions,
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
    """Every session of somebody; a session is only readable one by one."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            yield session


def _sessions(person: Person) -> Iterator[Mapping[str, Value]]:
    for session in sessions_of(person):
        yield {"expire_date": session.expire_date}


def _end_sessions(person: Person) -> None:
    Session.objects.filter(pk__in=[session.pk for session in sessions_of(person)]).delete()


def _profiles(person: Person) -> Iterator[Mapping[str, Value]]:
    for profile in UserProfile.objects.filter(user=person):
        yield {"language": profile.preferred_language, "theme": profile.theme}


def forget_sessions(before: dt.datetime) -> int:
    """Sessions that ended before a moment."""
    return Session.objects.filter(expire_date__lt=before).delete()[0]
