"""Sorting, matching, a timeline: put items in places and have it checked."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from modules import rules
from modules.forms.activities.base import Activity, asked_of
from modules.forms.answers import AnswerForm, Option, PlacingForm, Prompt
from modules.models import AnswerSlot

ITEMS = "items"


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
