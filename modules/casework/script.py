"""A branching case as it is played: scenes, choices, meters, endings. Pure data, the same for whoever plays it.

Scenes and endings share one set of names: a choice goes to one of either. A choice is named by the key of its
block, which stays the same when an author moves it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

LOWEST, HIGHEST = 0, 100


class EndingKind(StrEnum):
    """How a case can end."""

    STRONG = "strong"
    GOOD = "good"
    MISSED = "missed"
    UNSAFE = "unsafe"


class Asks(StrEnum):
    """What a condition looks at."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"


@dataclass(frozen=True)
class Meter:
    """Something that goes up and down with the choices, 0–100, and is shown at the end only."""

    key: str
    name: str
    start: int = 50


@dataclass(frozen=True)
class Condition:
    """When a choice is offered: a meter is high or low enough, or a mark was or wasn't left earlier."""

    test: Asks
    of: str
    value: int = 0


@dataclass(frozen=True)
class Choice:
    """Something to do in a scene. `mark` is what a later condition may ask for; empty when nothing does."""

    key: str
    text: str
    goes_to: str
    feedback: str
    effects: Mapping[str, int] = field(default_factory=dict)
    mark: str = ""
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A moment in which somebody chooses. `later` tells that time went by: "Twee weken later"."""

    key: str
    text: str
    choices: tuple[Choice, ...]
    later: str = ""

    def choice(self, key: str) -> Choice | None:
        """The choice with this key, or None."""
        return next((each for each in self.choices if each.key == key), None)


@dataclass(frozen=True)
class Ending:
    """How it ends, the point to keep, and which behaviour it shows: proficiency level 1–4 per indicator.

    Only a draft has no kind.
    """

    key: str
    kind: EndingKind | None
    title: str
    text: str
    key_point: str
    levels: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Script:
    """A whole branching case."""

    start: str
    meters: tuple[Meter, ...]
    scenes: tuple[Scene, ...]
    endings: tuple[Ending, ...]

    def scene(self, key: str) -> Scene | None:
        """The scene with this name, or None."""
        return next((each for each in self.scenes if each.key == key), None)

    def ending(self, key: str) -> Ending | None:
        """The ending with this name, or None."""
        return next((each for each in self.endings if each.key == key), None)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all scenes, then of all endings."""
        return (*(scene.key for scene in self.scenes), *(ending.key for ending in self.endings))

    def as_stored(self) -> dict[str, Any]:
        """JSON values; `stored` gives the same script back."""
        stored: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return stored

    @property
    def digest(self) -> str:
        """Names this wording: sixty-four hexadecimal digits, other ones after any change."""
        text = json.dumps(self.as_stored(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def stored(content: Mapping[str, Any]) -> Script:
    """The script in JSON values that `Script.as_stored` gave."""
    return Script(
        start=content["start"],
        meters=tuple(Meter(**meter) for meter in content["meters"]),
        scenes=tuple(
            Scene(**{**scene, "choices": tuple(_choice(choice) for choice in scene["choices"])})
            for scene in content["scenes"]
        ),
        endings=tuple(
            Ending(**{**ending, "kind": EndingKind(ending["kind"]) if ending["kind"] else None})
            for ending in content["endings"]
        ),
    )


def _choice(content: Mapping[str, Any]) -> Choice:
    conditions = tuple(
        Condition(**{**condition, "test": Asks(condition["test"])}) for condition in content["conditions"]
    )
    return Choice(**{**content, "conditions": conditions})
