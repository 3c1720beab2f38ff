"""Why a module has its advice and its place, and what would change that: codes, never sentences.

Sentences are made from these codes when they are shown (``selfscan.rules.sentences``), so that a stored path
speaks the words and the address form of whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from selfscan.rules.advice import ALWAYS, Advice, Advised, advise
from selfscan.rules.evidence import (
    CASE_WEIGHT,
    Estimate,
    Piece,
    estimate_indicator,
    rater_pieces,
    self_weight,
)
from selfscan.rules.facts import CaseFact, Definition, ItemFact, ModuleFact
from selfscan.rules.order import FIRST_MODULE, START_ROUTE, Term

Reason = Mapping[str, str | int]
"""A code with its parameters, as it is stored."""

WITHOUT_INDICATORS: Mapping[Advice, str] = {
    Advice.KLAAR: "completed",
    Advice.VRIJGESTELD: "recognised",
    Advice.DELEN: "example",
    Advice.VRIJSTELLING_MOGELIJK: "meets_norm",
    Advice.OPFRISSEN: "keep_up",
    Advice.OP_HET_MOMENT: "not_asked",
}
SOURCE_ORDER = ("self", "case", "rater", "observation")
SECOND_VOICE = ("praktijkopleider", "vaak")


@dataclass(frozen=True)
class Context:
    """Everything about one person that explanations need."""

    definition: Definition
    pieces: Mapping[str, tuple[Piece, ...]]
    estimates: Mapping[str, Estimate]
    not_experienced: frozenset[str]
    certainty: Mapping[str, str]
    start_route: bool
    cases: tuple[CaseFact, ...] = ()

    def certainty_of(self, indicator: str) -> str:
        """Return how sure someone is of the subject of an indicator."""
        return self.certainty.get(self.definition.indicators[indicator].competence, "zeker")


def advice_reasons(context: Context, advised: Advised) -> tuple[Reason, ...]:
    """Return what set the advice: each answer or voice behind it, once."""
    if advised.because == (ALWAYS,):
        return ({"code": ALWAYS},)
    if not advised.because:
        return ({"code": WITHOUT_INDICATORS[advised.advice]},)
    largest_gap_first = sorted(advised.because, key=lambda key: -context.estimates[key].gap)
    reasons = [reason for key in largest_gap_first for reason in _evidence_reasons(context, key)]
    doubted = dict.fromkeys(
        context.definition.indicators[key].competence
        for key in advised.because
        if context.certainty_of(key) != "zeker"
        and any(piece.source == "self" for piece in context.pieces[key])
    )
    reasons += [{"code": "doubted", "competence": competence} for competence in doubted]
    return tuple(_once(reasons))


def _evidence_reasons(context: Context, indicator: str) -> Iterator[Reason]:
    if not context.pieces[indicator]:
        item = context.definition.item_of_indicator.get(indicator)
        experienced = item is None or item.key not in context.not_experienced
        yield {"code": "unanswered" if experienced else "not_experienced", "indicator": indicator}
    for piece in sorted(context.pieces[indicator], key=lambda found: SOURCE_ORDER.index(found.source)):
        yield _piece_reason(context, piece)
    if context.estimates[indicator].conversation:
        yield {"code": "conversation", "indicator": indicator}


def _piece_reason(context: Context, piece: Piece) -> Reason:
    if piece.source == "self":
        return {
            "code": "statement",
            "indicator": piece.indicator,
            "proficiency_level": piece.proficiency_level,
        }
    if piece.source == "case" and piece.option:
        return {"code": "situation", "item": piece.item, "option": piece.option}
    if piece.source == "case" and piece.played:
        return {
            "code": "played",
            "indicator": piece.indicator,
            "title": piece.played,
            "proficiency_level": piece.proficiency_level,
        }
    if piece.source == "rater":
        return {
            "code": "rater",
            "competence": context.definition.indicators[piece.indicator].competence,
            "relation": piece.relation,
            "proficiency_level": piece.proficiency_level,
        }
    return {
        "code": "observation",
        "indicator": piece.indicator,
        "proficiency_level": piece.proficiency_level,
    }


def place_reasons(
    context: Context, module: ModuleFact, terms: Sequence[Term], scheduled: frozenset[str]
) -> tuple[Reason, ...]:
    """Return what put a scheduled module where it stands, the heaviest first."""
    reasons: list[Reason] = []
    if module.key == FIRST_MODULE:
        reasons.append({"code": "first"})
    elif context.start_route and module.key in START_ROUTE:
        reasons.append({"code": "start_route"})
    reasons += [{"code": "after", "module": key} for key in module.required if key in scheduled]
    codes = {code for code, _ in terms}
    reasons += [{"code": code, "phase": module.phase} for code in ("phase", "chosen") if code in codes]
    gaps = [(code.removeprefix("gap:"), value) for code, value in terms if code.startswith("gap:")]
    heaviest = sorted(gaps, key=lambda gap: -gap[1])[:2]
    reasons += [{"code": "gap", "indicator": indicator} for indicator, _ in heaviest]
    return tuple(reasons)


def what_would_change(context: Context, module: ModuleFact, advised: Advised) -> Reason | None:
    """Return a case to play, one other answer, or else a second voice, with which it gets another advice.

    Found by trying them all on the rule itself; nothing when no single change does it.
    """
    if advised.advice in (Advice.KLAAR, Advice.VRIJGESTELD) or module.always_do:
        return None
    tries = (
        *_cases_to_play(context, module),
        *_other_answers(context, module, advised),
        *_second_voices(context, module),
    )
    for reason, pieces in tries:
        estimates = {**context.estimates, **{key: estimate_indicator(found) for key, found in pieces.items()}}
        outcome = advise(module, estimates).advice
        if outcome != advised.advice:
            return {**reason, "advice": outcome.value}
    return None


Try = tuple[Reason, Mapping[str, tuple[Piece, ...]]]


def _cases_to_play(context: Context, module: ModuleFact) -> Iterator[Try]:
    """Yield the ends to hope for of every case that says something about the core, the best end first."""
    for case in context.cases:
        for kind, levels in case.endings:
            if any(key in module.core for key in levels):
                reason: Reason = {"code": "would_case", "case": case.case, "title": case.title, "kind": kind}
                yield (
                    reason,
                    {
                        key: (*context.pieces[key], Piece(key, "case", level, CASE_WEIGHT, played=case.title))
                        for key, level in levels.items()
                        if key in context.pieces
                    },
                )


def _other_answers(context: Context, module: ModuleFact, advised: Advised) -> Iterator[Try]:
    """Yield every other answer: first to what set the advice, the nearest levels first, "not yet" last."""
    indicators = dict.fromkeys((*(key for key in advised.because if key in module.core), *module.core))
    items = [item for key in indicators if (item := context.definition.item_of_indicator.get(key))]
    for item in items:
        for level in _levels_to_try(context, item, upward=advised.advice.is_scheduled):
            yield _answer_try(context, item, level)
    for item in items:
        if _own_pieces(context, item):
            rest = _without_own(context, item)
            yield {"code": "would_answer", "item": item.key, "proficiency_level": 0}, {item.indicator: rest}


def _levels_to_try(context: Context, item: ItemFact, *, upward: bool) -> list[int]:
    own = _own_pieces(context, item)
    current = own[0].proficiency_level if own else 0
    levels = [level for level in (1, 2, 3, 4) if level != current]
    if not item.is_statement:
        offered = {option.proficiency_level for option in item.options}
        levels = [level for level in levels if level in offered]
    return sorted(levels, key=lambda level: ((level > current) != upward, abs(level - current)))


def _answer_try(context: Context, item: ItemFact, level: int) -> Try:
    option = next((option.key for option in item.options if option.proficiency_level == level), "")
    weight = self_weight(context.certainty_of(item.indicator)) if item.is_statement else CASE_WEIGHT
    source = "self" if item.is_statement else "case"
    piece = Piece(item.indicator, source, level, weight, item.key, option)
    reason: Reason = {"code": "would_answer", "item": item.key, "proficiency_level": level, "option": option}
    return reason, {item.indicator: (*_without_own(context, item), piece)}


def _own_pieces(context: Context, item: ItemFact) -> tuple[Piece, ...]:
    return tuple(piece for piece in context.pieces[item.indicator] if piece.item == item.key)


def _without_own(context: Context, item: ItemFact) -> tuple[Piece, ...]:
    return tuple(piece for piece in context.pieces[item.indicator] if piece.item != item.key)


def _second_voices(context: Context, module: ModuleFact) -> Iterator[Try]:
    """Yield a second voice per competence that the core touches, from the top level down."""
    relation, seen = SECOND_VOICE
    competences = dict.fromkeys(context.definition.indicators[key].competence for key in module.core)
    for key in competences:
        competence = context.definition.competence_by_key[key]
        for level in (4, 3, 2, 1):
            voice = rater_pieces(competence, proficiency_level=level, seen=seen, relation=relation)
            pieces = {piece.indicator: (*context.pieces[piece.indicator], piece) for piece in voice}
            yield {"code": "would_voice", "competence": key, "proficiency_level": level}, pieces


def _once(reasons: Iterable[Reason]) -> Iterator[Reason]:
    seen: list[Reason] = []
    for reason in reasons:
        if reason not in seen:
            seen.append(reason)
            yield reason
