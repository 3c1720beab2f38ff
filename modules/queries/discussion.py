"""Reads of the discussion of a case, each for one reader: what she may see, and of others no more than that."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from modules.casework.talking import (
    GUIDES,
    is_read_by_others,
    may_change,
    may_moderate,
    may_read_others,
    outcome_of_report,
)
from modules.enums import ContributionState, ReportOutcome
from modules.models import CasePage, Contribution, DiscussionReach, Recognition, Report
from organisations.models import Organisation
from organisations.tenancy import all_organisations
from people.models import Person

READS_REGION = "contributions to a case that are for the whole region"


@dataclass(frozen=True)
class Reader:
    """Who reads: a person in a role at an organisation."""

    person: Person
    role: str
    organisation: Organisation

    @property
    def is_guide(self) -> bool:
        """Does she guide talks?"""
        return self.role in GUIDES


@dataclass(frozen=True)
class Seen:
    """A contribution as one reader may see it. `name` and `house` are empty where they are not for her."""

    pk: int
    key: UUID
    parent_key: UUID | None
    case_id: int
    question: UUID
    text: str
    role: str
    reach: str
    state: str
    shows_name: bool
    revision: int
    day: dt.date
    is_here: bool
    is_own: bool
    reader_role: str
    # Its writer, when the reader moderates it; for what is recorded about her.
    person_id: int | None = None
    name: str = ""
    house: str = ""
    hidden_reason: str = ""
    hidden_by: str = ""
    recognitions: int = 0
    is_recognised: bool = False
    replies: tuple["Seen", ...] = field(default=())

    @property
    def is_answer(self) -> bool:
        """An answer to the question, no reply."""
        return self.parent_key is None

    @property
    def is_visible(self) -> bool:
        """Does everybody who reads the question read it?"""
        return is_read_by_others(self.state)

    @property
    def is_changeable(self) -> bool:
        """May this reader change it?"""
        return may_change(self.state, is_own=self.is_own, has_replies=bool(self.replies))

    @property
    def is_moderated(self) -> bool:
        """May this reader hide it, or put it back?"""
        return (
            may_moderate(self.reader_role, is_here=self.is_here) and self.state != ContributionState.WITHDRAWN
        )

    @property
    def is_text_told(self) -> bool:
        """Is there a text for this reader?"""
        return bool(self.text)


def answered_questions(reader: Reader, case: CasePage) -> set[UUID]:
    """The questions of a case that she answered here, hidden by a trainer or not; one query."""
    return set(
        Contribution.objects.filter(person=reader.person, case=case, parent_key=None).values_list(
            "question", flat=True
        )
    )


def contributed_before(reader: Reader) -> bool:
    """Did she write in a discussion here before?"""
    return Contribution.objects.filter(person=reader.person).exists()


def talk_about(reader: Reader, case: CasePage, question: UUID) -> list[Seen]:
    """The answers to a question that she may read, her own first, each with its replies; three queries at most.

    Before her own answer that is nothing at all; nothing of others is fetched.
    """
    has_answered = reader.is_guide or question in answered_questions(reader, case)
    if not may_read_others(reader.role, has_answered=has_answered):
        return []
    found = _here(reader, Contribution.objects.filter(case=case, question=question))
    if case.discussion_reach == DiscussionReach.REGION:
        with all_organisations(READS_REGION):
            found += _elsewhere(reader, Contribution.objects.filter(case=case, question=question))
    return _threads(found)


def answers_by_question(reader: Reader, case: CasePage, questions: Iterable[UUID]) -> Counter[UUID]:
    """How many answers of others stand at these questions; two queries at most."""
    wanted = {
        "case": case,
        "question__in": list(questions),
        "parent_key": None,
        "state": ContributionState.VISIBLE,
    }
    counted: Counter[UUID] = Counter()
    rows = list(Contribution.objects.filter(**wanted).exclude(person=reader.person).values_list("question"))
    if case.discussion_reach == DiscussionReach.REGION:
        with all_organisations(READS_REGION):
            elsewhere = Contribution.objects.filter(**wanted, reach=DiscussionReach.REGION)
            rows += elsewhere.exclude(organisation=reader.organisation).values_list("question")
    for (question,) in rows:
        counted[question] += 1
    return counted


def seen_contribution(reader: Reader, pk: int) -> Seen | None:
    """One contribution that she may read now, with its replies; None for any other, and for an empty place."""
    found = _here(reader, Contribution.objects.filter(pk=pk))
    with all_organisations("a contribution that a reader has before her, and its replies"):
        found = found or _elsewhere(reader, Contribution.objects.filter(pk=pk))
        seen = next((each for each in found if each.state != ContributionState.WITHDRAWN), None)
        if seen is None:
            return None
        under = Contribution.objects.filter(parent_key=seen.key)
        replies = _elsewhere(reader, under)
    replies = [*_here(reader, Contribution.objects.filter(parent_key=seen.key)), *replies]
    if not (seen.is_own or is_read_by_others(seen.state) or seen.is_moderated):
        return None
    case = case_of(seen)
    if case is None:
        return None
    if not seen.is_own:
        is_reached = seen.is_here or case.discussion_reach == DiscussionReach.REGION
        has_answered = reader.is_guide or seen.question in answered_questions(reader, case)
        if not (is_reached and may_read_others(reader.role, has_answered=has_answered)):
            return None
    return replace(seen, replies=tuple(sorted(replies, key=lambda each: each.pk)))


def case_of(seen: Seen) -> CasePage | None:
    """The case of a contribution, as long as it is published and talked about."""
    case = CasePage.objects.live().filter(pk=seen.case_id).first()
    return case if case is not None and case.is_discussed else None


def written_since(person: Person, moment: dt.datetime) -> int:
    """How many answers and replies of hers here are younger."""
    return Contribution.objects.filter(person=person, created_at__gt=moment).count()


@dataclass(frozen=True)
class Reported:
    """What the reader reported, and what became of it: not the text, which may be hidden from her now."""

    contribution: int
    day: dt.date
    outcome: ReportOutcome

    @property
    def is_to_be_read(self) -> bool:
        """Does the text still stand there for her?"""
        return self.outcome in {ReportOutcome.WAITING, ReportOutcome.STAYS}


def reported_by(reader: Reader, case: CasePage, question: UUID) -> list[Reported]:
    """Her own reports about what stands at a question, the oldest first; one query."""
    wanted = {"person": reader.person, "contribution__case": case, "contribution__question": question}
    with all_organisations("what somebody reported herself, wherever it was written"):
        rows = list(
            Report.objects.filter(**wanted)
            .order_by("pk")
            .values_list("contribution_id", "made_at", "closed_at", "contribution__state")
        )
    return [
        Reported(
            pk, timezone.localdate(made_at), outcome_of_report(state, is_looked_at=closed_at is not None)
        )
        for pk, made_at, closed_at, state in rows
    ]


# Rows --------------------------------------------------------------------------------------------------


def _threads(found: list[Seen]) -> list[Seen]:
    """Answers with the replies under them; the own answer first, empty places and hidden ones without replies left out."""
    under: dict[UUID, list[Seen]] = {}
    for each in found:
        if each.parent_key is not None and each.is_text_told:
            under.setdefault(each.parent_key, []).append(each)
    answers = [
        replace(each, replies=tuple(sorted(under.get(each.key, ()), key=lambda reply: reply.pk)))
        for each in found
        if each.is_answer
    ]
    shown = [each for each in answers if each.is_text_told or each.replies]
    return sorted(shown, key=lambda each: (not each.is_own, each.pk))


def _counted(rows: QuerySet[Contribution], reader: Reader) -> QuerySet[Contribution]:
    mine = Recognition.objects.filter(contribution=OuterRef("pk"), person=reader.person)
    return rows.order_by("pk").annotate(told=Count("recognitions"), recognised=Exists(mine))


# What both kinds of rows bring; text and names come with them only for whom they are.
COLUMNS = (
    "pk",
    "key",
    "parent_key",
    "case_id",
    "question",
    "role",
    "reach",
    "state",
    "shows_name",
    "revision",
    "created_at",
    "told",
    "recognised",
)


def _if(condition: Q, name: str) -> Case:
    return Case(When(condition, then=F(name)), default=Value(""), output_field=CharField())


def _here(reader: Reader, rows: QuerySet[Contribution]) -> list[Seen]:
    """Rows of her own organisation, with names."""
    own = Q(person=reader.person)
    told = Q() if reader.is_guide else Q(state=ContributionState.VISIBLE) | own
    reasons = Q(hidden_reason__gt="") & (Q() if reader.is_guide else own)
    found = _counted(rows.filter(organisation=reader.organisation), reader).values(
        *COLUMNS,
        "person_id",
        shown=_if(told & ~Q(text=""), "text"),
        writer=_if(told & Q(person__isnull=False), "person__name"),
        reason=_if(reasons, "hidden_reason"),
        hider=_if(reasons & Q(hidden_by__isnull=False), "hidden_by__name"),
    )
    return [_seen(row, reader, is_here=True) for row in found]


def _elsewhere(reader: Reader, rows: QuerySet[Contribution]) -> list[Seen]:
    """Rows of other organisations that are for the region; a name only when its bearer wants so.

    Call it within `all_organisations`.
    """
    told = Q(state=ContributionState.VISIBLE)
    named = told & Q(shows_name=True)
    wanted = rows.filter(reach=DiscussionReach.REGION).exclude(organisation=reader.organisation)
    found = _counted(wanted, reader).values(
        *COLUMNS,
        shown=_if(told, "text"),
        writer=_if(named, "person__name"),
        house=_if(named, "organisation__name"),
    )
    return [_seen(row, reader, is_here=False) for row in found]


def _seen(row: dict[str, Any], reader: Reader, *, is_here: bool) -> Seen:
    return Seen(
        pk=row["pk"],
        key=row["key"],
        parent_key=row["parent_key"],
        case_id=row["case_id"],
        question=row["question"],
        text=row["shown"],
        role=row["role"],
        reach=row["reach"],
        state=row["state"],
        shows_name=row["shows_name"],
        revision=row["revision"],
        day=timezone.localdate(row["created_at"]),
        is_here=is_here,
        is_own=row.get("person_id") == reader.person.pk,
        reader_role=reader.role,
        person_id=row.get("person_id"),
        name=row["writer"],
        house=row.get("house", ""),
        hidden_reason=row.get("reason", ""),
        hidden_by=row.get("hider", ""),
        recognitions=row["told"],
        is_recognised=row["recognised"],
    )
