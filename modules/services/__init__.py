"""What changes: answers, progress, feedback, plays of a case. Every verb is one transaction."""

from modules.services.answering import (
    NotFinished,
    Saved,
    StaleAnswer,
    complete_selfscan_steps,
    complete_step,
    forget_quiz_results,
    save_answer,
    save_feedback,
    tick_assignment,
    tick_step,
    wipe_answers,
)
from modules.services.pages import let_go_of_page
from modules.services.plays import StaleChoice, choose_in_case, forget_plays, start_play, wipe_plays

__all__ = [
    "NotFinished",
    "Saved",
    "StaleAnswer",
    "StaleChoice",
    "choose_in_case",
    "complete_selfscan_steps",
    "complete_step",
    "forget_plays",
    "forget_quiz_results",
    "let_go_of_page",
    "save_answer",
    "save_feedback",
    "start_play",
    "tick_assignment",
    "tick_step",
    "wipe_answers",
    "wipe_plays",
]
