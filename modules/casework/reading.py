"""From what an author filled in (blocks) to the script that is played.

A draft may be half filled in: what is not there yet reads as empty, and what is half there is left out.

Streams are read as they are stored: making blocks of them asks the database for the choices of each field.
"""

from collections.abc import Iterator
from typing import Any, Protocol

from modules.casework.script import Asks, Choice, Condition, Ending, EndingKind, Meter, Scene, Script


class Stream(Protocol):
    """A StreamField's value, or anything else that says how it is stored."""

    def get_prep_value(self) -> list[dict[str, Any]]:
        """Blocks as {"type", "value", "id"}."""


def script_of(meters: Stream, scenes: Stream, endings: Stream) -> Script:
    """The script of three streams of blocks; the first scene is where it starts."""
    scene_list = tuple(_scene(value) for value, _ in _blocks(scenes.get_prep_value()))
    return Script(
        start=scene_list[0].key if scene_list else "",
        meters=tuple(_meter(value) for value, _ in _blocks(meters.get_prep_value())),
        scenes=scene_list,
        endings=tuple(_ending(value) for value, _ in _blocks(endings.get_prep_value())),
    )


def _blocks(stored: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """The value of each block with its id."""
    yield from ((block["value"], block.get("id") or "") for block in stored)


def _name(value: Any) -> str:
    """Names are compared without regard for capitals and spaces around them."""
    return str(value or "").strip().lower()


def _text(value: Any) -> str:
    return str(value or "")


def _meter(value: dict[str, Any]) -> Meter:
    name, start = value["name"], value["start"]
    return Meter(_name(name), _text(name)) if start is None else Meter(_name(name), _text(name), start)


def _scene(value: dict[str, Any]) -> Scene:
    name = _name(value["name"])
    return Scene(
        key=name,
        text=_text(value["text"]),
        later=_text(value["later"]),
        choices=tuple(
            _choice(choice, key or f"{name}/{number}")
            for number, (choice, key) in enumerate(_blocks(value["choices"]), start=1)
        ),
    )


def _choice(value: dict[str, Any], key: str) -> Choice:
    effects: dict[str, int] = {}
    for effect, _ in _blocks(value["effects"]):
        meter = _name(effect["meter"])
        effects[meter] = effects.get(meter, 0) + (effect["change"] or 0)
    return Choice(
        key=key,
        text=_text(value["text"]),
        goes_to=_name(value["goes_to"]),
        feedback=_text(value["feedback"]),
        effects=effects,
        mark=_name(value["mark"]),
        conditions=tuple(
            Condition(Asks(each["test"]), _name(each["of"]), each["value"] or 0)
            for each, _ in _blocks(value["conditions"])
            if each["test"]
        ),
    )


def _ending(value: dict[str, Any]) -> Ending:
    return Ending(
        key=_name(value["name"]),
        kind=EndingKind(value["kind"]) if value["kind"] else None,
        title=_text(value["title"]),
        text=_text(value["text"]),
        key_point=_text(value["key_point"]),
        levels={
            each["indicator"]: int(each["proficiency_level"])
            for each, _ in _blocks(value["levels"])
            if each["indicator"] and each["proficiency_level"]
        },
    )
