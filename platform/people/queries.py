"""Reads of the lowest floor: who looked at somebody's record, and what she did herself."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import Case, Count, F, QuerySet, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import TruncMonth
from django.utils import timezone

from people.enums import LOOKS, Verb
from people.models import AuditEntry, Person
from people.rules import TERMS, months_before


@dataclass(frozen=True)
class Look:
    """That somebody saw a person's record on a day: her name (empty: account is gone), role, and what.

    Of a list: which one, as the log has it, and on how many days before it was seen too.
    """

    day: dt.date
    who: str
    role: str
    what: Verb
    on_list: str = ""
    days_before: int = 0


def looks_at(person: Person, *, organisation_key: str) -> list[Look]:
    """Who else saw this person's record here in the last 24 months, newest first; one query.

    Somebody who looked at the same thing twice on a day is told once.
    """
    since = months_before(timezone.now(), TERMS["audit"].months or 0)
    entries = (
        AuditEntry.objects.filter(
            subject=person, organisation_key=organisation_key, verb__in=LOOKS, moment__gte=since
        )
        .exclude(actor=person)
        .select_related("actor")
    )
    return list(dict.fromkeys(_look(entry) for entry in entries))


def gathered(looks: Iterable[Look]) -> list[Look]:
    """The same, with a list that somebody sees day after day told once, on its last day.

    Whoever opened a person's own page stays in sight between them.
    """
    found: list[Look] = []
    places: dict[Look, int] = {}
    for look in looks:
        same = replace(look, day=dt.date.min)
        if look.on_list and same in places:
            last = found[places[same]]
            found[places[same]] = replace(last, days_before=last.days_before + 1)
            continue
        places[same] = len(found)
        found.append(look)
    return found


def _look(entry: AuditEntry) -> Look:
    return Look(
        day=timezone.localdate(entry.moment),
        who=_name_of(entry),
        role=str(entry.details.get("role", "")),
        what=Verb(entry.verb),
        on_list=entry.object_label if entry.verb == Verb.LISTED else "",
    )


def _name_of(entry: AuditEntry) -> str:
    """The name of whoever acted; empty once her account is gone: the key then points at nobody."""
    return str(entry.actor) if entry.actor_id and entry.actor else ""


@dataclass(frozen=True)
class LooksInMonth:
    """How often records were looked at in a month, in one way and role (empty: another), and of how many people."""

    month: dt.date
    what: Verb
    role: str
    times: int
    people: int
    lookers: int


def looks_by_month(
    *, organisation_key: str, since: dt.datetime, roles: Collection[str]
) -> list[LooksInMonth]:
    """How often others looked here, newest month first; one query. Roles that are not named are taken together."""
    named = Case(
        When(details__role__in=list(roles), then=KT("details__role")),
        default=Value(""),
        output_field=TextField(),
    )
    rows = (
        AuditEntry.objects.filter(
            organisation_key=organisation_key, verb__in=LOOKS, moment__gte=since, subject__isnull=False
        )
        .exclude(actor=F("subject"))
        .annotate(month=TruncMonth("moment"), role=named)
        .order_by()
        .values_list("month", "verb", "role")
        .annotate(
            times=Count("pk"),
            people=Count("subject", distinct=True),
            lookers=Count("actor", distinct=True),
        )
    )
    found = [
        LooksInMonth(timezone.localdate(month), Verb(verb), role, times, people, lookers)
        for month, verb, role, times, people, lookers in rows
    ]
    return sorted(found, key=lambda each: (-each.month.toordinal(), LOOKS.index(each.what), each.role))


def acts_of(person: Person, *, organisation_key: str) -> QuerySet[AuditEntry]:
    """What this person did herself here, as the log has it, newest first."""
    return AuditEntry.objects.filter(actor=person, organisation_key=organisation_key)
