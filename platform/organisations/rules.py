"""Who sees what of whom (source: the region's roles and sight, "standaard ziet een ander niets").

The board, the figures and the page "Mijn gegevens" all read this one table, so that what we promise
to people and what the screens show cannot drift apart.
"""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from organisations.enums import Role

# Sums and averages are shown from this many people on.
MINIMUM_GROUP = 5


class Subject(StrEnum):
    """A kind of data about a person that exists in the product."""

    NAME = "name"
    ACCOUNT = "account"
    SCAN_ANSWERS = "scan_answers"
    SCAN_DONE = "scan_done"
    SCAN_OUTCOME = "scan_outcome"
    LEARNING_PATH = "learning_path"
    PROGRESS = "progress"
    MODULE_ANSWERS = "module_answers"
    CASE_TALK = "case_talk"
    BROUGHT_CASES = "brought_cases"
    ATTENDANCE = "attendance"
    TAKEAWAYS = "takeaways"
    ASSIGNMENT = "assignment"
    SIGN_OFF = "sign_off"


class Sight(StrEnum):
    """How much of it somebody else sees."""

    NONE = "none"
    SHARED = "shared"
    WRITTEN = "written"
    STATUS = "status"
    COUNTS = "counts"
    MANAGE = "manage"


# What is not in this table is seen by the person herself only. The learning path stays with her until
# she can share it; a team leader sees names only as long as there are no trainings to roster.
SIGHT: Mapping[str, Mapping[Subject, Sight]] = {
    Role.PRACTICE_TRAINER: {
        Subject.NAME: Sight.STATUS,
        Subject.ACCOUNT: Sight.STATUS,
        Subject.SCAN_DONE: Sight.STATUS,
        Subject.SCAN_OUTCOME: Sight.SHARED,
        Subject.PROGRESS: Sight.STATUS,
        # What is written in the talk about a case is for whoever takes part in it (modules.casework.talking).
        Subject.CASE_TALK: Sight.WRITTEN,
        Subject.ATTENDANCE: Sight.STATUS,
        Subject.ASSIGNMENT: Sight.SHARED,
        Subject.SIGN_OFF: Sight.MANAGE,
    },
    Role.SUPERVISOR: {
        Subject.NAME: Sight.STATUS,
        Subject.CASE_TALK: Sight.WRITTEN,
        Subject.ATTENDANCE: Sight.STATUS,
        Subject.TAKEAWAYS: Sight.SHARED,
    },
    # Only what she was asked by name to look along at.
    Role.LEARNER: {Subject.ASSIGNMENT: Sight.SHARED},
    Role.TEAM_LEADER: {Subject.NAME: Sight.STATUS, Subject.ASSIGNMENT: Sight.SHARED},
    Role.ORG_ADMIN: {Subject.NAME: Sight.MANAGE, Subject.ACCOUNT: Sight.MANAGE},
    Role.CASE_AUTHOR: {Subject.BROUGHT_CASES: Sight.SHARED},
    Role.EDITOR: {Subject.BROUGHT_CASES: Sight.SHARED},
    Role.REGIONAL_COORDINATOR: {
        Subject.ACCOUNT: Sight.COUNTS,
        Subject.SCAN_DONE: Sight.COUNTS,
        Subject.PROGRESS: Sight.COUNTS,
    },
}

# What there is about everybody, and who sees it whatever her role.
SUBJECTS_OF_ANYBODY = (Subject.NAME, Subject.ACCOUNT)
SEES_ANYBODY = (Role.ORG_ADMIN,)
# What else there is about somebody who is no supervisor, and who sees it: a trainer writes and takes part along
# with supervisors; she and supervisors choose by name whom they ask, and trainers who looks after a group.
# Where the role is not in the table above for it, this is all that it sees: a name.
SIGHT_OF_OTHERS: Mapping[str, Mapping[Subject, frozenset[str]]] = {
    Role.PRACTICE_TRAINER: {
        Subject.NAME: frozenset({Role.SUPERVISOR, Role.PRACTICE_TRAINER}),
        Subject.CASE_TALK: frozenset({Role.SUPERVISOR, Role.PRACTICE_TRAINER}),
        Subject.ATTENDANCE: frozenset({Role.SUPERVISOR}),
        Subject.TAKEAWAYS: frozenset({Role.SUPERVISOR}),
    },
    Role.LEARNER: {Subject.NAME: frozenset({Role.SUPERVISOR})},
    Role.TEAM_LEADER: {Subject.NAME: frozenset({Role.SUPERVISOR})},
    # Of the people of an organisation the coordinator sees who manages it, and nobody else.
    Role.ORG_ADMIN: {Subject.NAME: frozenset({Role.REGIONAL_COORDINATOR})},
}


def sight_of(role: str, subject: Subject) -> Sight:
    """How much somebody in this role sees of this kind of data of another person."""
    return SIGHT.get(role, {}).get(subject, Sight.NONE)


def may_see_status(role: str, subject: Subject) -> bool:
    """May this role see, person by person, how far somebody is?"""
    return sight_of(role, subject) in {Sight.STATUS, Sight.MANAGE}


def may_see_when_shared(role: str, subject: Subject) -> bool:
    """May this role see it as soon as the person shares it with somebody in the role?"""
    return sight_of(role, subject) == Sight.SHARED


def onlookers(
    subject: Subject, *, of_roles: frozenset[str] = frozenset({Role.SUPERVISOR})
) -> list[tuple[str, Sight]]:
    """Every role that sees something of this kind of data of somebody with these roles, the closest first."""
    seeing = {role for each in of_roles for role in SIGHT_OF_OTHERS.get(each, {}).get(subject, ())}
    return [
        (role, sights.get(subject, Sight.STATUS))
        for role, sights in SIGHT.items()
        if role in seeing or (subject in sights and (Role.SUPERVISOR in of_roles or role in SEES_ANYBODY))
    ]


def subjects_of(roles: frozenset[str]) -> tuple[Subject, ...]:
    """The kinds of data that exist about somebody with these roles."""
    if Role.SUPERVISOR in roles:
        return tuple(Subject)
    found = {subject for role in roles for subject in SIGHT_OF_OTHERS.get(role, {})}
    return tuple(each for each in Subject if each in found or each in SUBJECTS_OF_ANYBODY)


def showable_counts(whole: int, parts: list[int]) -> list[int | None]:
    """The counts of one organisation that may be shown, None where one may not.

    `whole` people are counted. A count is left out when it, or its difference with a count that is
    shown, lies under five: then nobody's own answer follows from it, nor from everybody answering alike.
    """
    if whole < MINIMUM_GROUP:
        return [None] * len(parts)
    shown = [whole]
    result: list[int | None] = []
    for part in parts:
        is_safe = part >= MINIMUM_GROUP and all(abs(other - part) >= MINIMUM_GROUP for other in shown)
        result.append(part if is_safe else None)
        if is_safe:
            shown.append(part)
    return result


def may_correct_address(roles: list[str], *, has_been_used: bool, by_role: str) -> bool:
    """May somebody in `by_role` repair the address of who holds these roles here?

    Only as long as she never signed in here. An administrator repairs any; a practice trainer only that of
    a supervisor with no other role, so that she cannot send somebody else's role to an address of her choice.
    """
    if has_been_used:
        return False
    if by_role == Role.PRACTICE_TRAINER:
        return set(roles) == {Role.SUPERVISOR}
    return by_role == Role.ORG_ADMIN


def plain(text: str) -> str:
    """The text without capitals and accents, to search and sort by."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
