"""Reads of the discussion of a case, each for one reader: what she may see, and of others no more than that."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from modules.casework.talking import is_read_by_others, may_read_others, outcome_of_report
from modules.enums import ContributionState, ReportOutcome
from modules.models import CasePage, Contribution, DiscussionReach, Report
from modules.queries.contributions import Reader, Seen, elsewhere, here, threads, with_replies
from organisations.tenancy import all_organisations
from people.models import Person

READS_REGION = "contributions to a case that are for the whole region"


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
    found = here(reader, Contribution.objects.filter(case=case, question=question))
    if case.discussion_reach == DiscussionReach.REGION:
        with all_organisations(READS_REGION):
            found += elsewhere(reader, Contribution.objects.filter(case=case, question=question))
        return threads(found)
    # What others replied while the case was for the region is not told any more, and still keeps her text as it is.
    reached = [each.key for each in found if each.is_own and each.reach == DiscussionReach.REGION]
    return threads(found, replied_to(reached))


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
            told = Contribution.objects.filter(**wanted, reach=DiscussionReach.REGION)
            rows += told.exclude(organisation=reader.organisation).values_list("question")
    for (question,) in rows:
        counted[question] += 1
    return counted


def seen_contribution(reader: Reader, pk: int) -> Seen | None:
    """One contribution that she may read now, with its replies; None for any other, and for an empty place."""
    found = here(reader, Contribution.objects.filter(pk=pk))
    with all_organisations("a contribution that a reader has before her"):
        found = found or elsewhere(reader, Contribution.objects.filter(pk=pk))
    seen = next((each for each in found if each.state != ContributionState.WITHDRAWN), None)
    if seen is None:
        return None
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
    return with_replies(reader, seen)


def held_contribution(reader: Reader, pk: int) -> Seen | None:
    """One contribution here that she wrote or moderates, with its replies, whatever became of its case."""
    rows = Contribution.objects.filter(pk=pk).exclude(state=ContributionState.WITHDRAWN)
    held = next((each for each in here(reader, rows) if each.is_own or each.is_moderated), None)
    return with_replies(reader, held) if held else None


def own_without_talk(reader: Reader) -> list[Seen]:
    """What she wrote here about cases and questions that are not talked about any more, the oldest first.

    One query, two when she wrote something.
    """
    own = here(reader, Contribution.objects.filter(person=reader.person))
    if not own:
        return []
    talked = CasePage.objects.live().exclude(discussion_reach=DiscussionReach.NONE)
    cases = talked.filter(pk__in={each.case_id for each in own}).only("questions")
    asked = {(case.pk, UUID(block.id)) for case in cases for block in case.questions}
    return [each for each in own if (each.case_id, each.question) not in asked]


def replied_to(keys: Iterable[UUID]) -> set[UUID]:
    """Those of these answers to which somebody, anywhere, replied; one query, none without a key."""
    wanted = list(keys)
    if not wanted:
        return set()
    with all_organisations("whether somebody replied"):
        found = Contribution.objects.filter(parent_key__in=wanted).exclude(text="")
        return {key for key in found.values_list("parent_key", flat=True) if key}


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
