"""What changes: answers, progress, feedback. Every verb is one transaction."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from competences.services import replan
from modules import rules
from modules.assignments import SHOWN
from modules.models import (
    AnswerSlot,
    HandIn,
    Helpfulness,
    ModulePage,
    ModuleProgress,
    StepFeedback,
    StepPage,
    StepProgress,
    Submission,
)
from modules.queries import (
    may_complete,
    module_of,
    progress_of,
    scan_steps_of,
    steps_of_types,
    steps_with_state,
)
from modules.services.assignments.handing import mark_assignment_done, settle_whole
from organisations.models import Organisation
from people.audit import record
from people.enums import Verb
from people.models import Person

REASON_MODULE_COMPLETED = "module_completed"


@dataclass(frozen=True)
class Saved:
    """What an answer became: the slot's revision and what was kept.

    `again` says that a submission with this UUID had been handled before: `payload` is what it carried then.
    """

    revision: int
    payload: dict[str, Any]
    again: bool = False


class StaleAnswer(Exception):
    """An answer was made on an older revision than the slot has. It is kept; the slot stays as it is."""

    def __init__(self, revision: int, payload: dict[str, Any], asked: dict[str, Any]) -> None:
        super().__init__(f"The slot is at revision {revision}.")
        self.revision = revision
        self.payload = payload
        self.asked = asked


class NotFinished(Exception):
    """A step cannot be ticked yet: a quiz has open questions, or the scan is not done."""


# Answers ------------------------------------------------------------------------------------------


def save_answer(
    *,
    person: Person,
    page: StepPage,
    block_id: UUID | str,
    question_key: str,
    round_number: int,
    uuid: UUID,
    based_on: int,
    payload: dict[str, Any],
    asked: dict[str, Any],
) -> Saved:
    """Keep one submission, and make it the answer when it was made on the slot's current revision.

    The same UUID gets the first outcome again, whatever it now carries. A submission on an older revision is
    kept without counting and raises StaleAnswer with the revision to answer on (source: TRUST, Faults).
    """
    place = {
        "person": person,
        "page": page,
        "block_id": UUID(str(block_id)),
        "question_key": question_key,
        "round": round_number,
    }
    content = {"step_code": page.code, "payload": payload, "asked": asked}
    with transaction.atomic():
        revision = _keep(place, content, uuid, based_on)
        if revision is not None and based_on == 0 and round_number == 1:
            _touch_module(person, page)
    if revision is not None:
        return Saved(revision, payload)
    return _outcome_of(person, place, uuid)


def _keep(place: dict[str, Any], content: dict[str, Any], uuid: UUID, based_on: int) -> int | None:
    """The new revision of the slot; None when the submission was stale or had been handled before."""
    try:
        with transaction.atomic():
            revision = _advance(place, content, based_on)
            if revision is not None:
                Submission.objects.create(**place, **content, uuid=uuid, based_on=based_on, revision=revision)
                return revision
    except IntegrityError:
        # Somebody else made the slot first, or this UUID exists: both are looked at below.
        pass
    if not Submission.objects.filter(person=place["person"], uuid=uuid).exists():
        Submission.objects.bulk_create(
            [Submission(**place, **content, uuid=uuid, based_on=based_on)], ignore_conflicts=True
        )
    return None


def _advance(place: dict[str, Any], content: dict[str, Any], based_on: int) -> int | None:
    """Write the slot when `based_on` is its revision: one statement, so that only one of two can win."""
    if based_on == 0:
        return AnswerSlot.objects.create(**place, **content).revision
    changed = AnswerSlot.objects.filter(**place, revision=based_on).update(
        revision=F("revision") + 1, saved_at=timezone.now(), **content
    )
    return based_on + 1 if changed else None


def _outcome_of(person: Person, place: dict[str, Any], uuid: UUID) -> Saved:
    """The outcome of a submission that was handled before, or StaleAnswer."""
    first = Submission.objects.filter(person=person, uuid=uuid).first()
    if first is not None and first.revision is not None:
        return Saved(first.revision, first.payload, again=True)
    slot = AnswerSlot.objects.filter(**place).first()
    if slot is None:
        raise StaleAnswer(0, {}, {})
    raise StaleAnswer(slot.revision, slot.payload, slot.asked)


def wipe_answers(*, person: Person, module: ModulePage | None = None) -> int:
    """Delete somebody's answers with all that she ever sent, in one module or everywhere.

    What she completed stays completed. Returns the number of answers that are gone.
    """
    within: dict[str, Any] = {"person": person}
    if module is not None:
        within["page__in"] = list(StepPage.objects.child_of(module).values_list("pk", flat=True))
    with transaction.atomic():
        Submission.objects.filter(**within).delete()
        _total, by_model = AnswerSlot.objects.filter(**within).delete()
        number = by_model.get(AnswerSlot._meta.label, 0)
        record(Verb.WIPED, actor=person, subject=person, about=module or "modules", answers=number)
    return number


def forget_quiz_results(before: dt.datetime) -> int:
    """Take away the answers to quizzes that were given before a moment; says how many.

    That a quiz was passed, and on which day, is the tick of its step: that stays.
    """
    quizzes = [step.pk for step in steps_of_types(rules.QUIZ)]
    with transaction.atomic():
        sent, _models = Submission.objects.filter(page__in=quizzes, sent_at__lt=before).delete()
        kept, _models = AnswerSlot.objects.filter(page__in=quizzes, saved_at__lt=before).delete()
    return sent + kept


# Progress -----------------------------------------------------------------------------------------


def _touch_module(person: Person, step: StepPage) -> None:
    """Remember that somebody is in this module, at this step; one statement."""
    ModuleProgress.objects.bulk_create(
        [ModuleProgress(person=person, module_id=module_of(step).pk, last_step=step)],
        update_conflicts=True,
        update_fields=["last_step", "updated"],
        unique_fields=["person", "module"],
    )


def complete_step(*, person: Person, step: StepPage, organisation: Organisation | None) -> ModuleProgress:
    """Tick a step; raises NotFinished when it may not be ticked yet (see rules.may_complete)."""
    if not may_complete(person, step):
        raise NotFinished
    return tick_step(person=person, step=step, organisation=organisation)


def tick_step(
    *, person: Person, step: StepPage, organisation: Organisation | None, on: dt.date | None = None
) -> ModuleProgress:
    """Tick a step without asking; a second tick changes nothing.

    The roll-up of the module is written in the same transaction. When its last step is done the module is
    online done, for good, and the learning path is planned anew.
    """
    day = on or timezone.localdate()
    with transaction.atomic():
        _touch_module(person, step)
        progress = ModuleProgress.objects.select_for_update().get(person=person, module_id=module_of(step).pk)
        StepProgress.objects.get_or_create(person=person, step=step, defaults={"completed_on": day})
        states = [each.done for each in steps_with_state(rules.module_of_path(step.path), person)]
        progress.steps_total, progress.steps_done = len(states), sum(states)
        is_news = progress.online_done_on is None and progress.steps_done >= progress.steps_total
        if is_news:
            progress.online_done_on = day
            settle_whole(progress, progress.module, day)
        progress.save(update_fields=["steps_total", "steps_done", "online_done_on", "whole_done_on"])
        if is_news:
            replan(
                person=person,
                organisation=organisation,
                reason=REASON_MODULE_COMPLETED,
                subject=module_of(step).key,
            )
    return progress


def complete_selfscan_steps(*, person: Person, finished_on: dt.date) -> dict[str, ModuleProgress]:
    """Tick the steps that the self-scan is about, when a scan is finished; returns her progress by module key.

    The first scan's step always; the step for a later scan only when its module was begun on or before that
    day (source: DESIGN, Decided). A module may be online done with it; the caller plans the path anew.
    """
    try:
        with transaction.atomic():
            return _tick_scan_steps(person, finished_on)
    except IntegrityError:  # another step of a module that she had not begun was ticked at the same moment
        with transaction.atomic():
            return _tick_scan_steps(person, finished_on)


def _tick_scan_steps(person: Person, day: dt.date) -> dict[str, ModuleProgress]:
    """Tick what is due; her rows are locked before anything is counted, so that every other tick counts too."""
    progress = progress_of(person, lock=True)
    due = [step for step in scan_steps_of(person) if not step.done and _is_due(step, progress, day)]
    StepProgress.objects.bulk_create(
        [StepProgress(person=person, step=step, completed_on=day) for step in due], ignore_conflicts=True
    )
    for step in due:
        module = module_of(step)
        row = progress.setdefault(module.key, ModuleProgress(person=person, module_id=module.pk))
        row.last_step, row.updated = step, timezone.now()
        row.steps_total, row.steps_done = step.steps_total, step.steps_done + 1
        if row.steps_done >= row.steps_total and row.online_done_on is None:
            row.online_done_on = day
            settle_whole(row, row.module, day)
        row.save()
    return progress


def _is_due(step: StepPage, progress: dict[str, ModuleProgress], day: dt.date) -> bool:
    if step.body[0].value["moment"] == rules.FIRST_SCAN:
        return True
    row = progress.get(module_of(step).key)
    return row is not None and timezone.localdate(row.started_at) <= day


def tick_assignment(*, person: Person, module: ModulePage, done: bool) -> ModuleProgress:
    """Set or clear somebody's own tick "gedaan" at an assignment; what is handed in stays done."""
    with transaction.atomic():
        lies_elsewhere = HandIn.objects.filter(person=person, module=module, state__in=SHOWN)
        if not done and lies_elsewhere.exists():
            return ModuleProgress.objects.get(person=person, module=module)
        return mark_assignment_done(person=person, module=module, done=done)


# Feedback -----------------------------------------------------------------------------------------


def save_feedback(*, page: StepPage, answer: Helpfulness, tip: str = "") -> StepFeedback:
    """Pass on whether a step helped: without a name, an organisation or a day."""
    year, week, _day = timezone.localdate().isocalendar()
    return StepFeedback.objects.create(page=page, answer=answer, tip=tip.strip(), week=f"{year}-W{week:02}")
