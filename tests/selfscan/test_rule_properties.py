"""What the rule promises for every scan that anybody can fill in."""

import json
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from selfscan.rules.advice import Advice
from selfscan.rules.contract import render_output
from selfscan.rules.evidence import (
    CASE_WEIGHT,
    CERTAINTY_WEIGHTS,
    RELATIONS,
    SEEN_WEIGHTS,
    Certainty,
    Piece,
    rater_pieces,
)
from selfscan.rules.facts import CaseFact, ItemFact
from selfscan.rules.order import Moment
from selfscan.rules.plan import Plan, PlanInput, answer_piece, make_plan
from selfscan.voice import voice_of
from tests.selfscan.scans import DEFINITION

TODAY = date(2026, 11, 22)
MODULES = sorted(DEFINITION.module_by_key)
PHASES = [phase.key for phase in DEFINITION.phases if not phase.continuous]
CERTAINTY_ORDER = list(Certainty)
SKIPPED = "not answered yet"
CASES = (
    CaseFact(
        1, "Pak jij die route even?", (("strong", {"I3.3": 4, "I3.4": 4}), ("good", {"I3.3": 3, "I8.4": 3}))
    ),
    CaseFact(2, "Dat deden wij anders", (("strong", {"I4.2": 4, "I4.3": 4, "I7.2": 4}),)),
)


def answer_for(item: ItemFact) -> st.SearchStrategy[Any]:
    """Any answer to one question, and none."""
    if item.is_statement:
        return st.sampled_from([SKIPPED, None, 1, 2, 3, 4])
    return st.sampled_from([SKIPPED, *(option.key for option in item.options)])


@st.composite
def raters(draw: st.DrawFn) -> tuple[Piece, ...]:
    """One second voice about one of a few competences, so that voices meet."""
    return rater_pieces(
        draw(st.sampled_from(DEFINITION.competences[3:6])),
        proficiency_level=draw(st.integers(1, 4)),
        seen=draw(st.sampled_from(sorted(SEEN_WEIGHTS))),
        relation=draw(st.sampled_from(RELATIONS)),
    )


@st.composite
def inputs(draw: st.DrawFn) -> PlanInput:
    """Everything that somebody's path can depend on."""
    certainty = draw(
        st.dictionaries(
            st.sampled_from(sorted(DEFINITION.competence_by_key)), st.sampled_from(sorted(CERTAINTY_WEIGHTS))
        )
    )
    pieces: list[Piece] = []
    not_experienced = set()
    for item in DEFINITION.items:
        answer = draw(answer_for(item))
        if answer is None:
            not_experienced.add(item.key)
        if answer in (None, SKIPPED):
            continue
        sure = certainty.get(DEFINITION.competence_of(item).key, "zeker")
        piece = (
            answer_piece(item, proficiency_level=answer, certainty=sure)
            if item.is_statement
            else answer_piece(item, option=answer)
        )
        assert piece is not None
        pieces.append(piece)
    for voice in draw(st.lists(raters(), max_size=5)):
        pieces.extend(voice)
    modules = st.frozensets(st.sampled_from(MODULES), max_size=4)
    return PlanInput(
        today=TODAY,
        pieces=tuple(pieces),
        not_experienced=frozenset(not_experienced),
        certainty=certainty,
        phase=draw(st.none() | st.sampled_from(PHASES)),
        moments=tuple(
            Moment(TODAY + timedelta(days=days), phase)
            for days, phase in draw(
                st.lists(st.tuples(st.integers(-60, 90), st.sampled_from(PHASES)), max_size=3)
            )
        ),
        chosen=draw(modules),
        recognised=draw(modules),
        completed=draw(modules),
        following=draw(st.none() | st.sampled_from(MODULES)),
    )


def plan(given_input: PlanInput) -> Plan:
    """The path of an input under the project's own definition."""
    return make_plan(DEFINITION, given_input)


def printed(given_input: PlanInput) -> str:
    """The path as the command prints it."""
    return render_output(plan(given_input), DEFINITION, voice_of(None))


@given(inputs(), st.randoms())
def test_path_is_the_same_for_the_same_evidence_in_any_order(found: PlanInput, random: Any) -> None:
    shuffled = list(found.pieces)
    random.shuffle(shuffled)
    moments = list(found.moments)
    random.shuffle(moments)
    assert printed(replace(found, pieces=tuple(shuffled), moments=tuple(moments))) == printed(found)


