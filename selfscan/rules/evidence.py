"""Evidence and what follows from it per indicator and per competence, in exact fractions.

Source of the figures: the rule "from answers to a learning path" (docs/features/selfscan-and-path.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from selfscan.rules.facts import CompetenceFact, Definition

NORM = Fraction(3)
PRIOR = Fraction(11, 5)
CASE_WEIGHT = Fraction(3, 2)
OBSERVATION_WEIGHT = Fraction(2)
RATER_WEIGHT = Fraction(2)
CONVERSATION_WEIGHT = Fraction(4, 5)
CONVERSATION_DISTANCE = 2
CERTAINTY_WEIGHTS: Mapping[str, Fraction] = {
    "zeker": Fraction(1),
    "redelijk": Fraction(4, 5),
    "gok": Fraction(2, 5),
}
SEEN_WEIGHTS: Mapping[str, Fraction] = {
    "vaak": Fraction(1),
    "een_enkele_keer": Fraction(3, 5),
    "van_horen_zeggen": Fraction(3, 10),
}
RELATIONS = ("praktijkopleider", "collega", "collega_in_opleiding")
WORDS = (
    (Fraction(18, 5), "voorbeeld"),
    (Fraction(11, 4), "vakbekwaam"),
    (Fraction(7, 4), "groeiend"),
    (Fraction(1), "beginnend"),
)
LEVEL_WORDS: Mapping[int, str] = {1: "beginnend", 2: "groeiend", 3: "vakbekwaam", 4: "voorbeeld"}


class Certainty(StrEnum):
    """How much evidence stands behind an estimate."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True, order=True)
class Piece:
    """One piece of evidence about one indicator; the last five fields only tell where it came from."""

    indicator: str
    source: str
    proficiency_level: int
    weight: Fraction
    item: str = ""
    option: str = ""
    relation: str = ""
    seen: str = ""
    played: str = ""


@dataclass(frozen=True)
class Estimate:
    """What all evidence about one indicator says; ``shown`` is empty without evidence."""

    shown: Fraction | None
    estimate: Fraction
    certainty: Certainty
    conversation: bool
    has_example: bool

    @property
    def gap(self) -> Fraction:
        """Return the distance to the norm, never below zero."""
        return max(Fraction(0), NORM - self.estimate)

    @property
    def has_evidence(self) -> bool:
        """Say whether anything is known at all."""
        return self.shown is not None


def self_weight(certainty: str) -> Fraction:
    """Return the weight of a statement, given how sure someone was of the subject."""
    return CERTAINTY_WEIGHTS[certainty]


def rater_weight(seen: str) -> Fraction:
    """Return the weight of a second voice, given how often it saw the behaviour."""
    return RATER_WEIGHT * SEEN_WEIGHTS[seen]


def rater_pieces(
    competence: CompetenceFact, *, proficiency_level: int, seen: str, relation: str
) -> tuple[Piece, ...]:
    """Return a second voice as evidence for every indicator of the competence."""
    return tuple(
        Piece(
            indicator.key,
            "rater",
            proficiency_level,
            rater_weight(seen),
            relation=relation,
            seen=seen,
        )
        for indicator in competence.indicators
    )


def estimate_indicator(pieces: Iterable[Piece]) -> Estimate:
    """Return the estimate for the pieces of one indicator, in whatever order they come."""
    evidence = tuple(pieces)
    total = sum((piece.weight for piece in evidence), Fraction(0))
    weighted = sum((piece.weight * piece.proficiency_level for piece in evidence), Fraction(0))
    heavy = [piece.proficiency_level for piece in evidence if piece.weight >= CONVERSATION_WEIGHT]
    return Estimate(
        shown=weighted / total if total else None,
        estimate=(PRIOR + weighted) / (1 + total),
        certainty=_certainty(total),
        conversation=bool(heavy) and max(heavy) - min(heavy) >= CONVERSATION_DISTANCE,
        has_example=any(piece.proficiency_level == 4 for piece in evidence),
    )


def _certainty(total: Fraction) -> Certainty:
    if total < 1:
        return Certainty.LOW
    return Certainty.MIDDLE if total < 3 else Certainty.HIGH


def group_by_indicator(definition: Definition, pieces: Iterable[Piece]) -> dict[str, tuple[Piece, ...]]:
    """Return the pieces of every indicator, sorted, so that their order of arrival never matters."""
    grouped: dict[str, list[Piece]] = {key: [] for key in definition.indicators}
    for piece in pieces:
        if piece.indicator in grouped:
            grouped[piece.indicator].append(piece)
    return {key: tuple(sorted(found)) for key, found in grouped.items()}


def competence_shown(competence: CompetenceFact, estimates: Mapping[str, Estimate]) -> Fraction | None:
    """Return the mean of the indicators with evidence; nothing when fewer than two of them have any."""
    shown = [
        value for indicator in competence.indicators if (value := estimates[indicator.key].shown) is not None
    ]
    if len(shown) < 2:
        return None
    return sum(shown, Fraction(0)) / len(shown)


def word_for(shown: Fraction | None) -> str | None:
    """Return the word in which a competence is shown."""
    if shown is None:
        return None
    return next(word for threshold, word in WORDS if shown >= threshold)
