"""The screens of the scan and the path."""

from selfscan.views.path import (
    learning_path,
    path_choice,
    path_move,
    path_situation,
)
from selfscan.views.policy import mandatory_edit, mandatory_list
from selfscan.views.result import scan_result, scan_share, scan_wipe
from selfscan.views.scan import scan_check, scan_provisional, scan_question, scan_start

__all__ = [
    "learning_path",
    "mandatory_edit",
    "mandatory_list",
    "path_choice",
    "path_move",
    "path_situation",
    "scan_check",
    "scan_provisional",
    "scan_question",
    "scan_result",
    "scan_share",
    "scan_start",
    "scan_wipe",
]
