"""The order of the path: scores with their terms, hard prerequisites, and what comes now."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from selfscan.rules.advice import Advised
from selfscan.rules.evidence import Estimate
from selfscan.rules.facts import Definition, ModuleFact

GAP_FACTOR = Fraction(3)
CORE_SHARE = Fraction(1)
ALSO_SHARE = Fraction(1, 2)
PHASE_BONUS = Fraction(2)
CHOSEN_BONUS = Fraction(2)
SOON = timedelta(weeks=6)
FIRST_MODULE = "M01"
START_ROUTE = ("M02", "M03", "M04")
NOW_SIZE = 3

Term = tuple[str, Fraction]


@dataclass(frozen=True, order=True)
class Moment:
    """A date in the work of the colleague-in-training, with the phase that was chosen with it."""

    on: date
    phase: str


def moments_ahead(moments: Iterable[Moment], today: date) -> tuple[Moment, ...]:
    """Return the moments that are still to come, the nearest first."""
    return tuple(sorted(moment for moment in moments if moment.on >= today))


def phases_soon(moments: Iterable[Moment], today: date) -> frozenset[str]:
    """Return the phases with a moment within six weeks."""
    return frozenset(moment.phase for moment in moments_ahead(moments, today) if moment.on - today <= SOON)


def score_terms(
    module: ModuleFact, estimates: Mapping[str, Estimate], *, is_timely: bool, is_chosen: bool
) -> tuple[Term, ...]:
    """Return the terms of a module's score; their sum is the score, exactly."""
    shares = dict.fromkeys(module.also, ALSO_SHARE) | dict.fromkeys(module.core, CORE_SHARE)
    total = sum(shares.values(), Fraction(0))
    terms = [
        (f"gap:{key}", GAP_FACTOR * shares[key] * estimates[key].gap / total)
        for key in dict.fromkeys(module.indicators)
        if estimates[key].gap
    ]
    if is_timely:
        terms.append(("phase", PHASE_BONUS))
    if is_chosen:
        terms.append(("chosen", CHOSEN_BONUS))
    return tuple(terms)


def score_of(terms: Iterable[Term]) -> Fraction:
    """Return the sum of the terms."""
    return sum((value for _, value in terms), Fraction(0))


def path_order(
    definition: Definition,
    advised: Mapping[str, Advised],
    scores: Mapping[str, Fraction],
    *,
    start_route: bool,
) -> tuple[str, ...]:
    """Return the keys of all modules in path order: the scheduled ones, then the folded ones.

    Hard prerequisites hold among scheduled modules only: a folded one is met by evidence. Where modules are
    about equally needed (the whole part of the score), the order of the supervision process decides.
    """
    scheduled = {module.key for module in definition.modules if advised[module.key].advice.is_scheduled}
    pinned = (FIRST_MODULE, *(START_ROUTE if start_route else ()))

    def place(key: str) -> tuple[int, int, int, int, Fraction, str]:
        return (
            pinned.index(key) if key in pinned else len(pinned),
            advised[key].advice.rank,
            -math.floor(scores[key]),
            _phase_position(definition, key),
            -scores[key],
            key,
        )

    ordered: list[str] = []
    waiting = set(scheduled)
    while waiting:
        ready = [key for key in waiting if not waiting & set(definition.module_by_key[key].required)]
        following = min(ready or waiting, key=place)
        ordered.append(following)
        waiting.remove(following)
    folded = sorted(
        set(definition.module_by_key) - scheduled,
        key=lambda key: (advised[key].advice.rank, _phase_position(definition, key), key),
    )
    return (*ordered, *folded)


def _phase_position(definition: Definition, module: str) -> int:
    return definition.phase_by_key[definition.module_by_key[module].phase].position


def choose_now(
    path: Sequence[str],
    phase_of: Mapping[str, str],
    *,
    following: str | None,
    phase: str | None,
    moments: Collection[Moment],
    today: date,
) -> tuple[str, ...]:
    """Return at most three scheduled modules to do now, from the scheduled part of a path.

    First the one being followed (else the first), then one of the current phase (else of the nearest moment
    that has one), then whatever the path brings next.
    """
    if not path:
        return ()
    now = [following if following and following in path else path[0]]
    wanted = ([phase] if phase else []) + [moment.phase for moment in moments_ahead(moments, today)]
    for candidate in wanted:
        fitting = [key for key in path if phase_of[key] == candidate]
        if fitting:
            now += [key for key in fitting if key not in now][:1]
            break
    now += [key for key in path if key not in now]
    return tuple(now[:NOW_SIZE])
