"""How far an organisation is with its own texts. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LONGEST_TEXT = 1000


class Standing(StrEnum):
    """How the answer to a question stands."""

    EMPTY = "empty"
    FILLED = "filled"
    CHANGED = "changed"  # the question became another one since


def standing_of(text: str, asked: str, question: str) -> Standing:
    """An answer is changed-under when its question reads otherwise than when it was given."""
    if not text.strip():
        return Standing.EMPTY
    return Standing.FILLED if asked == question else Standing.CHANGED


@dataclass(frozen=True)
class Meter:
    """How many of the questions have an answer, and how many of those ask for a look."""

    filled: int
    total: int
    changed: int

    @property
    def percentage(self) -> int:
        """Whole per cents, rounded down: 100 means all."""
        return self.filled * 100 // self.total if self.total else 100


def meter(standings: Iterable[Standing]) -> Meter:
    """The meter of these questions; one that changed counts as filled."""
    all_of_them = list(standings)
    filled = sum(each is not Standing.EMPTY for each in all_of_them)
    changed = sum(each is Standing.CHANGED for each in all_of_them)
    return Meter(filled, len(all_of_them), changed)
