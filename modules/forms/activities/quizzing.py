"""A quiz: one question after another, and again what was missed."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from modules import queries, rules
from modules.forms.activities.base import Activity, asked_of
from modules.forms.activities.writing import QUESTIONS
from modules.forms.answers import AnswerForm, ChoosingForm, Option
from modules.models import AnswerSlot


@dataclass(frozen=True)
class Question:
    """A question of a quiz with its number, kind and options, and nothing that tells which one is right."""

    key: str
    number: int
    text: Any
    several: bool
    options: list[Option]


@dataclass(frozen=True)
class Marked:
    """How a question was answered: each chosen option with its feedback; the explanation once it is right."""

    question: Question
    chosen: list[tuple[Any, Any]]
    is_right: bool
    is_incomplete: bool
    explanation: Any


class Quizzing(Activity):
    """One question after another; only what was missed comes again in the next round."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._children = {child.id: child for child in self.value[QUESTIONS].bound_blocks}
        self.questions = {
            key: self._question(number, child)
            for number, (key, child) in enumerate(self._children.items(), 1)
        }

    @cached_property
    def round(self) -> rules.Round:
        """Where somebody is."""
        return queries.quiz_round(self.block, self.slots, restart=self.restart)

    @staticmethod
    def _question(number: int, child: Any) -> Question:
        options = [Option(option.id, option.value["text"]) for option in child.value["options"].bound_blocks]
        return Question(child.id, number, child.value["question"], child.value["kind"] == "several", options)

    @property
    def question(self) -> Question | None:
        """The question that is open now; the one that failed when a form did."""
        if self._failed is not None:
            return self.questions[self._failed.place.question_key]
        return self.questions[self.round.open[0]] if self.round.open else None

    def _form(self, question: Question, number: int, data: Any = None) -> ChoosingForm:
        return ChoosingForm(
            self.place(question.key, number, is_sent=data is not None),
            question.options,
            several=question.several,
            data=data,
        )

    def open_form(self) -> AnswerForm | None:
        """The first open question."""
        return self._form(self.question, self.round.number) if self.question else None

    def form_for(self, question_key: str, number: int, data: Any) -> AnswerForm | None:
        """A question of a round that somebody is in, has been in, or may begin."""
        question = self.questions.get(question_key)
        if question is None or (number > 1 and number > self.round.number + self.round.is_finished):
            return None
        return self._form(question, number, data)

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The question and its options."""
        question = self.questions.get(question_key)
        return asked_of([question], question.options) if question else super().asked(question_key, number)

    @property
    def results(self) -> list[Marked]:
        """What was answered in this round, or in the last one when this one has only begun."""
        if self.round.is_finished:
            return [marked for key in self.questions if (marked := self._last(key))]
        rounds = (
            [self.round.number] if self.round.is_new_attempt else [self.round.number, self.round.number - 1]
        )
        for number in rounds:
            slots = [slot for key in self.questions if (slot := self.slot(key, number))]
            if slots:
                return [self._mark(slot) for slot in slots]
        return []

    def _last(self, key: str) -> Marked | None:
        slots = [slot for slot in self.slots if slot.question_key == key]
        return self._mark(max(slots, key=lambda slot: slot.round)) if slots else None

    def _mark(self, slot: AnswerSlot) -> Marked:
        key = slot.question_key
        value = self._children[key].value
        ticked = slot.answers.get(key) or []
        chosen = [
            (option.value["text"], option.value["feedback"])
            for option in value["options"].bound_blocks
            if option.id in ticked
        ]
        right = queries.right_options(value)
        is_right = rules.chosen_right(ticked, right)
        return Marked(
            self.questions[key],
            chosen,
            is_right,
            not is_right and set(ticked) < right,
            value["explanation"] if is_right else "",
        )

    @property
    def answered_count(self) -> int:
        """How many questions of this round are answered."""
        return len(self.round.asked) - len(self.round.open)

    @property
    def is_repeat(self) -> bool:
        """True in a round that asks only what was missed."""
        return self.round.is_repeat
