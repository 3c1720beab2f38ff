"""What the demo's people wrote, in `fixtures/talk.yaml` and `fixtures/local_texts.yaml`: checked before anything is loaded.

First the shapes, whatever else is wrong; what they name only when all other fixtures are right.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from competences.fixtures import Check, Where, flag, identifier, list_of, mapping, one_of, read, text
from competences.loading import Fault
from modules.casework.talking import MAX_REASON, MAX_TEXT, may_read_others
from modules.load.shapes import CASES_FILE, MODULES_FILE, steps_file
from modules.local.rules import LONGEST_TEXT
from modules.models import DiscussionReach
from organisations.enums import Role
from portal.demo.cast_file import CAST_FILE, days
from theming.load import FILE as ORGANISATIONS_FILE

TALK_FILE, LOCAL_FILE = "talk.yaml", "local_texts.yaml"


def _somebody(value: Any, where: Where) -> None:
    """house/who."""
    parts = value.split("/") if isinstance(value, str) else []
    if len(parts) != 2 or not all(parts):
        where.fault(f"not an organisation and somebody of it, as in zonnehoek/ria: {value!r}")


def _with_a_reason(check: Check) -> Check:
    def checked(value: Any, where: Where) -> None:
        check(value, where)
        asks = isinstance(value, dict) and {"reported_by", "hidden_by"} & value.keys()
        if asks and "reason" not in value:
            where.fault("the field reason is missing")

    return checked


_TEXT = text(longest=MAX_TEXT, paragraphs=True)
_ANSWER = mapping(
    {
        "key": identifier,
        "case": identifier,
        "question": identifier,
        "at": identifier,
        "who": identifier,
        "days_ago": days,
        "text": _TEXT,
    },
    {
        "shows_name": flag,
        "recognised_by": list_of(_somebody),
        "reported_by": list_of(_somebody),
        "hidden_by": _somebody,
        "reason": text(longest=MAX_REASON),
    },
)
_REPLY = mapping(
    {"to": identifier, "at": identifier, "who": identifier, "days_ago": days, "text": _TEXT},
    {"role": one_of((Role.SUPERVISOR.value, Role.PRACTICE_TRAINER.value))},
)
TALK = mapping(
    {"version": text(), "contributions": list_of(_with_a_reason(_ANSWER)), "replies": list_of(_REPLY)}
)

_OWN_TEXT = text(longest=LONGEST_TEXT, paragraphs=True)


def _numbered(item: Check) -> Check:
    """A list in which one step may be named more than once."""

    def check(value: Any, where: Where) -> None:
        if not isinstance(value, list):
            where.fault("not a list")
            return
        for number, entry in enumerate(value, start=1):
            item(entry, where.at(_place(entry, number)))

    return check


def _place(entry: Any, number: int) -> str:
    parts = [entry[name] for name in ("step", "key") if name in entry] if isinstance(entry, dict) else []
    return "/".join(map(str, parts)) or f"#{number}"


LOCAL = mapping(
    {
        "version": text(),
        "organisations": _numbered(
            mapping(
                {
                    "organisation": identifier,
                    "by": identifier,
                    "slots": _numbered(
                        mapping(
                            {"step": identifier, "key": identifier, "text": _OWN_TEXT}, {"asked_then": text()}
                        )
                    ),
                    "notes": _numbered(mapping({"step": identifier, "text": _OWN_TEXT})),
                }
            )
        ),
    }
)
FILES = {TALK_FILE: TALK, LOCAL_FILE: LOCAL}


def shape_faults(directory: Path) -> list[Fault]:
    """What is wrong with the files by themselves."""
    faults: list[Fault] = []
    for name, check in FILES.items():
        if content := read(directory, name, faults):
            check(content, Where(name, faults))
    return faults


def reference_faults(directory: Path) -> list[Fault]:
    """Who and what they name and isn't there, or may not do this. Expects files without faults of shape."""
    faults: list[Fault] = []
    there = _There(directory)
    _check_talk(read(directory, TALK_FILE, []), there, Where(TALK_FILE, faults))
    _check_local(read(directory, LOCAL_FILE, []), there, Where(LOCAL_FILE, faults))
    return faults


