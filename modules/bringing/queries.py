"""Reads of cases that were brought in: by who did, and by who writes cases."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min, Prefetch, QuerySet

from modules.bringing.rules import Facts, Stage, stage_of
from modules.bringing.words import STAGE_WORDS
from modules.models import BroughtCase, CaseQuestion
from people.enums import Verb
from people.models import AuditEntry, Person
from people.sight import EVERYBODY, reads_for


@dataclass(frozen=True)
class Told:
    """A case that was brought in, with what came of it; `read_on` is the day an author first opened it."""

    brought: BroughtCase
    stage: Stage
    questions: tuple[CaseQuestion, ...]
    read_on: dt.datetime | None

    @property
    def open_question(self) -> CaseQuestion | None:
        """What still waits for an answer."""
        return next((each for each in self.questions if each.answered_at is None), None)

    @property
    def words(self) -> str:
        """What its stage is called."""
        return str(STAGE_WORDS[self.stage])


def label_of(key: int) -> str:
    """How the log names a case that was brought in."""
    return f"{BroughtCase._meta.label}:{key}"


def told(rows: Iterable[BroughtCase]) -> list[Told]:
    """The same rows with their stage; one query for the days on which they were first read."""
    found = list(rows)
    labels = {label_of(each.pk): each.pk for each in found}
    looks = AuditEntry.objects.filter(verb=Verb.READ_CASE, object_label__in=labels).order_by()
    firsts = {
        labels[label]: moment
        for label, moment in looks.values_list("object_label").annotate(first=Min("moment"))
    }
    return [_told(each, firsts.get(each.pk)) for each in found]


def _told(brought: BroughtCase, read_on: dt.datetime | None) -> Told:
    questions = tuple(brought.questions.all())
    facts = Facts(
        is_withdrawn=brought.withdrawn_at is not None,
        was_published=brought.published_at is not None,
        is_online=brought.case is not None and brought.case.live,
        is_declined=brought.declined_at is not None,
        has_open_question=any(each.answered_at is None for each in questions),
        has_draft=brought.case_id is not None,
        was_read=read_on is not None,
    )
    return Told(brought, stage_of(facts), questions, read_on)


def _with_all(rows: QuerySet[BroughtCase]) -> QuerySet[BroughtCase]:
    questions = Prefetch("questions", CaseQuestion.objects.order_by("pk"))
    return rows.select_related("organisation", "case").prefetch_related(questions)


def brought_by(person: Person) -> list[Told]:
    """Everything that somebody brought in, the newest first; three queries."""
    return told(_with_all(BroughtCase.objects.filter(person=person)))


def brought_by_with_key(person: Person, key: int) -> Told | None:
    """One of hers, or None."""
    return next(iter(told(_with_all(BroughtCase.objects.filter(person=person, pk=key)))), None)


def brought_for_authors() -> list[Told]:
    """What authors may read: everything but what was withdrawn, the newest first; three queries."""
    with reads_for(EVERYBODY, "cases brought in, for who writes cases"):
        rows = _with_all(BroughtCase.objects.filter(withdrawn_at=None))
        return told(rows.select_related("person", "organisation", "case__owner"))


def brought_for_authors_with_key(key: int) -> Told | None:
    """One of these, or None."""
    with reads_for(EVERYBODY, "a case brought in, for who writes cases"):
        rows = _with_all(BroughtCase.objects.filter(withdrawn_at=None, pk=key))
        return next(iter(told(rows.select_related("person", "organisation", "case__owner"))), None)
