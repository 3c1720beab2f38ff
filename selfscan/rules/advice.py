"""The advice for one module, with what set it, in the order of the rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from selfscan.rules.evidence import NORM, Certainty, Estimate
from selfscan.rules.facts import ModuleFact

ALWAYS = "always"
GAP_TO_DO = Fraction(1)
MEAN_GAP_TO_DO = Fraction(3, 4)
GAP_TO_REFRESH = Fraction(1, 2)


class Advice(StrEnum):
    """What the path says about a module; the order of the members is the order of ranks."""

    DOEN = "DOEN"
    OPFRISSEN = "OPFRISSEN"
    CONTROLEREN = "CONTROLEREN"
    OP_HET_MOMENT = "OP_HET_MOMENT"
    VRIJSTELLING_MOGELIJK = "VRIJSTELLING_MOGELIJK"
    DELEN = "DELEN"
    VRIJGESTELD = "VRIJGESTELD"
    KLAAR = "KLAAR"

    @property
    def rank(self) -> int:
        """Return the place of this advice in the path; 0 comes first."""
        return list(Advice).index(self)

    @property
    def is_scheduled(self) -> bool:
        """Say whether the module stands in the path itself; the others are folded away below it."""
        return self.rank <= Advice.OP_HET_MOMENT.rank


SETTLED = (Advice.KLAAR, Advice.VRIJGESTELD)
"""Completed or exempted: nobody chooses about it any more."""


def is_scheduled(row: Mapping[str, object]) -> bool:
    """Say whether a module stands in the path itself, from its row in a stored path."""
    return Advice(str(row["advice"])).is_scheduled


@dataclass(frozen=True)
class Advised:
    """An advice and the keys of the indicators that set it (or ``always``)."""

    advice: Advice
    because: tuple[str, ...] = ()


def advise(
    module: ModuleFact,
    estimates: Mapping[str, Estimate],
    *,
    completed: bool = False,
    recognised: bool = False,
) -> Advised:
    """Return the advice for a module; the tests stand in the order of the rule."""
    if completed:
        return Advised(Advice.KLAAR)
    if recognised and module.exemption != "none":
        return Advised(Advice.VRIJGESTELD)
    if module.always_do:
        return Advised(Advice.DOEN, (ALWAYS,))
    return _advise_from_evidence(module, estimates)


def _advise_from_evidence(module: ModuleFact, estimates: Mapping[str, Estimate]) -> Advised:
    core = {key: estimates[key] for key in module.core}
    if not core:
        return Advised(Advice.OP_HET_MOMENT)
    unknown = tuple(key for key, found in core.items() if not found.has_evidence)
    if 2 * len(unknown) > len(core):
        return Advised(Advice.OP_HET_MOMENT, unknown)
    if to_do := _to_do(core):
        return Advised(Advice.DOEN, to_do)
    if to_refresh := tuple(key for key, found in core.items() if found.gap >= GAP_TO_REFRESH):
        return Advised(Advice.OPFRISSEN, to_refresh)
    if to_check := tuple(key for key, found in core.items() if found.certainty == Certainty.LOW):
        return Advised(Advice.CONTROLEREN, to_check)
    if all(found.estimate >= NORM and found.has_example for found in core.values()):
        return Advised(Advice.DELEN)
    return Advised(Advice.OPFRISSEN if module.exemption == "none" else Advice.VRIJSTELLING_MOGELIJK)


def _to_do(core: Mapping[str, Estimate]) -> tuple[str, ...]:
    """Return the indicators that make this a module to do: large gaps, and all gaps when the mean is large."""
    mean = sum((found.gap for found in core.values()), Fraction(0)) / len(core)
    threshold_reached = mean >= MEAN_GAP_TO_DO
    return tuple(
        key for key, found in core.items() if found.gap >= GAP_TO_DO or (threshold_reached and found.gap > 0)
    )
