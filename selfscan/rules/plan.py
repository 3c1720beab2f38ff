"""From what is known about one person to her whole path: the rule from end to end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from selfscan.rules.advice import Advice, Advised, advise
from selfscan.rules.evidence import (
    CASE_WEIGHT,
    Estimate,
    Piece,
    competence_shown,
    estimate_indicator,
    group_by_indicator,
    self_weight,
    word_for,
)
from selfscan.rules.explain import Context, Reason, advice_reasons, place_reasons, what_would_change
from selfscan.rules.facts import CaseFact, Definition, ItemFact, ModuleFact
from selfscan.rules.order import Moment, Term, choose_now, path_order, phases_soon, score_of, score_terms
from selfscan.rules.signals import signals_of, takes_start_route


@dataclass(frozen=True)
class PlanInput:
    """Everything that the path of one person depends on.

    ``pieces`` holds the evidence that counts today; ``not_experienced`` the statements answered with "not
    experienced yet"; ``certainty`` how sure someone is per competence, for trying other answers; ``cases`` what
    she can still play.
    """

    today: date
    pieces: tuple[Piece, ...] = ()
    not_experienced: frozenset[str] = frozenset()
    certainty: Mapping[str, str] = field(default_factory=dict)
    phase: str | None = None
    moments: tuple[Moment, ...] = ()
    chosen: frozenset[str] = frozenset()
    recognised: frozenset[str] = frozenset()
    completed: frozenset[str] = frozenset()
    following: str | None = None
    cases: tuple[CaseFact, ...] = ()


@dataclass(frozen=True)
class CompetenceResult:
    """What is shown of a competence: the exact mean and its word, both empty with too little evidence."""

    shown: Fraction | None
    word: str | None


@dataclass(frozen=True)
class ModulePlan:
    """One line of the path."""

    key: str
    advised: Advised
    terms: tuple[Term, ...]
    why: tuple[Reason, ...]
    place: tuple[Reason, ...]
    would_change: Reason | None

    @property
    def advice(self) -> Advice:
        """Return the advice itself."""
        return self.advised.advice

    @property
    def score(self) -> Fraction:
        """Return the sum of the terms."""
        return score_of(self.terms)


@dataclass(frozen=True)
class Plan:
    """A whole path with everything that explains it."""

    policy: str
    competences: Mapping[str, CompetenceResult]
    estimates: Mapping[str, Estimate]
    modules: tuple[ModulePlan, ...]
    now: tuple[str, ...]
    signals: tuple[str, ...]
    start_route: bool

    def as_stored(self) -> dict[str, Any]:
        """Return the path as JSON values: codes and parameters, fractions as text."""
        return {
            "policy": self.policy,
            "competences": {
                key: {"shown": _text(result.shown), "word": result.word}
                for key, result in self.competences.items()
            },
            "estimates": {
                key: {
                    "shown": _text(found.shown),
                    "estimate": str(found.estimate),
                    "certainty": found.certainty.value,
                    "conversation": found.conversation,
                }
                for key, found in self.estimates.items()
            },
            "modules": [_module_as_stored(module) for module in self.modules],
            "now": list(self.now),
            "signals": list(self.signals),
            "start_route": self.start_route,
        }


def _module_as_stored(module: ModulePlan) -> dict[str, Any]:
    return {
        "key": module.key,
        "advice": module.advice.value,
        "rank": module.advice.rank,
        "because": list(module.advised.because),
        "score": str(module.score),
        "terms": [[code, str(value)] for code, value in module.terms],
        "why": [dict(reason) for reason in module.why],
        "place": [dict(reason) for reason in module.place],
        "would_change": dict(module.would_change) if module.would_change else None,
    }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def answer_piece(
    item: ItemFact, *, proficiency_level: int | None = None, option: str = "", certainty: str = "zeker"
) -> Piece | None:
    """Return an answer of the scan as evidence; "not experienced yet" yields none, never a zero."""
    if chosen := item.option(option):
        return Piece(item.indicator, "case", chosen.proficiency_level, CASE_WEIGHT, item.key, chosen.key)
    if proficiency_level is None:
        return None
    return Piece(item.indicator, "self", proficiency_level, self_weight(certainty), item.key)


def make_plan(definition: Definition, given: PlanInput) -> Plan:
    """Return the path that follows from the evidence; the same input always gives the same path."""
    pieces = group_by_indicator(definition, given.pieces)
    estimates = {key: estimate_indicator(found) for key, found in pieces.items()}
    context = Context(
        definition=definition,
        pieces=pieces,
        estimates=estimates,
        not_experienced=given.not_experienced,
        certainty=given.certainty,
        start_route=takes_start_route(given.not_experienced),
        cases=given.cases,
    )
    modules = _plan_modules(context, given)
    path = [module.key for module in modules if module.advice.is_scheduled]
    return Plan(
        policy=definition.policy,
        competences=_competence_results(definition, estimates),
        estimates=estimates,
        modules=modules,
        now=choose_now(
            path,
            {module.key: module.phase for module in definition.modules},
            following=given.following,
            phase=given.phase,
            moments=given.moments,
            today=given.today,
        ),
        signals=signals_of(
            (piece for found in pieces.values() for piece in found), estimates, given.not_experienced
        ),
        start_route=context.start_route,
    )


def _competence_results(
    definition: Definition, estimates: Mapping[str, Estimate]
) -> dict[str, CompetenceResult]:
    shown = {competence.key: competence_shown(competence, estimates) for competence in definition.competences}
    return {key: CompetenceResult(value, word_for(value)) for key, value in shown.items()}


def _plan_modules(context: Context, given: PlanInput) -> tuple[ModulePlan, ...]:
    definition = context.definition
    timely = phases_soon(given.moments, given.today) | ({given.phase} if given.phase else set())
    advised = {
        module.key: advise(
            module,
            context.estimates,
            completed=module.key in given.completed,
            recognised=module.key in given.recognised,
        )
        for module in definition.modules
    }
    terms = {
        module.key: score_terms(
            module,
            context.estimates,
            is_timely=module.phase in timely,
            is_chosen=module.key in given.chosen,
        )
        for module in definition.modules
    }
    scores = {key: score_of(found) for key, found in terms.items()}
    order = path_order(definition, advised, scores, start_route=context.start_route)
    scheduled = frozenset(key for key in order if advised[key].advice.is_scheduled)
    return tuple(
        _module_plan(context, definition.module_by_key[key], advised[key], terms[key], scheduled)
        for key in order
    )


def _module_plan(
    context: Context,
    module: ModuleFact,
    advised: Advised,
    terms: tuple[Term, ...],
    scheduled: frozenset[str],
) -> ModulePlan:
    return ModulePlan(
        key=module.key,
        advised=advised,
        terms=terms,
        why=advice_reasons(context, advised),
        place=place_reasons(context, module, terms, scheduled) if module.key in scheduled else (),
        would_change=what_would_change(context, module, advised),
    )
