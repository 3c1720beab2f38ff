"""Reads that are used more than once, or that must stay few."""

from modules.queries.curriculum import ModuleFacts, module_facts, published_module, published_modules
from modules.queries.plays import (
    BATCH,
    Counts,
    counts_of,
    forget_scored_cases,
    newest_play,
    scored_cases,
    told_plays,
)
from modules.queries.progress import may_complete, progress_of, quiz_round, right_options, slots_of
from modules.queries.searching import (
    SEARCH_LENGTH,
    case_index,
    modules_matching,
    published_case,
    published_cases,
    steps_matching,
)
from modules.queries.steps import (
    ModuleRef,
    module_of,
    next_step,
    preparing_steps,
    published_step,
    scan_steps_of,
    steps_of,
    steps_of_types,
    steps_with_state,
)

__all__ = [
    "BATCH",
    "SEARCH_LENGTH",
    "Counts",
    "ModuleFacts",
    "ModuleRef",
    "case_index",
    "counts_of",
    "forget_scored_cases",
    "may_complete",
    "module_facts",
    "module_of",
    "modules_matching",
    "newest_play",
    "next_step",
    "preparing_steps",
    "progress_of",
    "published_case",
    "published_cases",
    "published_module",
    "published_modules",
    "published_step",
    "quiz_round",
    "right_options",
    "scan_steps_of",
    "scored_cases",
    "slots_of",
    "steps_matching",
    "steps_of",
    "steps_of_types",
    "steps_with_state",
    "told_plays",
]
