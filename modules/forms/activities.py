"""What somebody does in a step: which form is open, what came of the answers so far.

An activity never gives a template what has to stay hidden: right answers, feedback and worked examples are
in its results only, and only after answering.
"""

import html
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from modules import queries, rules
from modules.forms.answers import (
    AnswerForm,
    CardForm,
    ChecklistForm,
    ChoosingForm,
    Option,
    Place,
    PlacingForm,
    Prompt,
    WritingForm,
)
from modules.models import AnswerSlot, StepPage
from modules.richtext import with_own_words
from organisations.tenancy import current_organisation

FIELDS = "fields"
ITEMS = "items"
POINTS = "points"
QUESTIONS = "questions"


def plain(value: Any) -> str:
    """Rich text as one line of plain text, in the organisation's words."""
    text = str(with_own_words(current_organisation(), value)).replace("</p><p>", "</p> <p>")
    return " ".join(html.unescape(strip_tags(text)).split())


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


class Writing(Activity):
    """One form with fields: story, reflection, exercise, template, and the questions of a film."""

    source: ClassVar[str] = FIELDS

    @cached_property
    def prompts(self) -> list[Prompt]:
        """What is asked."""
        return [self.prompt(child.id, child.value) for child in self.value[self.source].bound_blocks]

    @staticmethod
    def prompt(key: str, value: Any) -> Prompt:
        """A field of a block as a prompt."""
        return Prompt(key, value["label"], value["hint"], value["kind"], value.get("example", ""))

    def open_form(self) -> AnswerForm | None:
        """The fields, filled with what was written."""
        return WritingForm(self.place(FIELDS), self.prompts)

    def form_for(self, question_key: str, number: int, data: Any) -> AnswerForm | None:
        """There is one form, in one round."""
        if (question_key, number) != (FIELDS, 1):
            return None
        return WritingForm(self.place(FIELDS, is_sent=True), self.prompts, data)

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The labels."""
        return asked_of(self.prompts)

    @property
    def is_revealed(self) -> bool:
        """True once something was saved: only then there is something to compare with."""
        return self.slot(FIELDS) is not None


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
        if slot is None:
            return []
        return [
            (child.value["question"], slot.answers.get(child.id) or "", child.value["answer"])
            for child in self.value[QUESTIONS].bound_blocks
        ]


@dataclass(frozen=True)
class Placed:
    """How an item was placed: the chosen place, whether that is right, and why."""

    key: str
    text: Any
    chosen: Any
    is_right: bool
    explanation: Any


class Placing(Activity):
    """Put items in places, have it checked; only what was missed comes again."""

    options: list[Option]
    right: dict[str, frozenset[str]]
    items: list[Prompt]
    explanations: dict[str, Any]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.read_block()

    @cached_property
    def _results(self) -> dict[int, dict[str, bool]]:
        return rules.results_of_placing(self.right, self.slots)

    @cached_property
    def round(self) -> rules.Round:
        """Where somebody is."""
        return rules.current_round([item.key for item in self.items], self._results, restart=self.restart)

    def read_block(self) -> None:
        """Fill options, items, right places and explanations from the block."""
        raise NotImplementedError

    def _form(self, number: int, items: list[Prompt], data: Any = None) -> PlacingForm:
        return PlacingForm(self.place(ITEMS, number, is_sent=data is not None), items, self.options, data)

    def _asked_items(self) -> list[Prompt]:
        return [item for item in self.items if item.key in self.round.asked]

    def open_form(self) -> AnswerForm | None:
        """The items of this round."""
        return None if self.round.is_finished else self._form(self.round.number, self._asked_items())

    def form_for(self, question_key: str, number: int, data: Any) -> AnswerForm | None:
        """The form of a round that somebody is in, has been in, or may begin."""
        if question_key != ITEMS:
            return None
        if number == 1:
            return self._form(number, self.items, data)
        if number > self.round.number + self.round.is_finished:
            return None
        is_here = number == self.round.number and not self.round.is_finished
        return self._form(number, self._asked_items() if is_here else self.items, data)

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The items and the places."""
        return asked_of(self.items, self.options)

    @property
    def results(self) -> list[Placed]:
        """What came of the last check; everything with its right place once all is right."""
        if self.round.is_finished:
            return [self._solved(item) for item in self.items]
        last = self._results.get(self.round.number - 1, {})
        slot = self.slot(ITEMS, self.round.number - 1)
        if slot is None or self.round.is_new_attempt:
            return []
        return [self._placed(item, slot, last[item.key]) for item in self.items if item.key in last]

    def _solved(self, item: Prompt) -> Placed:
        places = [option.text for option in self.options if option.key in self.right[item.key]]
        return Placed(item.key, item.text, places, True, self.explanations[item.key])

    def _placed(self, item: Prompt, slot: AnswerSlot, is_right: bool) -> Placed:
        chosen = [option.text for option in self.options if option.key == slot.answers.get(item.key)]
        return Placed(item.key, item.text, chosen, is_right, self.explanations[item.key])

    @property
    def right_count(self) -> int:
        """How many of the shown results are right."""
        return sum(result.is_right for result in self.results)


