"""The page for the works council, generated: models, sight, access and terms as the product itself uses them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.rules import csv_text
from organisations.enums import Role
from organisations.models import Organisation
from organisations.my_data import SUBJECT_TEXT, sentence_of
from organisations.queries import role_counts
from organisations.rules import MINIMUM_GROUP, Subject, onlookers
from organisations.words import capitalised, role_name
from people.enums import Ownership
from people.queries import looks_by_month
from people.registry import everything_kept
from people.rules import TERMS, Term, months_before
from portal.access import ACCESS, Access
from portal.checks import holds_personal_data, ownership_of

# By which term each kind of data goes; a test holds that none is left out.
TERM_OF_SUBJECT: Mapping[Subject, str] = {
    Subject.NAME: "account",
    Subject.ACCOUNT: "memberships",
    Subject.SCAN_ANSWERS: "scan_answers",
    Subject.SCAN_DONE: "scan_outcome",
    Subject.SCAN_OUTCOME: "scan_outcome",
    Subject.LEARNING_PATH: "scan_outcome",
    Subject.PROGRESS: "progress",
    Subject.MODULE_ANSWERS: "module_answers",
    Subject.CASE_TALK: "case_talk",
    Subject.BROUGHT_CASES: "brought_cases",
    Subject.ATTENDANCE: "attendance",
    Subject.TAKEAWAYS: "takeaways",
    Subject.ASSIGNMENT: "assignments",
    Subject.SIGN_OFF: "progress",
}

WHOSE: Mapping[Ownership, str | Promise] = {
    Ownership.PERSON: gettext_lazy("van de medewerker"),
    Ownership.ORGANISATION: gettext_lazy("van de organisatie"),
    Ownership.TECHNICAL: gettext_lazy("van het systeem"),
    Ownership.SHARED: gettext_lazy("van de regio"),
}


@dataclass(frozen=True)
class SightLine:
    """One kind of data about a supervisor: who sees it besides herself, and how long it is kept."""

    subject: Subject
    label: str
    others: tuple[str, ...]
    term: str


@dataclass(frozen=True)
class StoredLine:
    """One table that holds something about people: what it is called, whose it is, in which part of the export."""

    label: str
    whose: str
    told_as: tuple[str, ...]
    stays: str


@dataclass(frozen=True)
class DoorLine:
    """The addresses that the same roles may open, and no other."""

    roles: tuple[str, ...]
    addresses: tuple[str, ...]


def sight_lines() -> list[SightLine]:
    """Every kind of data that exists about a supervisor, from the table that the screens use."""
    return [
        SightLine(
            subject=subject,
            label=str(SUBJECT_TEXT[subject]),
            others=tuple(sentence_of(role, sight) for role, sight in onlookers(subject)),
            term=str(TERMS[TERM_OF_SUBJECT[subject]].text),
        )
        for subject in Subject
    ]


def stored_lines() -> list[StoredLine]:
    """Every table with something about people, from the models themselves."""
    told: dict[str, list[Any]] = defaultdict(list)
    for kept in everything_kept():
        for label in kept.models:
            told[label].append(kept)
    lines = []
    for model in apps.get_models(include_auto_created=False):
        found = told.get(model._meta.label, [])
        if not (found or holds_personal_data(model)):
            continue
        name = str(model._meta.verbose_name_plural)
        lines.append(
            StoredLine(
                label=name[:1].upper() + name[1:],
                whose=str(WHOSE[ownership_of(model)]),
                told_as=tuple(str(kept.title) for kept in found),
                stays=" ".join(str(kept.stays) for kept in found if kept.stays),
            )
        )
    return sorted(lines, key=lambda line: (line.whose, line.label))


def door_lines(urlconf: str, organisation: Organisation | None) -> list[DoorLine]:
    """The addresses on this host that some roles may open and others not, from the access table."""
    gathered: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for route, rule in _rows(list(get_resolver(urlconf).url_patterns)):
        if rule.roles:
            gathered[tuple(role for role in Role if role in rule.roles)].append(f"/{route}")
    return [
        DoorLine(tuple(role_name(organisation, role) for role in roles), tuple(dict.fromkeys(addresses)))
        for roles, addresses in gathered.items()
    ]


def _rows(patterns: list[Any], before: str = "") -> list[tuple[str, Access]]:
    rows: list[tuple[str, Access]] = []
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            rows += [] if pattern.namespace else _rows(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern) and pattern.name in ACCESS:
            rows.append((_readable(here), ACCESS[pattern.name]))
    return sorted(rows, key=lambda row: row[0])


def _readable(route: str) -> str:
    """The address with an ellipsis where a number or name stands."""
    text = route.strip("^$")
    while "<" in text:
        text = text[: text.index("<")] + "…" + text[text.index(">") + 1 :]
    return text


# How many months the page tells; the file tells all that are kept.
MONTHS_IN_SIGHT = 3


@dataclass(frozen=True)
class LooksLine:
    """How often records of people were looked at in a month; None where it concerns too few people to tell."""

    month: dt.date
    what: str
    role: str
    times: int | None


def looks_lines(organisation: Organisation, *, months: int = 0) -> list[LooksLine]:
    """What the log of who looked holds of this organisation, as counts; two queries.

    Of the last `months`, or of all that are kept. A role that few people have here is not named, and no count
    is told over fewer than five people who looked or who were looked at: nobody's own looking is told.
    """
    now = timezone.localtime()
    since = months_before(now, TERMS["audit"].months or 0)
    if months:
        since = months_before(now.replace(day=1, hour=0, minute=0, second=0, microsecond=0), months - 1)
    roles = {role for role, number in role_counts(now.date()).items() if number >= MINIMUM_GROUP}
    return [
        LooksLine(
            month=each.month,
            what=capitalised(str(each.what.label)),
            role=role_name(organisation, each.role) if each.role else _("Rollen met weinig mensen, samen"),
            times=each.times if min(each.people, each.lookers) >= MINIMUM_GROUP else None,
        )
        for each in looks_by_month(organisation_key=organisation.key, since=since, roles=roles)
    ]


def looks_file(lines: Iterable[LooksLine]) -> str:
    """The same, for a spreadsheet."""
    header = (_("Maand"), _("Wat"), _("Door welke rol"), _("Hoe vaak"))
    few = few_people()
    return csv_text(
        header,
        [
            (f"{line.month:%Y-%m}", line.what, line.role, few if line.times is None else str(line.times))
            for line in lines
        ],
    )


def few_people() -> str:
    """What is said in place of a count over too few people."""
    return _("door of over minder dan %(minimum)d mensen") % {"minimum": MINIMUM_GROUP}


def terms() -> list[Term]:
    """How long everything is kept."""
    return list(TERMS.values())


def agreements() -> list[str]:
    """What works councils agreed on with the region (source: roles.yaml, or_regels)."""
    return [
        _(
            "De ondernemingsraad stemt in vóór het gebruik: een leerplatform is geschikt om mensen te volgen (WOR, artikel 27 lid 1 onder k en l)."
        ),
        _("Niemand wordt beoordeeld alleen op gegevens uit dit portaal."),
        _(
            "Er wordt niet bijgehouden hoe lang iemand op een bladzijde is, en niet wanneer iemand voor het laatst inlogde."
        ),
        _("Iedereen ziet in gewone taal wie wat ziet, en wie er keek: bij Mijn gegevens."),
        _(
            "Getallen over een groep zijn er alleen vanaf vijf mensen. Ook een verschil waaruit één persoon volgt, wordt niet getoond."
        ),
    ]
