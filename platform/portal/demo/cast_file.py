"""What stands in `fixtures/cast.yaml`: checked before the demo is made."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from competences.fixtures import Where, flag, identifier, list_of, mapping, one_of, read, text, whole
from competences.loading import Fault
from organisations.enums import REGION_ROLES, Role
from people.rules import name_fault

CAST_FILE = "cast.yaml"
# The cast came so long ago: nobody did anything before that.
JOINED_DAYS_AGO = 60
# The scene gives these two a start of their own.
ON_STAGE = ("fatma", "daan")

days = whole(1, JOINED_DAYS_AGO)


def _person_name(value: Any, where: Where) -> None:
    if not isinstance(value, str) or name_fault(value):
        where.fault(f"not a name of somebody: {value!r}")


def _address(value: Any, where: Where) -> None:
    try:
        validate_email(value)
    except ValidationError:
        where.fault(f"not an e-mail address: {value!r}")


def _guest(value: Any, where: Where) -> None:
    """Somebody of the group: at work with so many modules, or invited so many days ago."""
    is_invited = isinstance(value, dict) and "invited_days_ago" in value
    either: Any = {"invited_days_ago": days} if is_invited else {"modules": whole(), "shares": flag}
    check = mapping(
        {"local": identifier, "name": _person_name, **either}, {"bounced": flag} if is_invited else {}
    )
    check(value, where)


FILES_OF_WORK = ("photo", "sound")
_WRITTEN = mapping({"key": identifier, "text": text(paragraphs=True)})
ASSIGNMENT = mapping(
    {"who": identifier, "module": text(longest=8), "days_ago": days, "text": text()},
    {
        **dict.fromkeys(FILES_OF_WORK, text(longest=80)),
        "looks": mapping({}, {"learner": identifier, "team_leader": identifier}),
        "reaction": mapping({"by": identifier, "text": text()}),
        "question": text(),
        "signed": text(),
    },
)

CAST = mapping(
    {
        "version": text(),
        "password": text(),
        "members": list_of(
            mapping(
                {
                    "local": identifier,
                    "name": _person_name,
                    "roles": list_of(one_of([role for role in Role if role not in REGION_ROLES]), minimum=1),
                    "note": text(),
                },
                {"is_help_contact": flag, "team": text(longest=120)},
            ),
            minimum=1,
        ),
        "region": list_of(
            mapping(
                {
                    "email": _address,
                    "name": _person_name,
                    "roles": list_of(one_of(sorted(REGION_ROLES)), minimum=1),
                    "note": text(),
                }
            ),
            minimum=1,
        ),
        "case_authors": list_of(identifier),
        "group": mapping(
            {
                "name": text(longest=80),
                "trainer": identifier,
                "second_trainer": identifier,
                "people": list_of(_guest),
            }
        ),
        "brought_cases": list_of(
            mapping(
                {
                    "house": identifier,
                    "by": identifier,
                    "title": text(longest=120),
                    "happened": text(),
                    "dilemma": text(),
                    "question": text(),
                    "days_ago": days,
                },
                {
                    "gives_name": flag,
                    "thanked_by": identifier,
                    "thanks": text(),
                    "asks": text(),
                    "became": identifier,
                    "published_days_ago": days,
                },
            )
        ),
    },
    {
        "daan_writes": list_of(mapping({"step": text(), "texts": list_of(_WRITTEN)})),
        "assignments": list_of(ASSIGNMENT),
    },
)


def cast_faults(directory: Path) -> list[Fault]:
    """Every fault in the demo cast; who is named somewhere has to be among the members."""
    faults: list[Fault] = []
    content = read(directory, CAST_FILE, faults)
    if content:
        CAST(content, Where(CAST_FILE, faults))
    return faults or [*_people_who_are_not_there(content), *_files_that_are_not_there(content, directory)]


def _files_that_are_not_there(cast: dict[str, Any], directory: Path) -> list[Fault]:
    faults = []
    for row in cast.get("assignments", ()):
        for kind in row.keys() & FILES_OF_WORK:
            place, name = f"assignments/{row['who']}/{kind}", row[kind]
            if Path(name).name != name:
                faults.append(Fault(CAST_FILE, place, f"no bare file name: {name}"))
            elif not (directory / "assignments" / name).is_file():
                faults.append(Fault(CAST_FILE, place, f"there is no file {name}"))
    return faults


def _people_who_are_not_there(cast: dict[str, Any]) -> list[Fault]:
    roles = {row["local"]: row["roles"] for row in cast["members"]}
    group, faults = cast["group"], []
    for local in ON_STAGE:
        if local not in roles:
            faults.append(Fault(CAST_FILE, "members", f"{local} is missing"))
    for local in cast["case_authors"]:
        if local not in roles:
            faults.append(Fault(CAST_FILE, f"case_authors/{local}", "is none of the members"))
    faults += _bringers_who_are_not_there(cast, roles)
    for name in ("trainer", "second_trainer"):
        if Role.PRACTICE_TRAINER not in roles.get(group[name], ()):
            faults.append(Fault(CAST_FILE, f"group/{name}", f"{group[name]} is no practice trainer"))
    for row in group["people"]:
        if row["local"] in roles:
            faults.append(Fault(CAST_FILE, f"group/people/{row['local']}", "is among the members too"))
    faults += _who_cannot_hand_in(cast, roles)
    return faults


def _bringers_who_are_not_there(cast: dict[str, Any], roles: dict[str, Any]) -> list[Fault]:
    named = {
        local for row in cast["brought_cases"] for local in (row["by"], row.get("thanked_by", row["by"]))
    }
    return [
        Fault(CAST_FILE, f"brought_cases/{local}", "is none of the members")
        for local in sorted(named - roles.keys())
    ]


def _who_cannot_hand_in(cast: dict[str, Any], roles: dict[str, list[str]]) -> list[Fault]:
    learns = {row["local"] for row in cast["group"]["people"] if "modules" in row}
    learns |= {local for local, held in roles.items() if Role.SUPERVISOR in held}
    return [
        Fault(CAST_FILE, f"assignments/{row['who']}", "does not take part")
        for row in cast.get("assignments", ())
        if row["who"] not in learns
    ]
