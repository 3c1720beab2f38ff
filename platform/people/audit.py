"""The audit log: who read, changed, exported or was refused what. Rows are added, never changed.

The middleware of a floor above says once per request who acts, in which role and where (`acting`), so that
services need not be told. Outside a request nobody acts: a command's entries have no actor.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

import structlog
from django.db import models
from django.utils import timezone

from people.enums import Verb
from people.models import AuditEntry, Person

logger = structlog.get_logger(__name__)

Detail = str | int | bool | None

MAX_LABEL = 80
MAX_DETAIL = 120
# Control characters, line and paragraph separators: with these somebody could forge a second line.
LINE_MAKERS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class Acting:
    """Who acts in this request, in which role, at which organisation."""

    person_id: int | None = None
    role: str = ""
    organisation_key: str = ""


NOBODY = Acting()
_acting: ContextVar[Acting] = ContextVar("acting", default=NOBODY)


@contextmanager
def acting(*, person_id: int | None, role: str, organisation_key: str) -> Iterator[None]:
    """Everything recorded inside is done by this person, in this role, here."""
    token = _acting.set(Acting(person_id, role, organisation_key))
    try:
        yield
    finally:
        _acting.reset(token)


@contextmanager
def acting_at(organisation_key: str) -> Iterator[None]:
    """The same person, in the same role, does the things inside to somebody of this organisation.

    For who works on the region's host with what is a supervisor's: she looks for it on her own host.
    """
    token = _acting.set(replace(_acting.get(), organisation_key=organisation_key))
    try:
        yield
    finally:
        _acting.reset(token)


def where_acting() -> str:
    """The key of the organisation where this request is; empty outside one."""
    return _acting.get().organisation_key


def record(
    verb: Verb,
    *,
    subject: Person | int | None = None,
    about: models.Model | str = "",
    actor: Person | None = None,
    **details: Detail,
) -> AuditEntry:
    """Add one entry about one person, or about none.

    `about` is a row or a short technical label; names and addresses never go in, here nor in `details`.
    """
    entry = _entry(verb, _key(subject), about, actor, details)
    entry.save()
    _log([entry])
    return entry


def record_each(
    verb: Verb, *, subjects: Iterable[int], about: models.Model | str = "", **details: Detail
) -> None:
    """Add the same entry about several people, in one query."""
    entries = [_entry(verb, subject, about, None, details) for subject in subjects]
    AuditEntry.objects.bulk_create(entries)
    _log(entries)


def record_listed(rows: Mapping[int, models.Model | str]) -> None:
    """That whoever acts saw these people on a list, each under what the list is of; in one query.

    A list is opened many times a day, and a search asks for it at each letter: once a day is kept. One does
    not look at oneself.
    """
    record_listed_at((where_acting(), subject, about) for subject, about in rows.items())


def record_listed_at(rows: Iterable[tuple[str, int, models.Model | str]]) -> None:
    """The same, of people of several organisations: each row with the key of hers, where she looks for it."""
    now, day = _acting.get(), timezone.localdate()
    entries = []
    for key, subject, about in rows:
        if subject != now.person_id:
            entry = _entry(Verb.LISTED, subject, about, None, {})
            entry.organisation_key = key
            entry.once = f"{day}:{now.person_id}:{subject}:{key}:{entry.object_label}"[:160]
            entries.append(entry)
    AuditEntry.objects.bulk_create(entries, ignore_conflicts=True)
    # In one line: most of them are in the log already.
    logger.info(
        "audit",
        verb=str(Verb.LISTED),
        actor=now.person_id,
        organisation=now.organisation_key,
        people=len(entries),
    )


def record_all(verb: Verb, rows: Iterable[tuple[int, models.Model, Mapping[str, Detail]]]) -> None:
    """Add an entry per (subject, about, details), in one query."""
    entries = [_entry(verb, subject, about, None, details) for subject, about, details in rows]
    AuditEntry.objects.bulk_create(entries)
    _log(entries)


def one_line(text: str, limit: int) -> str:
    """The text on one line, without anything that could start another."""
    plain = "".join(" " if unicodedata.category(letter) in LINE_MAKERS else letter for letter in text)
    return " ".join(plain.split())[:limit]


def _entry(
    verb: Verb,
    subject_id: int | None,
    about: models.Model | str,
    actor: Person | None,
    details: Mapping[str, Detail],
) -> AuditEntry:
    now = _acting.get()
    label = about if isinstance(about, str) else f"{about._meta.label}:{about.pk}"
    small = {"role": now.role} | dict(details)
    kept = {
        one_line(key, MAX_LABEL): one_line(value, MAX_DETAIL) if isinstance(value, str) else value
        for key, value in small.items()
        if value not in ("", None)
    }
    label = one_line(label, MAX_LABEL)
    if any("@" in str(text) for text in (label, *kept.values())):
        raise ValueError("No addresses in the audit log.")
    return AuditEntry(
        verb=verb,
        actor_id=actor.pk if actor else now.person_id,
        subject_id=subject_id,
        organisation_key=now.organisation_key,
        object_label=label,
        details=kept,
    )


def _key(person: Person | int | None) -> int | None:
    return person.pk if isinstance(person, Person) else person


def _log(entries: Iterable[AuditEntry]) -> None:
    for entry in entries:
        logger.info(
            "audit",
            verb=str(entry.verb),
            actor=entry.actor_id,
            subject=entry.subject_id,
            organisation=entry.organisation_key,
            object=entry.object_label,
            details=entry.details,
        )
