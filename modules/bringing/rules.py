"""How it is with a case that was brought in: pure functions on plain values."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a case that was brought in stands."""

    BROUGHT = "brought"
    READ = "read"
    ASKED = "asked"
    IN_THE_MAKING = "in_the_making"
    PUBLISHED = "published"
    TAKEN_OFF = "taken_off"
    NOT_USED = "not_used"
    WITHDRAWN = "withdrawn"


OVER = frozenset({Stage.PUBLISHED, Stage.TAKEN_OFF, Stage.NOT_USED, Stage.WITHDRAWN})


@dataclass(frozen=True)
class Facts:
    """What the stage follows from."""

    is_withdrawn: bool = False
    was_published: bool = False
    is_online: bool = False
    is_declined: bool = False
    has_open_question: bool = False
    has_draft: bool = False
    was_read: bool = False


def stage_of(facts: Facts) -> Stage:
    """The stage: what ended it comes first, then what waits for the bringer, then what was done last."""
    if facts.is_withdrawn:
        return Stage.WITHDRAWN
    if facts.was_published:
        return Stage.PUBLISHED if facts.is_online else Stage.TAKEN_OFF
    if facts.is_declined:
        return Stage.NOT_USED
    if facts.has_open_question:
        return Stage.ASKED
    if facts.has_draft:
        return Stage.IN_THE_MAKING
    return Stage.READ if facts.was_read else Stage.BROUGHT


def may_withdraw(stage: Stage) -> bool:
    """May she take it back? As long as nobody else reads it and it wasn't put aside."""
    return stage not in OVER


def may_be_handled(stage: Stage) -> bool:
    """May an author still thank, ask, make or decline?"""
    return stage not in OVER
