"""Screens as plain values: stored codes become words, links and sentences in the reader's own voice."""

from selfscan.presentation.path import (
    ADVICE_TONES,
    NO_POLICY,
    PathLine,
    PathScreen,
    arrange_stored,
    path_screen,
)
from selfscan.presentation.result import CompetenceLine, IndicatorLine, result_lines, signal_texts
from selfscan.presentation.sharing import ShareLine, said_of_share, share_form, share_lines
from selfscan.presentation.situation import Situation, situation_of

__all__ = [
    "ADVICE_TONES",
    "NO_POLICY",
    "CompetenceLine",
    "IndicatorLine",
    "PathLine",
    "PathScreen",
    "ShareLine",
    "Situation",
    "arrange_stored",
    "path_screen",
    "result_lines",
    "said_of_share",
    "share_form",
    "share_lines",
    "signal_texts",
    "situation_of",
]
