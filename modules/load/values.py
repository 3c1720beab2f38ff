"""The fields and links of each kind of page, made from the fixtures."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from competences.models import Indicator, Phase
from modules.blocks import LONG_FEATURES, SHORT_FEATURES
from modules.conversion import stable_id, step_body
from modules.load.branching import case_streams
from modules.load.shapes import PARTS
from modules.models.pages import (
    LIST_FEATURES,
    DependencyKind,
    DiscussionReach,
    IndicatorWeight,
    ModulePage,
    Training,
)
from modules.richtext import rich_text


@dataclass
class Context:
    """What pages refer to, by key."""

    phases: dict[str, Phase]
    indicators: dict[str, Indicator]
    trainings: dict[str, Training] = field(default_factory=dict)
    modules: dict[str, ModulePage] = field(default_factory=dict)


def bullets(points: list[str]) -> str:
    """Points in the fixtures' notation of a list."""
    return "\n".join(f"- {point}" for point in points)


def module_values(module: dict[str, Any], training: str) -> Callable[[Context], dict[str, Any]]:
    """The fields of a module."""

    def values(context: Context) -> dict[str, Any]:
        key, assignment, minutes = module["key"], module["assignment"], module["minutes"]
        terms = {name: value for name, value in module["exemption"].items() if name != "possible"}
        return {
            "key": key,
            "phase": context.phases[module["phase"]],
            "always_do": module["always_do"],
            "summary": rich_text(module["summary"], SHORT_FEATURES, f"{key}/summary"),
            "learning_outcomes": rich_text(
                bullets(module["learning_outcomes"]), LIST_FEATURES, f"{key}/learning_outcomes"
            ),
            **{f"minutes_{part}": minutes[part] for part in PARTS},
            "assignment_title": assignment["title"],
            "assignment_text": rich_text(assignment["text"], LONG_FEATURES, f"{key}/assignment"),
            "assignment_reader": assignment["reader"],
            "assignment_evidence": assignment["evidence"],
            "training": context.trainings.get(training),
            "exemption": module["exemption"]["possible"],
            "exemption_terms": terms,
        }

    return values


def module_links(module: dict[str, Any]) -> Callable[[Context], dict[str, list[dict[str, Any]]]]:
    """The indicators of a module, and the modules that come before it."""

    def links(context: Context) -> dict[str, list[dict[str, Any]]]:
        return {
            "indicator_links": [
                {"indicator": context.indicators[key], "weight": weight}
                for weight in IndicatorWeight.values
                for key in module["indicators"][weight]
            ],
            "dependencies": [
                {"needed": context.modules[key], "kind": kind}
                for kind in DependencyKind.values
                for key in module[kind]
                if key in context.modules
            ],
        }

    return links


def step_values(step: dict[str, Any], slots: list[dict[str, Any]]) -> Callable[[Context], dict[str, Any]]:
    """The fields of a step."""

    def values(context: Context) -> dict[str, Any]:
        code = step["code"]
        points = step.get("key_points")
        return {
            "code": code,
            "intro": rich_text(step["intro"], SHORT_FEATURES, f"{code}/intro"),
            "minutes": step["minutes"],
            "body": step_body(step),
            "key_points": rich_text(bullets(points), LIST_FEATURES, f"{code}/key_points") if points else "",
            "slots": [step_slot(code, slot) for slot in slots],
        }

    return values


def step_slot(step_code: str, slot: dict[str, Any]) -> dict[str, Any]:
    """A question to the organisations, as its stream stores it."""
    path = f"{step_code}/slots/{slot['key']}"
    texts = {name: rich_text(slot[name], SHORT_FEATURES, f"{path}/{name}") for name in ("question", "hint")}
    return {"type": "slot", "value": texts, "id": stable_id(path)}


def case_values(case: dict[str, Any]) -> Callable[[Context], dict[str, Any]]:
    """The fields of a case."""

    def values(context: Context) -> dict[str, Any]:
        key = case["key"]
        texts = {
            "situation": case["situation"],
            "dilemma": case["dilemma"],
            "insights": bullets(case["insights"]),
            "guide_note": case["guide_note"],
        }
        return {
            "key": key,
            "phase": context.phases[case["phase"]],
            "setting": case["setting"],
            "questions": [case_question(key, question) for question in case["questions"]],
            "discussion_reach": case.get("discussion", DiscussionReach.ORGANISATION),
            **case_streams(key, case.get("branching")),
            **{name: rich_text(content, LONG_FEATURES, f"{key}/{name}") for name, content in texts.items()},
        }

    return values


def case_question(case_key: str, question: dict[str, str]) -> dict[str, Any]:
    """A question of a case, as its stream stores it."""
    path = f"{case_key}/{question['key']}"
    value = rich_text(question["text"], SHORT_FEATURES, path)
    return {"type": "question", "value": value, "id": stable_id(path)}


def case_links(case: dict[str, Any]) -> Callable[[Context], dict[str, list[dict[str, Any]]]]:
    """The indicators and modules of a case."""

    def links(context: Context) -> dict[str, list[dict[str, Any]]]:
        return {
            "indicator_links": [{"indicator": context.indicators[key]} for key in case["indicators"]],
            "module_links": [
                {"module": context.modules[key]} for key in case["modules"] if key in context.modules
            ],
        }

    return links


def case_index_values(content: dict[str, Any]) -> Callable[[Context], dict[str, Any]]:
    """The ground rules and the ways to discuss a case."""

    def values(context: Context) -> dict[str, Any]:
        return {
            "ground_rules": rich_text(bullets(content["ground_rules"]), LIST_FEATURES, "cases/ground_rules"),
            "discussion_forms": [discussion_form(form) for form in content["discussion_forms"]],
        }

    return values


def discussion_form(form: dict[str, Any]) -> dict[str, Any]:
    """One way to discuss a case, as its block stores it."""
    path = f"cases/{form['key']}"
    steps = [
        {
            "type": "item",
            "value": rich_text(step["text"], SHORT_FEATURES, f"{path}/{step['key']}"),
            "id": stable_id(f"{path}/{step['key']}"),
        }
        for step in form["steps"]
    ]
    caution = form.get("caution", "")
    minutes = [
        {"type": "item", "value": step["minutes"], "id": stable_id(f"{path}/{step['key']}/minutes")}
        for step in form["steps"]
        if "minutes" in step
    ]
    value = {
        "name": form["name"],
        "minutes": form["minutes"],
        "group": form["group"],
        "steps": steps,
        "step_minutes": minutes if len(minutes) == len(steps) else [],
        "caution": rich_text(caution, SHORT_FEATURES, f"{path}/caution") if caution else "",
    }
    return {"type": "form", "value": value, "id": stable_id(path)}
