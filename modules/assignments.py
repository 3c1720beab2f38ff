"""What may happen to a workplace assignment, and when a module is wholly done. Pure."""

from collections.abc import Mapping
from typing import Final

from modules.models.assignments import HandInState
from modules.models.pages import AssignmentReader
from organisations.enums import Role

MAX_FILES: Final = 5
MAX_TEXT: Final = 20_000
MAX_REMARK: Final = 2_000

# Hers to write in: nobody reads along while it is.
OPEN: Final = frozenset({HandInState.DRAFT, HandInState.MORE_ASKED, HandInState.WITHDRAWN})
# Whoever was asked to look along sees it.
SHOWN: Final = frozenset({HandInState.HANDED_IN, HandInState.MORE_ASKED, HandInState.SIGNED_OFF})


def may_write(state: str) -> bool:
    """May she change her text and files?"""
    return state in OPEN


def may_withdraw(state: str) -> bool:
    """May she take it back? Not once it is signed off, nor before it was handed in."""
    return state in {HandInState.HANDED_IN, HandInState.MORE_ASKED}


def may_judge(state: str, *, asks_trainer: bool, owner_id: int, by_id: int) -> bool:
    """May a trainer ask for more, or sign off? Only what was given to her, and never her own."""
    return state == HandInState.HANDED_IN and asks_trainer and owner_id != by_id


def roles_to_ask(assignment_reader: str) -> tuple[str, ...]:
    """Who can be asked to look along at the assignment of a module (source: roles.yaml, praktijkopdracht).

    A team leader only where the assignment is about her; a colleague-in-training when somebody wants a reaction.
    """
    near = (Role.PRACTICE_TRAINER, Role.LEARNER)
    return (*near, Role.TEAM_LEADER) if assignment_reader == AssignmentReader.TEAM_LEADER else near


def is_whole(
    *,
    online_done: bool,
    has_assignment: bool,
    asks_sign_off: bool,
    ticked: bool,
    signed_off: bool,
    is_wholly_kept: bool,
) -> bool:
    """Is a module wholly done: all steps, and its assignment as the module asks it?

    `is_wholly_kept` says that nothing belongs to it that this portal doesn't keep (a training, a discussion).
    """
    assignment_done = (signed_off if asks_sign_off else ticked) if has_assignment else True
    return is_wholly_kept and online_done and assignment_done


STANDS: Final[Mapping[str, str]] = {
    HandInState.HANDED_IN: "tag--brand",
    HandInState.MORE_ASKED: "tag--warn",
    HandInState.SIGNED_OFF: "tag--ok",
}
