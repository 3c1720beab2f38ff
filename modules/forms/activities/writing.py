"""Writing, and watching a film with questions."""

from functools import cached_property
from typing import Any, ClassVar

from modules.forms.activities.base import OneForm, asked_of
from modules.forms.answers import AnswerForm, Place, Prompt, WritingForm

FIELDS = "fields"
QUESTIONS = "questions"


class Writing(OneForm):
    """One form with fields: story, reflection, exercise, template, and the questions of a film."""

    question_key = FIELDS
    source: ClassVar[str] = FIELDS

    @cached_property
    def prompts(self) -> list[Prompt]:
        """What is asked."""
        return [self.prompt(child.id, child.value) for child in self.value[self.source].bound_blocks]

    @staticmethod
    def prompt(key: str, value: Any) -> Prompt:
        """A field of a block as a prompt."""
        return Prompt(key, value["label"], value["hint"], value["kind"], value.get("example", ""))

    def make_form(self, place: Place, data: Any = None) -> WritingForm:
        """The fields."""
        return WritingForm(place, self.prompts, data)

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The labels."""
        return asked_of(self.prompts)

    @property
    def is_revealed(self) -> bool:
        """True once something was written: only then there is something to compare with."""
        slot = self.slot(FIELDS)
        return slot is not None and any(slot.answers.values())

    def has_nothing_to_compare(self, form: AnswerForm) -> bool:
        """Is nothing written in this form? What was there before is not what she would compare."""
        return not any(form.answers().values())


class Watching(Writing):
    """A film with questions to think about; an answer to compare with once one's own is saved."""

    source: ClassVar[str] = QUESTIONS

    @staticmethod
    def prompt(key: str, value: Any) -> Prompt:
        """A question of a film as a prompt."""
        return Prompt(key, value["question"])

    @property
    def comparisons(self) -> list[tuple[Any, str, Any]]:
        """Question, one's own answer, the answer to compare with; empty before saving."""
        slot = self.slot(FIELDS)
        if slot is None or not self.is_revealed:
            return []
        return [
            (child.value["question"], slot.answers.get(child.id) or "", child.value["answer"])
            for child in self.value[QUESTIONS].bound_blocks
        ]
