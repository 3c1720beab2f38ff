"""Where somebody is signed in: one row per session, which ends with it."""

import datetime as dt
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from people.models import Device, Person
from people.rules import device_kind


def remember_device(
    *, person: Person, session_key: str, organisation_key: str, user_agent: str, is_shared: bool
) -> Device:
    """Somebody signed in here, today. Of what her browser calls itself only the kind is kept."""
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


def end_devices(devices: QuerySet[Device]) -> int:
    """Sign out there: the next request of each is a stranger's; returns how many there were."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    keys = list(devices.values_list("session_key", flat=True))
    for key in keys:
        store().delete(key)
    devices.delete()
    return len(keys)


def forget_device(session_key: str | None) -> None:
    """Its session ended by itself."""
    Device.objects.filter(session_key=session_key or "").delete()


def forget_ended(before: dt.datetime) -> int:
    """Sessions that ended before a moment, and devices whose session is gone; returns the sessions."""
    removed: int = Session.objects.filter(expire_date__lt=before).delete()[0]
    Device.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return removed
