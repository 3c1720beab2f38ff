"""How long a scan is: what somebody reads before she begins. Pure functions on facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from selfscan.rules.facts import ItemFact

# Whole seconds to read and answer one: a short sentence, and a situation with four ways to act.
STATEMENT_SECONDS, SITUATION_SECONDS = 25, 40


@dataclass(frozen=True)
class ScanLength:
    """How many questions of each kind, and how many whole minutes they take together, one at least."""

    statements: int
    situations: int
    minutes: int

    @property
    def questions(self) -> int:
        """All of them."""
        return self.statements + self.situations


def length_of(items: Sequence[ItemFact]) -> ScanLength:
    """Count the questions of a scan, and estimate its minutes."""
    statements = sum(item.is_statement for item in items)
    situations = len(items) - statements
    seconds = statements * STATEMENT_SECONDS + situations * SITUATION_SECONDS
    return ScanLength(statements, situations, max(1, (seconds + 30) // 60))
