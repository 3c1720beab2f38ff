"""What is done with a case that somebody brings in. Verbs, each in one transaction."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import slugify
from wagtail.models import Page

from modules.bringing.mail import tell_bringer, tell_maker
from modules.bringing.queries import told
from modules.bringing.rules import Stage, may_be_handled, may_withdraw
from modules.models import BroughtCase, CaseIndexPage, CasePage, CaseQuestion
from organisations.models import Organisation
from people.audit import acting_at, record
from people.enums import Verb
from people.models import Person
from people.sight import EVERYBODY, reads_for


class NotNow(Exception):
    """It was withdrawn, published or put aside meanwhile."""


class StaleText(Exception):
    """Something else was saved meanwhile, in another window; `current` is the row as it is now."""

    def __init__(self, current: CaseQuestion) -> None:
        super().__init__(f"Question {current.pk} was answered.")
        self.current = current


# By her who brings it in ------------------------------------------------------------------------------


@transaction.atomic
def bring_in(
    *,
    person: Person,
    organisation: Organisation,
    uuid: UUID,
    title: str,
    happened: str,
    dilemma: str,
    question: str,
    gives_name: bool,
) -> BroughtCase:
    """Give a case to who writes cases. The same `uuid` again gives the first one back."""
    brought, is_new = BroughtCase.objects.get_or_create(
        person=person,
        uuid=uuid,
        defaults={
            "organisation": organisation,
            "title": title,
            "happened": happened,
            "dilemma": dilemma,
            "question": question,
            "gives_name": gives_name,
        },
    )
    if is_new:
        record(Verb.GAVE_CASE, subject=person, about=brought)
    return brought


@transaction.atomic
def answer_question(*, person: Person, question_id: int, revision: int, answer: str) -> CaseQuestion:
    """Answer what an author asked. The same answer again changes nothing.

    Raises CaseQuestion.DoesNotExist for another's, NotNow when it no longer matters, StaleText when it was
    answered otherwise since `revision`.
    """
    question = (
        CaseQuestion.objects.select_for_update(of=("self",))
        .select_related("brought__case")
        .get(person=person, pk=question_id)
    )
    if question.answer == answer:
        return question
    if question.revision != revision:
        raise StaleText(question)
    if not may_be_handled(_stage(question.brought)):
        raise NotNow
    question.answer, question.answered_at = answer, timezone.now()
    question.revision += 1
    question.save(update_fields=["answer", "answered_at", "revision"])
    return question


@transaction.atomic
def withdraw(*, person: Person, brought_id: int) -> None:
    """Take it back: authors no longer see it, and what was being made of it goes. Twice is once."""
    brought = BroughtCase.objects.select_for_update(of=("self",)).get(person=person, pk=brought_id)
    if brought.withdrawn_at:
        return
    if not may_withdraw(_stage(brought)):
        raise NotNow
    draft = brought.case
    brought.case, brought.withdrawn_at = None, timezone.now()
    brought.save(update_fields=["case", "withdrawn_at"])
    record(Verb.TOOK_CASE_BACK, subject=person, about=brought)
    _take_draft_away(draft)


def forget_brought_cases(person: Person) -> int:
    """Take away all that somebody brought in, and what is being made of it; a published case stays. How many."""
    rows = list(BroughtCase.objects.filter(person=person).select_related("case"))
    CaseQuestion.objects.filter(person=person).delete()
    BroughtCase.objects.filter(person=person).delete()
    for each in rows:
        if each.published_at is None:
            _take_draft_away(each.case)
    return len(rows)


@transaction.atomic
def wipe_brought_cases(person: Person) -> int:
    """The same, because she asked for it."""
    number = forget_brought_cases(person)
    record(Verb.WIPED, actor=person, subject=person, about="brought cases", cases=number)
    return number


def forget_ended(before: dt.datetime) -> int:
    """Take away what ended before a moment: published, not used or withdrawn. Says how many."""
    over = (
        Q(published_at__lt=before) | Q(published_at=None, declined_at__lt=before) | Q(withdrawn_at__lt=before)
    )
    rows = BroughtCase.objects.filter(over)
    number = rows.count()
    rows.delete()
    return number


def _take_draft_away(draft: CasePage | None) -> None:
    """What an author was making of it goes; she is told."""
    if draft is None or draft.live:
        return
    if draft.owner is not None:
        tell_maker(draft.owner, draft.title)
    draft.delete()


# By who writes cases ----------------------------------------------------------------------------------


@contextmanager
def _handling(brought_id: int) -> Iterator[BroughtCase]:
    """A case that authors may still do something with, held; what is done is put in the log at her house."""
    with transaction.atomic(), reads_for(EVERYBODY, "a case brought in is handled"):
        brought = (
            BroughtCase.objects.select_for_update(of=("self",))
            .select_related("person", "organisation", "case")
            .filter(pk=brought_id)
            .first()
        )
        if brought is None or not may_be_handled(_stage(brought)):
            raise NotNow
        yield brought
        with acting_at(brought.organisation.key):
            record(Verb.HANDLED_CASE, subject=brought.person_id, about=brought)


def _stage(brought: BroughtCase) -> Stage:
    return told([brought])[0].stage


def note_reading(brought: BroughtCase) -> None:
    """Somebody who writes cases opened it: she who brought it in sees that on her own host."""
    with acting_at(brought.organisation.key):
        record(Verb.READ_CASE, subject=brought.person_id, about=brought)


def thank(*, brought_id: int, text: str) -> None:
    """Thank her, once: the words may be changed later, the mail goes once."""
    with _handling(brought_id) as brought:
        is_first = brought.thanked_at is None
        brought.thanks, brought.thanked_at = text, brought.thanked_at or timezone.now()
        brought.save(update_fields=["thanks", "thanked_at"])
        if is_first:
            tell_bringer(brought, "thanks")


def ask(*, brought_id: int, text: str) -> CaseQuestion:
    """Ask her something. While a question is open, that one is given back and nothing new is asked."""
    with _handling(brought_id) as brought:
        question, is_new = CaseQuestion.objects.get_or_create(
            brought=brought, answered_at=None, defaults={"person_id": brought.person_id, "text": text}
        )
        if is_new:
            tell_bringer(brought, "question")
        return question


def make_case(*, brought_id: int, author: Person) -> CasePage:
    """A draft with her words in it, of this author; the one that is being made already, if there is one."""
    with _handling(brought_id) as brought:
        if brought.case is not None:
            return brought.case
        index = CaseIndexPage.objects.live().first()
        if index is None:
            raise NotNow
        case = CasePage(
            title=brought.title,
            slug=_free_slug(index, brought.title),
            situation=_paragraphs(brought.happened),
            dilemma=_paragraphs(brought.dilemma),
            questions=_questions(brought.question),
            owner=author,
            live=False,
        )
        index.add_child(instance=case)
        case.save_revision(user=author)
        brought.case = case
        brought.save(update_fields=["case"])
        return case


def decline(*, brought_id: int, reason: str, case_id: int | None = None) -> None:
    """It becomes no case, and she reads why. What was being made of it goes, if it is the draft `case_id`."""
    with _handling(brought_id) as brought:
        if brought.case_id != case_id:
            raise NotNow
        draft = brought.case
        brought.case, brought.reason, brought.declined_at = None, reason, timezone.now()
        brought.save(update_fields=["case", "reason", "declined_at"])
        if draft is not None and not draft.live:
            draft.delete()


def follow_publishing(*, instance: Page, **kwargs: object) -> None:
    """A page was published: if it was brought in, she who did hears it, once."""
    if not isinstance(instance, CasePage):
        return
    with reads_for(EVERYBODY, "a case that was brought in is published"):
        brought = (
            BroughtCase.objects.select_for_update(of=("self",))
            .select_related("person", "organisation", "case")
            .filter(case=instance.pk, published_at=None)
            .first()
        )
        if brought is None:
            return
        brought.published_at = timezone.now()
        brought.save(update_fields=["published_at"])
        tell_bringer(brought, "published")


def _free_slug(index: CaseIndexPage, title: str) -> str:
    wanted = slugify(title)[:80] or "casus"
    taken = set(index.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken or slug in RESERVED_SLUGS:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


# Addresses of our own that stand where a case's would.
RESERVED_SLUGS = frozenset({"inbrengen", "ingebracht"})


def _questions(text: str) -> Any:
    """Her question as the first to talk about, with a key of its own."""
    stream: Any = CasePage._meta.get_field("questions")
    value = f"<p>{escape(' '.join(text.split()))}</p>"
    return stream.stream_block.to_python([{"type": "question", "value": value, "id": str(uuid4())}])


def _paragraphs(text: str) -> str:
    """Plain text as rich text: a blank line starts a paragraph."""
    parts = [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n")]
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)
