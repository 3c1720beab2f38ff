"""Let the cast talk about two cases: answers, replies, one that was reported and one that is hidden."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from uuid import UUID, uuid5

import yaml
from django.conf import settings
from django.template.defaultfilters import striptags
from django.utils import timezone

from modules.conversion import NAMESPACE, stable_id
from modules.models import CasePage, Contribution
from modules.queries import Reader, Seen, seen_contribution
from modules.richtext import with_own_words
from modules.services import answer_question, hide_contribution, recognise, reply, report_contribution
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import all_organisations, use_organisation
from people.audit import acting
from people.models import Person


@cache
def read_talk() -> dict[str, Any]:
    """The fixture as written."""
    data: dict[str, Any] = yaml.safe_load((settings.FIXTURES_DIR / "talk.yaml").read_text(encoding="utf-8"))
    return data


def let_them_talk(organisations: Iterable[Organisation]) -> None:
    """Put the talk there once: what is there already, of whomever, stays as it is."""
    houses = {each.key: each for each in organisations}
    with all_organisations("whether the demo talks already"):
        if Contribution.objects.exists():
            return
    written: dict[str, int] = {}
    for row in read_talk()["contributions"]:
        if row["at"] in houses:
            written[row["key"]] = _answer(houses, row)
    for row in read_talk()["replies"]:
        if row["at"] in houses and row["to"] in written:
            _reply(houses, row, written[row["to"]])
    for row in read_talk()["contributions"]:
        if row["key"] in written:
            _follow(houses, row, written[row["key"]])


@contextmanager
def _as(houses: dict[str, Organisation], at: str, who: str, role: str) -> Iterator[Reader]:
    """Everything inside is done by this person of the cast."""
    organisation = houses[at]
    person = Person.objects.get(email=f"{who}@{at}.example")
    with (
        use_organisation(organisation),
        acting(person_id=person.pk, role=role, organisation_key=organisation.key),
    ):
        yield Reader(person, role, organisation)


def _answer(houses: dict[str, Organisation], row: dict[str, Any]) -> int:
    case = CasePage.objects.get(key=row["case"])
    key = stable_id(f"{row['case']}/{row['question']}")
    block = next(block for block in case.questions if block.id == key)
    with _as(houses, row["at"], row["who"], Role.SUPERVISOR) as reader:
        contribution = answer_question(
            reader=reader,
            case=case,
            question=UUID(key),
            question_text=striptags(with_own_words(reader.organisation, block.value)),
            text=row["text"],
            shows_name=row.get("shows_name", False),
            submission=uuid5(NAMESPACE, f"talk/{row['key']}"),
        )
        _date(contribution.pk, row["days_ago"])
    return contribution.pk


def _reply(houses: dict[str, Organisation], row: dict[str, Any], to: int) -> None:
    with _as(houses, row["at"], row["who"], row.get("role", Role.SUPERVISOR)) as reader:
        seen = _seen(reader, to)
        contribution = reply(
            reader=reader,
            to=seen,
            case=CasePage.objects.get(pk=seen.case_id),
            text=row["text"],
            shows_name=False,
            submission=uuid5(NAMESPACE, f"talk/{row['to']}/{row['at']}/{row['who']}"),
        )
        _date(contribution.pk, row["days_ago"])


def _follow(houses: dict[str, Organisation], row: dict[str, Any], pk: int) -> None:
    """What others did with it: recognise, report, hide."""
    for at, _slash, who in (each.partition("/") for each in row.get("recognised_by", ())):
        if at in houses:
            with _as(houses, at, who, Role.SUPERVISOR) as reader:
                recognise(reader=reader, seen=_seen(reader, pk), is_recognised=True)
    for at, _slash, who in (each.partition("/") for each in row.get("reported_by", ())):
        with _as(houses, at, who, Role.SUPERVISOR) as reader:
            report_contribution(reader=reader, seen=_seen(reader, pk), reason=row["reason"])
    if "hidden_by" in row:
        at, _slash, who = row["hidden_by"].partition("/")
        with _as(houses, at, who, Role.PRACTICE_TRAINER) as reader:
            hide_contribution(contribution_id=pk, trainer=reader, reason=row["reason"])


def _seen(reader: Reader, pk: int) -> Seen:
    seen = seen_contribution(reader, pk)
    if seen is None:
        raise ValueError(f"{reader.person.email} may not read contribution {pk} in the demo.")
    return seen


def _date(pk: int, days_ago: int) -> None:
    moment = timezone.now() - dt.timedelta(days=days_ago)
    Contribution.objects.filter(pk=pk).update(created_at=moment, changed_at=moment)
