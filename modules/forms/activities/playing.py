"""A scenario: one choice after another, to an ending."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from modules import rules
from modules.forms.activities.base import Activity, asked_of
from modules.forms.answers import AnswerForm, ChoosingForm, Option, Prompt


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