@given(inputs())
def test_path_holds_every_module_once(found: PlanInput) -> None:
    assert sorted(line.key for line in plan(found).modules) == MODULES


@given(inputs())
def test_prerequisites_come_first_among_scheduled_modules(found: PlanInput) -> None:
    path = [line.key for line in plan(found).modules if line.advice.is_scheduled]
    for key in path:
        for required in DEFINITION.module_by_key[key].required:
            if required in path:
                assert path.index(required) < path.index(key)


@given(inputs())
def test_scheduled_modules_come_before_folded_ones(found: PlanInput) -> None:
    scheduled = [line.advice.is_scheduled for line in plan(found).modules]
    assert scheduled == sorted(scheduled, reverse=True)


@given(inputs())
def test_first_module_leads_until_it_is_completed(found: PlanInput) -> None:
    first = plan(found).modules[0].key
    if "M01" not in found.completed:
        assert first == "M01"


@given(inputs())
def test_always_do_module_is_present_until_completed(found: PlanInput) -> None:
    advice = {line.key: line.advice for line in plan(found).modules}
    for module in DEFINITION.modules:
        if module.always_do:
            assert advice[module.key] == (Advice.KLAAR if module.key in found.completed else Advice.DOEN)


@given(inputs())
def test_completed_or_exempted_module_is_never_in_now(found: PlanInput) -> None:
    path = plan(found)
    settled = {line.key for line in path.modules if line.advice in (Advice.KLAAR, Advice.VRIJGESTELD)}
    assert not settled & set(path.now)


@given(inputs())
def test_now_holds_as_many_scheduled_modules_as_there_are_up_to_three(found: PlanInput) -> None:
    path = plan(found)
    scheduled = [line.key for line in path.modules if line.advice.is_scheduled]
    assert len(path.now) == min(3, len(scheduled))
    assert len(set(path.now)) == len(path.now)
    assert set(path.now) <= set(scheduled)


@given(inputs())
def test_now_starts_with_the_module_being_followed(found: PlanInput) -> None:
    path = plan(found)
    scheduled = [line.key for line in path.modules if line.advice.is_scheduled]
    if found.following in scheduled:
        assert path.now[0] == found.following
    elif scheduled:
        assert path.now[0] == scheduled[0]


@given(inputs())
def test_now_holds_a_module_of_the_current_phase_when_one_is_scheduled(found: PlanInput) -> None:
    path = plan(found)
    of_phase = {
        line.key
        for line in path.modules
        if line.advice.is_scheduled and DEFINITION.module_by_key[line.key].phase == found.phase
    }
    if of_phase:
        assert of_phase & set(path.now)


@given(inputs())
def test_terms_sum_exactly_to_the_score_that_is_printed(found: PlanInput) -> None:
    for line in json.loads(printed(found))["modules"]:
        terms = [Fraction(value) for _, value in line["terms"]]
        assert sum(terms, Fraction(0)) == Fraction(line["score"])
        assert all(terms)


@given(inputs())
def test_advice_changes_when_what_set_it_is_replaced_by_examples(found: PlanInput) -> None:
    for line in plan(found).modules:
        because = line.advised.because
        if not because or because == ("always",):
            continue
        kept = [piece for piece in found.pieces if piece.indicator not in because]
        examples = [Piece(key, "observation", 4, Fraction(3)) for key in because]
        changed = {
            other.key: other.advice for other in plan(replace(found, pieces=(*kept, *examples))).modules
        }
        assert changed[line.key] != line.advice


@given(inputs(), st.data())
def test_raising_one_level_never_lowers_a_rank_number(found: PlanInput, data: st.DataObject) -> None:
    raisable = [index for index, piece in enumerate(found.pieces) if piece.proficiency_level < 4]
    assume(raisable)
    index = data.draw(st.sampled_from(raisable))
    piece = found.pieces[index]
    higher = data.draw(st.integers(piece.proficiency_level + 1, 4))
    pieces = list(found.pieces)
    pieces[index] = replace(piece, proficiency_level=higher)
    before = {line.key: line.advice.rank for line in plan(found).modules}
    after = {line.key: line.advice.rank for line in plan(replace(found, pieces=tuple(pieces))).modules}
    assert all(after[key] >= rank for key, rank in before.items())


