"""What every activity has in common: which form is open, which answers are there."""

import html
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from modules import rules
from modules.forms.answers import AnswerForm, Place
from modules.models import AnswerSlot, StepPage
from modules.plain import without_tags
from modules.richtext import with_own_words
from organisations.tenancy import current_organisation


def plain(value: Any) -> str:
    """Rich text as one line of plain text, in the organisation's words."""
    text = str(with_own_words(current_organisation(), value)).replace("</p><p>", "</p> <p>")
    return " ".join(html.unescape(without_tags(text)).split())


def asked_of(prompts: Iterable[Any], options: Iterable[Any] = ()) -> dict[str, Any]:
    """The wording that is kept with an answer."""
    return {
        "questions": [{"key": prompt.key, "text": plain(prompt.text)} for prompt in prompts],
        "options": [{"key": option.key, "text": plain(option.text)} for option in options],
    }


def no_slots() -> list[AnswerSlot]:
    """The answers of somebody who only reads."""
    return []


class Activity:
    """What there is to do in a step. This one is only to read.

    `read_slots` gives the person's answers; it is called when they are needed, and once.
    """

    def __init__(
        self,
        step: StepPage,
        read_slots: Callable[[], Sequence[AnswerSlot]] = no_slots,
        *,
        can_answer: bool = True,
        restart: bool = False,
    ) -> None:
        self.step = step
        self.block = step.body[0]
        self.value = self.block.value
        self.block_id = str(self.block.id)
        self.can_answer = can_answer
        self.restart = restart
        self._read_slots = read_slots
        self._failed: AnswerForm | None = None

    @cached_property
    def all_slots(self) -> Sequence[AnswerSlot]:
        """Everything that was answered in this step."""
        return self._read_slots()

    @cached_property
    def slots(self) -> list[AnswerSlot]:
        """What was answered in the block that is there now."""
        return [slot for slot in self.all_slots if str(slot.block_id) == self.block_id]

    # The form ------------------------------------------------------------------------------------

    @property
    def form(self) -> AnswerForm | None:
        """The form that is open, or the one that failed; None when there is nothing to fill in."""
        if self._failed is not None:
            return self._failed
        return self.open_form() if self.can_answer else None

    def show_failed(self, form: AnswerForm) -> None:
        """Show this form instead of a fresh one, with what was typed."""
        self._failed = form

    def open_form(self) -> AnswerForm | None:
        """The form for what is to be answered now."""
        return None

    def form_for(self, question_key: str, number: int, data: Any) -> AnswerForm | None:
        """The form that a submission belongs to; None when there is no such question."""
        return None

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The wording of a question, to keep with its answer."""
        return {"questions": [], "options": []}

    # What was answered ---------------------------------------------------------------------------

    def slot(self, question_key: str, number: int = 1) -> AnswerSlot | None:
        """The answer in a slot of this block."""
        return next(
            (slot for slot in self.slots if slot.question_key == question_key and slot.round == number), None
        )

    def place(self, question_key: str, number: int = 1, *, is_sent: bool = False) -> Place:
        """Where an answer goes, with what is there now; a form that was sent brings its own."""
        slot = None if is_sent else self.slot(question_key, number)
        if slot is None:
            return Place(self.block_id, question_key, number)
        return Place(self.block_id, question_key, number, slot.revision, slot.answers)

    @property
    def saved_at(self) -> datetime | None:
        """When somebody last saved something here."""
        return max((slot.saved_at for slot in self.slots), default=None)

    @cached_property
    def answered_before(self) -> list[rules.Line]:
        """Answers to a wording that is not there any more, readable as it was."""
        lines = []
        for slot in self.all_slots:
            here = str(slot.block_id) == self.block_id
            now = self.asked(slot.question_key, slot.round) if here else {}
            lines += rules.answered_to_other_wording(slot.payload, slot.asked, now)
        return lines


class OneForm(Activity):
    """Something to do in one form, in one round."""

    question_key: ClassVar[str]

    def make_form(self, place: Place, data: Any = None) -> AnswerForm:
        """The form for this place, with what was sent if something was."""
        raise NotImplementedError

    def open_form(self) -> AnswerForm | None:
        """The form, filled with what was kept."""
        return self.make_form(self.place(self.question_key))

    def form_for(self, question_key: str, number: int, data: Any) -> AnswerForm | None:
        """The form with what was sent; None for another question or round."""
        if (question_key, number) != (self.question_key, 1):
            return None
        return self.make_form(self.place(question_key, is_sent=True), data)