class Sorting(Placing):
    """Every item belongs to one category."""

    def read_block(self) -> None:
        """Categories and items."""
        self.options = [Option(one["key"], one["name"]) for one in self.value["categories"]]
        children = list(self.value["items"].bound_blocks)
        self.items = [Prompt(child.id, child.value["text"]) for child in children]
        self.right = {child.id: frozenset([child.value["category"]]) for child in children}
        self.explanations = {child.id: child.value["explanation"] for child in children}


class Timing(Placing):
    """Every item has one or more right slots in time."""

    def read_block(self) -> None:
        """Slots and items."""
        self.options = [Option(one["key"], one["name"]) for one in self.value["slots"]]
        children = list(self.value["items"].bound_blocks)
        self.items = [Prompt(child.id, child.value["text"]) for child in children]
        self.right = {child.id: frozenset(child.value["slots"]) for child in children}
        self.explanations = {child.id: child.value["explanation"] for child in children}


class Matching(Placing):
    """For every left side the right side that belongs to it."""

    def read_block(self) -> None:
        """Pairs; the right sides get a key of their own and another order, so that neither tells."""
        children = list(self.value["pairs"].bound_blocks)
        keys = {child.id: self._right_key(child.id) for child in children}
        self.items = [Prompt(child.id, child.value["left"]) for child in children]
        self.right = {child.id: frozenset([keys[child.id]]) for child in children}
        self.explanations = {child.id: child.value["explanation"] for child in children}
        self.options = sorted(
            (Option(keys[child.id], child.value["right"]) for child in children), key=lambda one: one.key
        )

    def _right_key(self, key: str) -> str:
        try:
            space = UUID(self.block_id)
        except ValueError:  # a draft in a preview
            space = UUID(int=0)
        return uuid5(space, f"right:{key}").hex[:12]


