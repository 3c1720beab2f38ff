"""Sorting, matching, a timeline: put items in places and have it checked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from modules import rules
from modules.forms.activities.base import Activity, asked_of
from modules.forms.answers import AnswerForm, Option, PlacingForm, Prompt, Request

ITEMS = "items"


@dataclass(frozen=True)
class Placed:
    """How an item was placed: where, whether that is right, why; and where it was placed first, if elsewhere."""

    key: str
    text: Any
    chosen: Any
    is_right: bool
    explanation: Any
    first: Any = None


class Placing(Activity):
    """Put items in places, have it checked; only what was missed comes again."""

    request: ClassVar[Request]
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

    def _read(self, places: str, right: Callable[[Any], Iterable[str]]) -> None:
        """Read a block with places in this field, and items that each know their right places."""
        self.options = [Option(one["key"], one["name"]) for one in self.value[places]]
        children = list(self.value[ITEMS].bound_blocks)
        self.items = [Prompt(child.id, child.value["text"]) for child in children]
        self.right = {child.id: frozenset(right(child.value)) for child in children}
        self.explanations = {child.id: child.value["explanation"] for child in children}

    def _form(self, number: int, items: list[Prompt], data: Any = None) -> PlacingForm:
        return PlacingForm(
            self.place(ITEMS, number, is_sent=data is not None), items, self.options, self.request, data
        )

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

    @cached_property
    def results(self) -> list[Placed]:
        """Where each item stands that was checked in this attempt, in order."""
        return [placed for item in self.items if (placed := self._placed(item))]

    def _placed(self, item: Prompt) -> Placed | None:
        """The last place that was chosen for an item; with all other right ones once it is right."""
        rounds = range(self.round.began, self.round.number + 1)
        tried = [number for number in rounds if item.key in self._results.get(number, {})]
        chosen = [slot.answers[item.key] for number in tried if (slot := self.slot(ITEMS, number))]
        if not chosen:
            return None
        is_right = self._results[tried[-1]][item.key]
        right = [option.key for option in self.options if option.key in self.right[item.key]]
        others = [key for key in right if key != chosen[-1]] if is_right else []
        return Placed(
            item.key,
            item.text,
            self._texts([chosen[-1], *others]),
            is_right,
            self.explanations[item.key],
            self._texts(chosen[:1]) if chosen[0] not in (chosen[-1], *others) else None,
        )

    def _texts(self, keys: list[str]) -> list[Any]:
        texts = {option.key: option.text for option in self.options}
        return [texts[key] for key in keys if key in texts]

    @property
    def right_results(self) -> list[Placed]:
        """What is in a right place."""
        return [result for result in self.results if result.is_right]

    @property
    def rows(self) -> list[tuple[Prompt, Any, Placed | None]]:
        """Each item of the form that is open with its field, and how it was missed in the round before."""
        missed = {result.key: result for result in self.results if not result.is_right}
        rows = self.form.rows() if isinstance(self.form, PlacingForm) else []
        return [(item, field, missed.get(item.key)) for item, field in rows]


class Sorting(Placing):
    """Every item belongs to one category."""

    request = Request(_("Kies bij elk kaartje een groep."), _("Kies hier nog een groep."))

    def read_block(self) -> None:
        """Categories and items."""
        self._read("categories", lambda item: [item["category"]])


class Timing(Placing):
    """Every item has one or more right slots in time."""

    request = Request(_("Kies bij elk onderwerp een moment."), _("Kies hier nog een moment."))

    def read_block(self) -> None:
        """Slots and items."""
        self._read("slots", lambda item: item["slots"])


class Matching(Placing):
    """For every left side the right side that belongs to it."""

    request = Request(_("Kies bij elke zin wat erbij hoort."), _("Kies hier nog wat erbij hoort."))

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
