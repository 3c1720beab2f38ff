"""Talking about a case: answer, reply, "herkenbaar", change, take back."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from modules.casework.talking import PER_HOUR, may_change, reach_of_reply
from modules.enums import ContributionState
from modules.models import CasePage, Contribution, DiscussionReach, Recognition, Report
from modules.queries import Reader, Seen, forget_count_waiting, replied_to, written_since
from organisations.tenancy import all_organisations
from people.audit import record
from people.enums import Verb
from people.models import Person

ACROSS = "writing under a contribution of whatever organisation"


class TooMany(Exception):  # it is no fault of the program
    """More was written in an hour than anybody reads."""


class AlreadyAnswered(Exception):  # it is no fault of the program
    """The question has her answer, from another form; `contribution` is it."""

    def __init__(self, contribution: Contribution) -> None:
        super().__init__(f"Contribution {contribution.pk} answers this.")
        self.contribution = contribution


class IsGone(Exception):  # it is no fault of the program
    """What somebody replies to, changes or takes back was taken back meanwhile."""


class HasReplies(Exception):  # it is no fault of the program
    """Others replied to what it says, so it stays as it is."""


class StaleChange(Exception):  # it is no fault of the program
    """It was changed meanwhile, in another tab; `contribution` is how it stands now."""

    def __init__(self, contribution: Contribution) -> None:
        super().__init__(f"Contribution {contribution.pk} has changed.")
        self.contribution = contribution


@transaction.atomic
def answer_question(
    *,
    reader: Reader,
    case: CasePage,
    question: UUID,
    question_text: str,
    text: str,
    shows_name: bool,
    submission: UUID,
) -> Contribution:
    """Her answer to a question. The same submission again changes nothing and gives the first one.

    Raises AlreadyAnswered when another form did so, TooMany after thirty in an hour.
    """
    if sent := _sent_before(reader, submission):
        return sent
    answers = Contribution.objects.filter(person=reader.person, case=case, question=question, parent_key=None)
    if found := answers.first():
        raise AlreadyAnswered(found)
    _slow_down(reader)
    try:
        with transaction.atomic():
            return _write(
                reader,
                case=case,
                question=question,
                question_text=question_text,
                text=text,
                reach=case.discussion_reach,
                shows_name=shows_name,
                submission=submission,
            )
    except IntegrityError:  # the same press twice, or two tabs, at one moment
        if sent := _sent_before(reader, submission):
            return sent
        found = answers.first()
        if found is None:
            raise
        raise AlreadyAnswered(found) from None


@transaction.atomic
def reply(
    *, reader: Reader, to: Seen, case: CasePage, text: str, shows_name: bool, submission: UUID
) -> Contribution:
    """A reply under an answer that she has before her, of whatever organisation.

    The same submission again changes nothing. Raises IsGone when the answer was taken back or hidden meanwhile,
    TooMany after thirty in an hour, ValueError under a reply.
    """
    if not to.is_answer:
        raise ValueError(f"Contribution {to.pk} is a reply.")
    if sent := _sent_before(reader, submission):
        return sent
    _slow_down(reader)
    with all_organisations(ACROSS):
        parent = Contribution.objects.select_for_update().filter(pk=to.pk).first()
    if sent := _sent_before(reader, submission):  # the same press twice, while this one waited
        return sent
    if parent is None or parent.state != ContributionState.VISIBLE:
        raise IsGone
    return _write(
        reader,
        case=case,
        question=parent.question,
        question_text=parent.question_text,
        text=text,
        parent_key=parent.key,
        reach=reach_of_reply(parent.reach, case.discussion_reach),
        shows_name=shows_name,
        submission=submission,
    )


@transaction.atomic
def recognise(*, reader: Reader, seen: Seen, is_recognised: bool) -> None:
    """Say, or no longer say, that what somebody else wrote is "herkenbaar"; twice changes nothing."""
    if seen.is_own:
        raise ValueError("One's own contribution is always recognisable.")
    with all_organisations(ACROSS):
        row = (
            Contribution.objects.select_for_update()
            .filter(pk=seen.pk, state=ContributionState.VISIBLE)
            .first()
        )
        if row is None:
            raise IsGone
        if is_recognised:
            Recognition.objects.get_or_create(
                contribution=row, person=reader.person, defaults={"organisation_id": row.organisation_id}
            )
        else:
            Recognition.objects.filter(contribution=row, person=reader.person).delete()


@transaction.atomic
def change_contribution(
    *, reader: Reader, pk: int, text: str, shows_name: bool, based_on: int
) -> Contribution:
    """Change what she wrote here. What a trainer hid is offered again, and waits for a trainer.

    The same change again changes nothing. Raises IsGone, HasReplies, or StaleChange when it was changed in
    another tab since version `based_on`.
    """
    row = _own(reader, pk)
    if (row.text, row.shows_name) == (text, shows_name) and row.state != ContributionState.HIDDEN:
        return row
    if row.revision != based_on:
        raise StaleChange(row)
    if not may_change(row.state, is_own=True, has_replies=bool(replied_to([row.key]))):
        raise HasReplies
    if row.state == ContributionState.HIDDEN:
        row.state = ContributionState.OFFERED
        forget_count_waiting(row.organisation_id)
    row.text, row.shows_name, row.changed_at = text, shows_name, timezone.now()
    row.revision += 1
    row.save()
    return row


@transaction.atomic
def withdraw(*, reader: Reader, pk: int) -> None:
    """Take back what she wrote here. Where others replied an empty place stays. Raises IsGone."""
    row = _own(reader, pk)
    record(Verb.WITHDREW_CONTRIBUTION, subject=reader.person, about=row)
    take_away([row])


def wipe_contributions(*, person: Person) -> int:
    """Take back everything that she wrote and said in discussions, in every organisation; says how much."""
    with transaction.atomic(), all_organisations("somebody wipes what she wrote in discussions"):
        number = _take_away_all(person)
        record(Verb.WIPED, actor=person, subject=person, about="contributions", contributions=number)
    return number


def erase_contributions(person: Person) -> None:
    """The same when an account goes; what others wrote stays, without her name anywhere."""
    with all_organisations("erasing an account"):
        Contribution.objects.filter(hidden_by=person).update(hidden_by=None)
        _take_away_all(person)


def forget_contributions(before: dt.datetime) -> int:
    """Take away what was last changed before a moment; says how many."""
    with all_organisations("retention"):
        rows = list(
            Contribution.objects.filter(changed_at__lt=before).exclude(state=ContributionState.WITHDRAWN)
        )
        take_away(rows)
        Report.objects.filter(closed_at__lt=before).delete()
    return len(rows)


def take_away(rows: Iterable[Contribution]) -> None:
    """Take these contributions away; an empty place stays where somebody replied, until that is gone too."""
    rows = list(rows)
    with all_organisations("what goes from a discussion leaves no text behind"):
        going = [row.pk for row in rows]
        staying = Contribution.objects.filter(parent_key__in=[row.key for row in rows]).exclude(pk__in=going)
        answered = set(staying.values_list("parent_key", flat=True))
        for row in rows:
            forget_count_waiting(row.organisation_id)
            if row.key in answered:
                _empty(row)
            else:
                row.delete()
        parents = {row.parent_key for row in rows if row.parent_key}
        empty = Contribution.objects.filter(key__in=parents, state=ContributionState.WITHDRAWN)
        empty.exclude(key__in=replied_to(parents)).delete()


def _take_away_all(person: Person) -> int:
    rows = list(Contribution.objects.filter(person=person))
    take_away(rows)
    Recognition.objects.filter(person=person).delete()
    Report.objects.filter(person=person).delete()
    return len(rows)


def _empty(row: Contribution) -> None:
    Recognition.objects.filter(contribution=row).delete()
    Report.objects.filter(contribution=row).delete()
    row.person, row.text, row.state = None, "", ContributionState.WITHDRAWN
    row.hidden_reason, row.hidden_by, row.shows_name = "", None, False
    row.save()


def _write(
    reader: Reader,
    *,
    case: CasePage,
    question: UUID,
    question_text: str,
    text: str,
    reach: str,
    shows_name: bool,
    submission: UUID,
    parent_key: UUID | None = None,
) -> Contribution:
    return Contribution.objects.create(
        organisation=reader.organisation,
        person=reader.person,
        role=reader.role,
        case=case,
        case_title=case.title,
        question=question,
        question_text=question_text,
        parent_key=parent_key,
        text=text,
        reach=reach,
        shows_name=shows_name and reach == DiscussionReach.REGION,
        submission=submission,
    )


def _sent_before(reader: Reader, submission: UUID) -> Contribution | None:
    return Contribution.objects.filter(person=reader.person, submission=submission).first()


def _slow_down(reader: Reader) -> None:
    if written_since(reader.person, timezone.now() - dt.timedelta(hours=1)) >= PER_HOUR:
        raise TooMany


def _own(reader: Reader, pk: int) -> Contribution:
    row = Contribution.objects.select_for_update(of=("self",)).filter(pk=pk, person=reader.person).first()
    if row is None:
        raise IsGone
    return row
