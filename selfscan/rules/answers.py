"""What somebody may answer to a question, and in which order she sees the ways to act."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from selfscan.rules.facts import Definition, ItemFact

NOT_EXPERIENCED = "0"


@dataclass(frozen=True)
class Given:
    """An answer as it is kept: a level, an option, or neither ("not experienced yet")."""

    proficiency_level: int | None = None
    option: str = ""


@dataclass(frozen=True)
class Offered:
    """One answer on screen: its value in the form and its text."""

    value: str
    text: str


def offered_answers(definition: Definition, item: ItemFact, *, seed: str) -> tuple[Offered, ...]:
    """Return the answers to a question; the ways to act in an order that is stable for one seed."""
    if item.is_statement:
        return tuple(
            Offered(str(step.proficiency_level or NOT_EXPERIENCED), step.label) for step in definition.scale
        )
    shuffled = sorted(item.options, key=lambda option: _digest(f"{seed}:{item.key}:{option.key}"))
    return tuple(Offered(option.key, option.text) for option in shuffled)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read_answer(item: ItemFact, value: str) -> Given | None:
    """Return what a value means as an answer to this question; nothing when it is outside its scale."""
    if not item.is_statement:
        return Given(option=value) if item.option(value) else None
    if value == NOT_EXPERIENCED:
        return Given()
    return Given(proficiency_level=int(value)) if value in ("1", "2", "3", "4") else None


def value_of(*, proficiency_level: int | None, option: str) -> str:
    """Return the form value of a kept answer."""
    return option or str(proficiency_level or NOT_EXPERIENCED)
