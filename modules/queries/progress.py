"""Where somebody is, and what she answered."""

from collections.abc import Iterable
from typing import Any

from modules import rules
from modules.models import AnswerSlot, ModuleProgress, StepPage
from people.models import Person


def progress_of(person: Person, *, lock: bool = False) -> dict[str, ModuleProgress]:
    """Somebody's progress by module key; modules that she has not touched are absent.

    With `lock` nobody else changes these rows before the transaction ends.
    """
    rows = ModuleProgress.objects.filter(person=person).select_related("module")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return {row.module.key: row for row in rows}


def slots_of(person: Person, step: StepPage) -> list[AnswerSlot]:
    """Somebody's answers in a step, in order of round."""
    return list(AnswerSlot.objects.filter(person=person, page=step).order_by("round", "pk"))


def right_options(question: Any) -> frozenset[str]:
    """The keys of the right options of a quiz question (a StructValue)."""
    return frozenset(option.id for option in question["options"].bound_blocks if option.value["correct"])


def quiz_round(block: Any, slots: Iterable[AnswerSlot], *, restart: bool = False) -> rules.Round:
    """Where somebody is in a quiz (the stream child of a step)."""
    right = {child.id: right_options(child.value) for child in block.value["questions"].bound_blocks}
    own = [slot for slot in slots if str(slot.block_id) == str(block.id)]
    return rules.current_round(list(right), rules.results_of_quiz(right, own), restart=restart)


def may_complete(person: Person, step: StepPage) -> bool:
    """May somebody tick this step now? See rules.may_complete."""
    finished = step.step_type == rules.QUIZ and quiz_round(step.body[0], slots_of(person, step)).ever_finished
    moment = step.body[0].value["moment"] if step.step_type == rules.SELF_SCAN else ""
    return rules.may_complete(step.step_type, quiz_finished=finished, scan_moment=moment)
