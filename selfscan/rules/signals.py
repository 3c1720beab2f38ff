"""Extra signals of the scan, and the start route for who has not guided anyone yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from selfscan.rules.evidence import Estimate, Piece

HIGH_ITEMS = 28
EMPTY_STATEMENTS = 16
SITUATION_DISTANCE = 1
BOUNDARY_INDICATORS = ("I8.4", "I6.4")
BOUNDARY_LEVEL = 2


def takes_start_route(not_experienced: Collection[str]) -> bool:
    """Say whether so many statements were never experienced that the start route comes first."""
    return len(not_experienced) >= EMPTY_STATEMENTS


def signals_of(
    pieces: Iterable[Piece], estimates: Mapping[str, Estimate], not_experienced: Collection[str]
) -> tuple[str, ...]:
    """Return the codes of all signals that hold, in the order of the scan's rules."""
    statements, situations = [], []
    for piece in pieces:
        if piece.source == "self":
            statements.append(piece.proficiency_level)
        elif piece.source == "case" and piece.item:
            situations.append(piece.proficiency_level)
    found = {
        "alles_hoog": sum(level >= 3 for level in (*statements, *situations)) >= HIGH_ITEMS,
        "alles_leeg": takes_start_route(not_experienced),
        "stelling_versus_situatie": _differ(statements, situations),
        "grens": any(_is_low(estimates.get(key)) for key in BOUNDARY_INDICATORS),
    }
    return tuple(code for code, holds in found.items() if holds)


def _differ(statements: list[int], situations: list[int]) -> bool:
    if not statements or not situations:
        return False
    distance = Fraction(sum(statements), len(statements)) - Fraction(sum(situations), len(situations))
    return distance >= SITUATION_DISTANCE


def _is_low(estimate: Estimate | None) -> bool:
    return estimate is not None and estimate.shown is not None and estimate.shown <= BOUNDARY_LEVEL
