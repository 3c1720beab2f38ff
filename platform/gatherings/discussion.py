"""A way to discuss a case: its steps and their minutes. Plain values; the models know these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """One step of a discussion: rich text, and the whole minutes that are meant for it."""

    text: str
    minutes: int


@dataclass(frozen=True)
class Form:
    """A way to discuss a case."""

    name: str
    minutes: int
    group: str
    caution: str
    steps: tuple[Step, ...]

    def as_stored(self) -> dict[str, Any]:
        """As plain values, for `form_of`."""
        steps = [{"text": step.text, "minutes": step.minutes} for step in self.steps]
        return {
            "name": self.name,
            "minutes": self.minutes,
            "group": self.group,
            "caution": self.caution,
            "steps": steps,
        }


def form_of(stored: Mapping[str, Any]) -> Form:
    """The form as it was stored."""
    steps = tuple(Step(step["text"], step["minutes"]) for step in stored.get("steps", []))
    return Form(
        stored.get("name", ""),
        stored.get("minutes", 0),
        stored.get("group", ""),
        stored.get("caution", ""),
        steps,
    )


def fair_share(minutes: int, parts: int) -> list[int]:
    """So many whole minutes over so many steps, the first ones a minute longer; at least one each."""
    if parts < 1:
        return []
    each, rest = divmod(max(minutes, parts), parts)
    return [each + (number < rest) for number in range(parts)]


def minutes_of_steps(minutes: int, steps: int, given: Sequence[int]) -> list[int]:
    """The minutes per step as the author gave them, one for each step; otherwise a fair share."""
    if len(given) == steps and all(each > 0 for each in given):
        return list(given)
    return fair_share(minutes, steps)
