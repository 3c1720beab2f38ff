"""What the fixtures of modules, steps, cases and trainings look like."""

import re
from typing import Any

from competences.fixtures import Check, Where, flag, identifier, list_of, mapping, one_of, text, whole
from modules.casework.script import EndingKind
from modules.conversion import STEP_TYPES
from modules.models.pages import AssignmentReader, DiscussionReach, Exemption
from organisations.words import TERM_OF_DUTCH

MODULES_FILE = "modules.yaml"
CASES_FILE = "cases.yaml"
TRAININGS_FILE = "trainings.yaml"
PLAIN = text()


def title(value: Any, where: Where) -> None:
    """Plain text that every organisation reads as it is, so it names none of the four words."""
    text(longest=120)(value, where)
    for found in TERM_OF_DUTCH if isinstance(value, str) else ():
        if re.search(rf"(?<![{{])\b{found}\b", value, re.IGNORECASE):
            where.fault(f"{found}: each organisation has its own word for this")


RICH = text(words="singular")
RICH_LONG = text(words="singular", paragraphs=True)
KEYS = list_of(identifier)
PARTS = ("online", "training", "case", "practice")
MODULE = mapping(
    {
        "key": identifier,
        "slug": identifier,
        "title": title,
        "phase": identifier,
        "always_do": flag,
        "summary": RICH,
        "learning_outcomes": list_of(RICH, minimum=1),
        "indicators": mapping({"core": list_of(identifier, minimum=1), "also": KEYS}),
        "minutes": mapping(dict.fromkeys(PARTS, whole())),
        "cases": KEYS,
        "assignment": mapping(
            {
                "title": title,
                "text": RICH_LONG,
                "evidence": list_of(one_of(["text", "audio", "file", "photo"])),
                "reader": one_of(AssignmentReader.values),
            }
        ),
        "required": KEYS,
        "advised": KEYS,
        "exemption": mapping(
            {"possible": one_of(Exemption.values)},
            {
                "reason": RICH,
                "drops": list_of(one_of(PARTS)),
                "keeps": list_of(one_of(PARTS)),
                "evidence": list_of(RICH),
                "assessor": one_of(["practice_trainer", "trainer"]),
            },
        ),
    }
)
STEP = mapping(
    {
        "code": identifier,
        "slug": identifier,
        "type": one_of(STEP_TYPES),
        "title": title,
        "minutes": whole(1),
        "intro": RICH,
        "block": lambda value, where: None,  # checked by its type, see check_step_body
    },
    {"key_points": list_of(RICH, minimum=1)},
)
STEPS = mapping(
    {"version": PLAIN, "module": identifier, "steps": list_of(STEP, minimum=1)},
    {
        "image_notes": list_of(mapping({"step": identifier, "picture": PLAIN, "alt": PLAIN})),
        "organisation_slots": list_of(
            mapping({"step": identifier, "key": identifier, "question": RICH, "hint": RICH})
        ),
    },
)
NUMBER = whole(-100)


def effects(value: Any, where: Where) -> None:
    """What a choice does to the meters: a figure per meter."""
    for name, amount in value.items() if isinstance(value, dict) else [("", None)]:
        NUMBER(amount, where.at(name))


def levels(value: Any, where: Where) -> None:
    """Which behaviour an ending shows: 1 to 4 per indicator."""
    if not isinstance(value, dict):
        where.fault("not a mapping")
        return
    for key, level in value.items():
        one_of((1, 2, 3, 4))(level, where.at(str(key)))


BRANCHING = mapping(
    {
        "meters": list_of(mapping({"key": identifier, "name": PLAIN, "start": whole()})),
        "start": identifier,
        "nodes": list_of(
            mapping(
                {
                    "key": identifier,
                    "text": RICH,
                    "choices": list_of(
                        mapping(
                            {
                                "key": identifier,
                                "text": RICH,
                                "next": identifier,
                                "effects": effects,
                                "feedback": RICH,
                            }
                        ),
                        minimum=2,
                    ),
                }
            ),
            minimum=1,
        ),
        "endings": list_of(
            mapping(
                {
                    "key": identifier,
                    "kind": one_of(kind.value for kind in EndingKind),
                    "title": PLAIN,
                    "text": RICH,
                    "key_point": RICH,
                    "levels": levels,
                }
            ),
            minimum=1,
        ),
    }
)
CASE = mapping(
    {
        "key": identifier,
        "slug": identifier,
        "title": title,
        "phase": identifier,
        "modules": KEYS,
        "indicators": KEYS,
        "setting": PLAIN,
        "situation": RICH_LONG,
        "dilemma": RICH_LONG,
        "questions": list_of(mapping({"key": identifier, "text": RICH}), minimum=1),
        "insights": list_of(RICH),
        "guide_note": RICH_LONG,
    },
    {"branching": BRANCHING, "discussion": one_of(DiscussionReach.values)},
)
DISCUSSION_FORM = mapping(
    {
        "key": identifier,
        "name": PLAIN,
        "minutes": whole(5),
        "group": PLAIN,
        "steps": list_of(mapping({"key": identifier, "text": RICH}, {"minutes": whole(1)}), minimum=1),
    },
    {"caution": RICH},
)
FILES: dict[str, Check] = {
    MODULES_FILE: mapping({"version": PLAIN, "modules": list_of(MODULE, minimum=1)}),
    CASES_FILE: mapping(
        {
            "version": PLAIN,
            "discussion_forms": list_of(DISCUSSION_FORM),
            "ground_rules": list_of(RICH),
            "cases": list_of(CASE),
        }
    ),
    TRAININGS_FILE: mapping(
        {
            "version": PLAIN,
            "trainings": list_of(
                mapping(
                    {
                        "key": identifier,
                        "title": title,
                        "minutes": whole(1),
                        "modules": KEYS,
                        "methods": list_of(PLAIN),
                        "trainers": whole(1),
                        "with_actor": flag,
                    }
                )
            ),
        }
    ),
}


def steps_file(module_key: str) -> str:
    """The file with the steps of a module."""
    return f"steps/{module_key}.yaml"
