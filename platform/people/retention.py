"""Applying the terms of people.rules.TERMS; each app says how its kind of data goes."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from people.erasure import write_tombstones
from people.models import AuditEntry, OutgoingMail, RetentionRecord
from people.rules import TERMS, months_before
from people.sight import EVERYBODY, reads_for

Sweep = Callable[[dt.datetime], int]

_sweeps: dict[str, list[Sweep]] = {}


def register_sweep(kind: str, sweep: Sweep) -> None:
    """Have `sweep(before)` take away what of this kind is older than its term; it returns how many rows."""
    if kind not in TERMS or TERMS[kind].months is None:
        raise ValueError(f"There is no term for {kind}.")
    sweeps = _sweeps.setdefault(kind, [])
    if sweep not in sweeps:
        sweeps.append(sweep)


def swept_kinds() -> set[str]:
    """The kinds of data that something takes away."""
    return set(_sweeps)


def apply_retention(*, now: dt.datetime | None = None) -> list[RetentionRecord]:
    """Apply every term, each in a transaction of its own, and record what went. Safe to run twice a day."""
    now = now or timezone.now()
    records = [_apply(kind, now) for kind in TERMS if kind in _sweeps]
    write_tombstones()
    return records


@transaction.atomic
def _apply(kind: str, now: dt.datetime) -> RetentionRecord:
    term = TERMS[kind]
    before = months_before(now, term.months or 0)
    with reads_for(EVERYBODY, "retention"):
        removed = sum(sweep(before) for sweep in _sweeps[kind])
    return RetentionRecord.objects.create(
        kind=kind, rule=str(term.text)[:200], before=before, removed=removed, moment=now
    )


def sweep_audit(before: dt.datetime) -> int:
    """Entries of the log that are older."""
    return AuditEntry.objects.all().expire(before)


def sweep_mail(before: dt.datetime) -> int:
    """Mail that was made before; whether it was sent or never will be."""
    return OutgoingMail.objects.filter(created_at__lt=before).delete()[0]