class Ticking(Activity):
    """Tick the points of a checklist and add one's own."""

    @cached_property
    def groups(self) -> list[tuple[Any, list[Option]]]:
        """Each group's name with its points."""
        return [
            (group["name"], [Option(child.id, child.value["text"]) for child in group["points"].bound_blocks])
            for group in self.value["groups"]
        ]

    @property
    def options(self) -> list[Option]:
        """All points."""
        return [point for _name, points in self.groups for point in points]

    def _form(self, data: Any = None) -> ChecklistForm:
        return ChecklistForm(
            self.place(POINTS, is_sent=data is not None),
            self.options,
            allow_own=bool(self.value["allow_own"]),
            data=data,
        )

    def open_form(self) -> AnswerForm | None:
        """The points."""
        return self._form()

    def form_for(self, question_key: str, number: int, data: Any) -> AnswerForm | None:
        """There is one form, in one round."""
        return self._form(data) if (question_key, number) == (POINTS, 1) else None

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The points."""
        asked = asked_of([], self.options)
        asked["questions"] = [
            {"key": ChecklistForm.POINTS, "text": _("Gekozen punten")},
            {"key": ChecklistForm.OWN, "text": _("Eigen punten")},
        ]
        return asked


class Preparing(Activity):
    """Choose questions for a conversation and write them in one's own words."""

    @cached_property
    def questions(self) -> list[Prompt]:
        """The questions of the card, each with why it helps."""
        return [
            Prompt(child.id, child.value["question"], child.value["why"])
            for child in self.value[QUESTIONS].bound_blocks
        ]

    def open_form(self) -> AnswerForm | None:
        """The questions."""
        return CardForm(self.place(QUESTIONS), self.questions)

    def form_for(self, question_key: str, number: int, data: Any) -> AnswerForm | None:
        """There is one form, in one round."""
        if (question_key, number) != (QUESTIONS, 1):
            return None
        return CardForm(self.place(QUESTIONS, is_sent=True), self.questions, data)

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The questions, which are also what can be chosen."""
        asked = asked_of(self.questions, self.questions)
        asked["questions"].insert(0, {"key": CardForm.CHOSEN, "text": _("Gekozen vragen")})
        return asked


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


@dataclass(frozen=True)
class Taken:
    """A point of a scenario that was passed: what happened, what was chosen, what came of it."""

    key: str
    text: Any
    choice: Any
    feedback: Any


class Playing(Activity):
    """A scenario: one point at a time, to an ending that follows from the choices."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._nodes = {child.id: child.value for child in self.value["nodes"].bound_blocks}
        self._ids = {node["key"]: key for key, node in self._nodes.items()}

    @cached_property
    def number(self) -> int:
        """Which time somebody goes through it, from 1."""
        newest = max((slot.round for slot in self.slots), default=1)
        return newest + (self.restart and self._route(newest).current is None)

    @cached_property
    def route(self) -> rules.Route:
        """The way so far."""
        return self._route(self.number)

    def _route(self, number: int) -> rules.Route:
        points = {
            key: {
                choice.id: rules.Choice(self._ids.get(choice.value["next"], ""), choice.value["quality"])
                for choice in node["choices"].bound_blocks
            }
            for key, node in self._nodes.items()
        }
        chosen = {
            slot.question_key: next(iter(slot.answers.get(slot.question_key) or []), "")
            for slot in self.slots
            if slot.round == number
        }
        return rules.walk(self._ids.get(self.value["start"], ""), points, chosen)

    def _options(self, key: str) -> list[Option]:
        return [Option(child.id, child.value["text"]) for child in self._nodes[key]["choices"].bound_blocks]

    @property
    def point(self) -> Any:
        """The text of the point where somebody stands, or of the one whose form failed; None at the end."""
        key = self._failed.place.question_key if self._failed is not None else self.route.current
        return self._nodes[key]["text"] if key else None

    def open_form(self) -> AnswerForm | None:
        """The choices at this point."""
        key = self.route.current
        return ChoosingForm(self.place(key, self.number), self._options(key)) if key else None

    def form_for(self, question_key: str, number: int, data: Any) -> AnswerForm | None:
        """A point of a round that somebody is in, has been in, or may begin."""
        if question_key not in self._nodes:
            return None
        if number > 1 and number > self.number + (self.route.current is None):
            return None
        place = self.place(question_key, number, is_sent=True)
        return ChoosingForm(place, self._options(question_key), data=data)

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The point and its choices."""
        if question_key not in self._nodes:
            return super().asked(question_key, number)
        return asked_of(
            [Prompt(question_key, self._nodes[question_key]["text"])], self._options(question_key)
        )

    @property
    def taken(self) -> list[Taken]:
        """The way so far."""
        return [
            Taken(point, self._nodes[point]["text"], value["text"], value["feedback"])
            for point, choice in self.route.taken
            for value in [
                next(one.value for one in self._nodes[point]["choices"].bound_blocks if one.id == choice)
            ]
        ]

    @property
    def opening(self) -> Any:
        """The text of the first point, for who only reads; empty in a draft without one."""
        node = self.value.node(self.value["start"])
        return node["text"] if node else ""

    @property
    def opening_options(self) -> list[Option]:
        """The choices at the first point, for who only reads."""
        key = self._ids.get(self.value["start"])
        return self._options(key) if key else []

    @property
    def ending(self) -> Any:
        """How the story ends; None while it goes on."""
        if self.route.current is not None:
            return None
        return self.value["endings"][self.value.ending(self.route.qualities)]


ACTIVITIES: dict[str, Callable[..., Activity]] = {
    "story": Writing,
    "explanation": Activity,
    "film": Watching,
    "sort": Sorting,
    "match": Matching,
    "timeline": Timing,
    "checklist": Ticking,
    "conversation_card": Preparing,
    "exercise": Writing,
    "reflection": Writing,
    "template": Writing,
    "scenario": Playing,
    "quiz": Quizzing,
    "self_scan": Activity,
}


def activity_for(
    step: StepPage,
    read_slots: Callable[[], Sequence[AnswerSlot]] = no_slots,
    *,
    can_answer: bool = True,
    restart: bool = False,
) -> Activity | None:
    """The activity of a step; None for a step without contents."""
    make = ACTIVITIES.get(step.step_type)
    return make(step, read_slots, can_answer=can_answer, restart=restart) if make else None