class _There:
    """What the other fixtures have."""

    def __init__(self, directory: Path) -> None:
        self.houses = {row["id"] for row in read(directory, ORGANISATIONS_FILE, [])["organisations"]}
        cast = read(directory, CAST_FILE, [])
        self.roles: dict[str, list[str]] = {row["local"]: row["roles"] for row in cast["members"]}
        at_work = (row["local"] for row in cast["group"]["people"] if "modules" in row)
        self.roles |= {key: [Role.SUPERVISOR.value] for key in at_work}
        cases = read(directory, CASES_FILE, [])["cases"]
        self.questions = {case["key"]: {each["key"] for each in case["questions"]} for case in cases}
        self.to_all = {case["key"] for case in cases if case.get("discussion") == DiscussionReach.REGION}
        self.steps: dict[str, set[str]] = {}
        for module in read(directory, MODULES_FILE, [])["modules"]:
            file = read(directory, steps_file(module["key"]), [])
            self.steps |= {step["code"]: set() for step in file["steps"]}
            for slot in file.get("organisation_slots", []):
                self.steps[slot["step"]].add(slot["key"])

    def check_who(self, at: str, who: str, role: str, where: Where) -> None:
        """Is this somebody of the cast, in this role, at this organisation?"""
        if at not in self.houses:
            where.fault(f"unknown organisation: {at}")
        if role not in self.roles.get(who, ()):
            where.fault(f"{who} is nobody of the cast who is {role}")


def _check_talk(talk: dict[str, Any], there: _There, where: Where) -> None:
    answers = {row["key"]: row for row in talk["contributions"]}
    answered = {(row["case"], row["question"], row["at"], row["who"]) for row in answers.values()}
    for key, row in answers.items():
        at = where.at("contributions").at(key)
        there.check_who(row["at"], row["who"], Role.SUPERVISOR, at)
        if row["case"] not in there.questions:
            at.fault(f"unknown case: {row['case']}")
        elif row["question"] not in there.questions[row["case"]]:
            at.fault(f"unknown question of {row['case']}: {row['question']}")
        for house, who, role, place in _who_act(row, at):
            there.check_who(house, who, role, place)
            _check_sight(row, house, who, role, there, answered, place)
    for row in talk["replies"]:
        at = where.at("replies").at(f"{row['to']}/{row['who']}")
        role = row.get("role", Role.SUPERVISOR)
        there.check_who(row["at"], row["who"], role, at)
        if row["to"] not in answers:
            at.fault(f"unknown contribution: {row['to']}")
        else:
            _check_sight(answers[row["to"]], row["at"], row["who"], role, there, answered, at)


def _who_act(row: dict[str, Any], where: Where) -> Iterator[tuple[str, str, str, Where]]:
    """Who does something with a contribution: organisation, who, in which role, where it stands."""
    for name in ("recognised_by", "reported_by"):
        for each in row.get(name, ()):
            house, _slash, who = each.partition("/")
            yield house, who, Role.SUPERVISOR, where.at(name).at(each)
    if "hidden_by" in row:
        house, _slash, who = row["hidden_by"].partition("/")
        yield house, who, Role.PRACTICE_TRAINER, where.at("hidden_by").at(row["hidden_by"])


def _check_sight(
    row: dict[str, Any],
    house: str,
    who: str,
    role: str,
    there: _There,
    answered: set[tuple[str, str, str, str]],
    where: Where,
) -> None:
    """Who does something with a contribution has to be able to read it."""
    if house != row["at"] and row["case"] not in there.to_all:
        where.fault(f"reads nothing of {row['at']} about {row['case']}")
    has_answered = (row["case"], row["question"], house, who) in answered
    if not may_read_others(role, has_answered=has_answered):
        where.fault(f"did not answer {row['question']} of {row['case']}, and reads nothing of others")


def _check_local(content: dict[str, Any], there: _There, where: Where) -> None:
    for row in content["organisations"]:
        at = where.at("organisations").at(row["organisation"])
        if row["organisation"] not in there.houses:
            at.fault(f"unknown organisation: {row['organisation']}")
        if Role.ORG_ADMIN not in there.roles.get(row["by"], ()):
            at.at("by").fault(f"{row['by']} is nobody of the cast who is {Role.ORG_ADMIN}")
        seen: set[tuple[str, str]] = set()
        for name in ("slots", "notes"):
            for each in row[name]:
                place = at.at(name).at(_place(each, 0))
                this = (each["step"], each.get("key", ""))
                if this in seen:
                    place.fault("occurs twice")
                seen.add(this)
                if each["step"] not in there.steps:
                    place.fault(f"unknown step: {each['step']}")
                elif name == "slots" and each["key"] not in there.steps[each["step"]]:
                    place.fault(f"unknown question of {each['step']}: {each['key']}")
