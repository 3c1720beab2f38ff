"""Workplace assignments: writing, bringing files, handing in, looking along, signing off."""

from modules.services.assignments.drafting import Locked, Looks, StaleDraft, save_draft
from modules.services.assignments.files import (
    BadPiece,
    NotConfirmed,
    NotKept,
    Taken,
    WrongOffset,
    add_file,
    remove_file,
    take_piece,
)
from modules.services.assignments.forgetting import forget_assignments, wipe_assignments
from modules.services.assignments.handing import NobodyAsked, NothingThere, hand_in, take_back
from modules.services.assignments.looking import NewerVersion, Passed, ask_for_more, react, sign_off

__all__ = [
    "BadPiece",
    "Locked",
    "Looks",
    "NewerVersion",
    "NobodyAsked",
    "NotConfirmed",
    "NotKept",
    "NothingThere",
    "Passed",
    "StaleDraft",
    "Taken",
    "WrongOffset",
    "add_file",
    "ask_for_more",
    "forget_assignments",
    "hand_in",
    "react",
    "remove_file",
    "save_draft",
    "sign_off",
    "take_back",
    "take_piece",
    "wipe_assignments",
]
