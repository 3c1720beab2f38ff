"""Reads of the scan and the path."""

from selfscan.queries.definitions import (
    StoredScan,
    current_version,
    forget_definitions,
    planning_definition,
    published_facts,
    published_page,
    stored_scan,
)
from selfscan.queries.evidence import (
    answer_pieces,
    cases_to_play,
    chosen_modules,
    counting_evidence,
    followed_module,
    pieces_of,
    plan_input,
    voices_of,
)
from selfscan.queries.policy import decisions_here, mandatory_modules
from selfscan.queries.runs import (
    answers_of,
    finished_run,
    level_texts,
    open_run,
    open_run_with_answers,
    run_to_finish,
)
from selfscan.queries.shares import ScanState, open_shares, scan_states, shared_words
from selfscan.queries.standing import (
    Standing,
    earlier_result,
    fetched_preference,
    known_moments,
    latest_paths,
    moments_of,
    preference_of,
    standing_of,
)

__all__ = [
    "ScanState",
    "Standing",
    "StoredScan",
    "answer_pieces",
    "answers_of",
    "cases_to_play",
    "chosen_modules",
    "counting_evidence",
    "current_version",
    "decisions_here",
    "earlier_result",
    "fetched_preference",
    "finished_run",
    "followed_module",
    "forget_definitions",
    "known_moments",
    "latest_paths",
    "level_texts",
    "mandatory_modules",
    "moments_of",
    "open_run",
    "open_run_with_answers",
    "open_shares",
    "pieces_of",
    "plan_input",
    "planning_definition",
    "preference_of",
    "published_facts",
    "published_page",
    "run_to_finish",
    "scan_states",
    "shared_words",
    "standing_of",
    "stored_scan",
    "voices_of",
]