@given(inputs(), raters())
def test_adding_evidence_never_lowers_certainty(found: PlanInput, voice: tuple[Piece, ...]) -> None:
    before = plan(found).estimates
    after = plan(replace(found, pieces=(*found.pieces, *voice))).estimates
    for key, estimate in before.items():
        assert CERTAINTY_ORDER.index(after[key].certainty) >= CERTAINTY_ORDER.index(estimate.certainty)


@given(inputs())
def test_same_input_gives_the_same_bytes(found: PlanInput) -> None:
    assert printed(found) == printed(replace(found))


@given(inputs())
def test_estimates_stay_on_the_scale_and_shown_only_with_evidence(found: PlanInput) -> None:
    known = {piece.indicator for piece in found.pieces}
    for key, estimate in plan(found).estimates.items():
        assert 1 <= estimate.estimate <= 4
        assert (estimate.shown is not None) == (key in known)


@given(inputs())
def test_what_would_change_is_true(found: PlanInput) -> None:
    for line in plan(found).modules:
        change = line.would_change
        if change is None:
            continue
        outcome = {other.key: other.advice.value for other in plan(_with_change(found, dict(change))).modules}
        assert outcome[line.key] == change["advice"] != line.advice.value


@given(inputs())
def test_a_case_that_would_change_it_really_does(found: PlanInput) -> None:
    found = replace(found, cases=CASES)
    for line in plan(found).modules:
        change = line.would_change
        if change is None or change["code"] != "would_case":
            continue
        played = {other.key: other.advice.value for other in plan(_with_change(found, dict(change))).modules}
        assert played[line.key] == change["advice"] != line.advice.value


def test_a_case_is_offered_where_it_makes_the_difference() -> None:
    pieces = tuple(
        Piece(key, "self", 2, Fraction(1), item.key)
        for key in DEFINITION.module_by_key["M06"].core
        if (item := DEFINITION.item_of_indicator.get(key))
    )
    ends = (("strong", dict.fromkeys(DEFINITION.module_by_key["M06"].core, 4)),)

    changes = {
        line.key: line.would_change
        for line in plan(PlanInput(TODAY, pieces, cases=(CaseFact(7, "Aan tafel", ends),))).modules
    }

    assert changes["M06"] == {
        "code": "would_case",
        "case": 7,
        "title": "Aan tafel",
        "kind": "strong",
        "advice": "VRIJSTELLING_MOGELIJK",
    }


def _with_change(found: PlanInput, change: dict[str, Any]) -> PlanInput:
    """The input as if the one answer or voice of a stored explanation were really given."""
    if change["code"] == "would_voice":
        competence = DEFINITION.competence_by_key[change["competence"]]
        voice = rater_pieces(
            competence,
            proficiency_level=change["proficiency_level"],
            seen="vaak",
            relation="praktijkopleider",
        )
        return replace(found, pieces=(*found.pieces, *voice))
    if change["code"] == "would_case":
        case = next(each for each in found.cases if each.case == change["case"])
        levels = dict(case.endings)[change["kind"]]
        shown = tuple(
            Piece(key, "case", level, CASE_WEIGHT, played=case.title) for key, level in levels.items()
        )
        return replace(found, pieces=(*found.pieces, *shown))
    item = DEFINITION.item_by_key[change["item"]]
    kept = tuple(piece for piece in found.pieces if piece.item != item.key)
    sure = found.certainty.get(DEFINITION.competence_of(item).key, "zeker")
    piece = answer_piece(
        item,
        proficiency_level=change["proficiency_level"] or None,
        option=change.get("option", ""),
        certainty=sure,
    )
    return replace(found, pieces=(*kept, piece) if piece else kept)


@given(inputs())
def test_nothing_would_change_only_where_no_single_answer_does(found: PlanInput) -> None:
    for line in plan(found).modules:
        module = DEFINITION.module_by_key[line.key]
        settled = line.advice in (Advice.KLAAR, Advice.VRIJGESTELD) or module.always_do
        if line.would_change is not None or settled:
            assert (line.would_change is None) == settled
            continue
        for key in module.core:
            item = DEFINITION.item_of_indicator[key]
            for level in (1, 2, 3, 4):
                option = next((o.key for o in item.options if o.proficiency_level == level), "")
                change = {
                    "code": "would_answer",
                    "item": item.key,
                    "proficiency_level": level,
                    "option": option,
                }
                outcome = {o.key: o.advice for o in plan(_with_change(found, change)).modules}
                assert outcome[line.key] == line.advice
