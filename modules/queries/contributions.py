"""A contribution to the discussion of a case as one reader may see it: what the database gives, and no more."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from modules.casework.talking import GUIDES, is_read_by_others, may_change, may_moderate
from modules.enums import ContributionState
from modules.models import Contribution, DiscussionReach, Recognition
from organisations.models import Organisation
from organisations.tenancy import all_organisations
from people.models import Person


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
    case_id: int | None
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
    # What it was about, for when its case is gone; of her own organisation only.
    case_title: str = ""
    question_text: str = ""
    hidden_reason: str = ""
    hidden_by: str = ""
    recognitions: int = 0
    is_recognised: bool = False
    replies: tuple["Seen", ...] = field(default=())
    # Somebody replied, whether or not that may be read now.
    is_replied: bool = False

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
        return may_change(self.state, is_own=self.is_own, has_replies=self.is_replied)

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


def with_replies(reader: Reader, seen: Seen) -> Seen:
    """The same with the replies that she may read; two queries."""
    under = Contribution.objects.filter(parent_key=seen.key)
    replies = here(reader, under)
    with all_organisations("the replies to a contribution that a reader has before her"):
        replies += elsewhere(reader, Contribution.objects.filter(parent_key=seen.key))
    told = (each for each in replies if each.is_text_told)
    return replace(seen, replies=tuple(sorted(told, key=lambda each: each.pk)), is_replied=bool(replies))


def threads(found: list[Seen], replied_also: Iterable[UUID] = ()) -> list[Seen]:
    """Answers with the replies under them; the own answer first, empty places and hidden ones without replies left out.

    `replied_also` are the keys of answers with replies that are not among these.
    """
    replied = set(replied_also)
    under: dict[UUID, list[Seen]] = {}
    for each in found:
        if each.parent_key is not None:
            replied.add(each.parent_key)
            if each.is_text_told:
                under.setdefault(each.parent_key, []).append(each)
    answers = [
        replace(
            each,
            replies=tuple(sorted(under.get(each.key, ()), key=lambda reply: reply.pk)),
            is_replied=each.key in replied,
        )
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


def here(reader: Reader, rows: QuerySet[Contribution]) -> list[Seen]:
    """Rows of her own organisation, with names."""
    own = Q(person=reader.person)
    told = Q() if reader.is_guide else Q(state=ContributionState.VISIBLE) | own
    reasons = Q(hidden_reason__gt="") & (Q() if reader.is_guide else own)
    found = _counted(rows.filter(organisation=reader.organisation), reader).values(
        *COLUMNS,
        "person_id",
        "case_title",
        "question_text",
        shown=_if(told & ~Q(text=""), "text"),
        writer=_if(told & Q(person__isnull=False), "person__name"),
        reason=_if(reasons, "hidden_reason"),
        hider=_if(reasons & Q(hidden_by__isnull=False), "hidden_by__name"),
    )
    return [_seen(row, reader, is_here=True) for row in found]


def elsewhere(reader: Reader, rows: QuerySet[Contribution]) -> list[Seen]:
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
        case_title=row.get("case_title", ""),
        question_text=row.get("question_text", ""),
        hidden_reason=row.get("reason", ""),
        hidden_by=row.get("hider", ""),
        recognitions=row["told"],
        is_recognised=row["recognised"],
    )
