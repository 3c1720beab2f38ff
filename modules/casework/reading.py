"""From what an author filled in (blocks) to the script that is played."""

from collections.abc import Iterable
from typing import Any

from modules.casework.script import Asks, Choice, Condition, Ending, EndingKind, Meter, Scene, Script


def script_of(meters: Iterable[Any], scenes: Iterable[Any], endings: Iterable[Any]) -> Script:
    """The script of three streams of blocks; the first scene is where it starts."""
    scene_list = tuple(_scene(block.value) for block in scenes)
    return Script(
        start=scene_list[0].key if scene_list else "",
        meters=tuple(
            Meter(_name(block.value["name"]), block.value["name"], block.value["start"]) for block in meters
        ),
        scenes=scene_list,
        endings=tuple(_ending(block.value) for block in endings),
    )


def _name(value: Any) -> str:
    """Names are compared without regard for capitals and spaces around them."""
    return str(value or "").strip().lower()


def _scene(value: Any) -> Scene:
    name = _name(value["name"])
    return Scene(
        key=name,
        text=_html(value["text"]),
        later=value["later"] or "",
        choices=tuple(
            _choice(child.value, child.id or f"{name}/{number}")
            for number, child in enumerate(value["choices"].bound_blocks, start=1)
        ),
    )


def _choice(value: Any, key: str) -> Choice:
    effects: dict[str, int] = {}
    for effect in value["effects"]:
        meter = _name(effect["meter"])
        effects[meter] = effects.get(meter, 0) + effect["change"]
    return Choice(
        key=key,
        text=_html(value["text"]),
        goes_to=_name(value["goes_to"]),
        feedback=_html(value["feedback"]),
        effects=effects,
        mark=_name(value["mark"]),
        conditions=tuple(
            Condition(Asks(each["test"]), _name(each["of"]), each["value"] or 0)
            for each in value["conditions"]
        ),
    )


def _ending(value: Any) -> Ending:
    return Ending(
        key=_name(value["name"]),
        kind=EndingKind(value["kind"]),
        title=value["title"],
        text=_html(value["text"]),
        key_point=_html(value["key_point"]),
        levels={each["indicator"]: int(each["proficiency_level"]) for each in value["levels"]},
    )


def _html(value: Any) -> str:
    """Rich text as it is stored: the four words are filled in when it is shown."""
    return str(getattr(value, "source", value) or "")
