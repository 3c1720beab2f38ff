"""Where somebody is signed in: one row per session, which ends with it."""

import datetime as dt
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from people.models import Device, Person
from people.rules import device_kind
from people.sight import seeing_as


def remember_device(
    *, person: Person, session_key: str, organisation_key: str, user_agent: str, is_shared: bool
) -> Device:
    """Somebody signed in here, today. Of what her browser calls itself only the kind is kept."""
    with seeing_as(person.pk):  # signing in, nobody is known yet
        device, _is_new = Device.objects.update_or_create(
            session_key=session_key,
            defaults={
                "person": person,
                "organisation_key": organisation_key,
                "kind": device_kind(user_agent),
                "is_shared": is_shared,
                "since": timezone.localdate(),
            },
        )
    return device


def devices_of(person: Person) -> list[Device]:
    """Where somebody is signed in now, in the order in which she began."""
    devices = list(Device.objects.filter(person=person))
    alive = set(
        Session.objects.filter(
            pk__in=[device.session_key for device in devices], expire_date__gt=timezone.now()
        ).values_list("pk", flat=True)
    )
    return [device for device in devices if device.session_key in alive]


def follow_session(device_id: int, session_key: str) -> None:
    """The same device goes on under another key (a new password gives a session a new one)."""
    Device.objects.filter(pk=device_id).update(session_key=session_key)


def end_devices(person: Person, *, only: int | None = None, keep: int | None = None) -> int:
    """Sign out everywhere, only there, or everywhere but here; returns how many sessions ended.

    The next request of each of them is a stranger's.
    """
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    with seeing_as(person.pk):
        devices = Device.objects.filter(person=person).exclude(pk=keep or 0)
        if only is not None:
            devices = devices.filter(pk=only)
        keys = list(devices.values_list("session_key", flat=True))
        for key in keys:
            store().delete(key)
        devices.delete()
    return len(keys)


def forget_device(person: Person, session_key: str) -> None:
    """Its session ended by itself."""
    with seeing_as(person.pk):
        Device.objects.filter(person=person, session_key=session_key).delete()


def forget_ended(before: dt.datetime) -> int:
    """Sessions that ended before a moment, and devices whose session is gone; returns the sessions."""
    removed: int = Session.objects.filter(expire_date__lt=before).delete()[0]
    Device.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return removed
