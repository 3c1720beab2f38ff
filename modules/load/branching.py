"""From a branching case in the fixtures to the streams that an author edits."""

from collections.abc import Mapping
from typing import Any

from modules.blocks import LONG_FEATURES, SHORT_FEATURES
from modules.conversion import stable_id
from modules.richtext import rich_text

Stream = list[dict[str, Any]]


def case_streams(key: str, branching: Mapping[str, Any] | None) -> dict[str, Stream]:
    """Meters, scenes and endings of a case; all empty when it isn't played."""
    if branching is None:
        return {"meters": [], "scenes": [], "endings": []}
    names = {meter["key"]: meter["name"] for meter in branching["meters"]}
    return {
        "meters": [
            _block("meter", f"{key}/{meter['key']}", {"name": meter["name"], "start": meter["start"]})
            for meter in branching["meters"]
        ],
        "scenes": [
            _block("scene", f"{key}/{node['key']}", _scene(f"{key}/{node['key']}", node, names))
            for node in branching["nodes"]
        ],
        "endings": [
            _block("ending", f"{key}/{ending['key']}", _ending(f"{key}/{ending['key']}", ending))
            for ending in branching["endings"]
        ],
    }


def _scene(path: str, node: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": node["key"],
        "later": "",
        "text": rich_text(node["text"], LONG_FEATURES, f"{path}/text"),
        "choices": [
            _block("item", f"{path}/{choice['key']}", _choice(f"{path}/{choice['key']}", choice, names))
            for choice in node["choices"]
        ],
    }


def _choice(path: str, choice: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "text": rich_text(choice["text"], SHORT_FEATURES, f"{path}/text"),
        "goes_to": choice["next"],
        "feedback": rich_text(choice["feedback"], SHORT_FEATURES, f"{path}/feedback"),
        "effects": [
            _block("item", f"{path}/{meter}", {"meter": names[meter], "change": change})
            for meter, change in choice["effects"].items()
        ],
        "mark": "",
        "conditions": [],
    }


def _ending(path: str, ending: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": ending["key"],
        "kind": ending["kind"],
        "title": ending["title"],
        "text": rich_text(ending["text"], LONG_FEATURES, f"{path}/text"),
        "key_point": rich_text(ending["key_point"], SHORT_FEATURES, f"{path}/key_point"),
        "levels": [
            _block("item", f"{path}/{indicator}", {"indicator": indicator, "proficiency_level": str(level)})
            for indicator, level in ending["levels"].items()
        ],
    }


def _block(kind: str, path: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": stable_id(path)}
