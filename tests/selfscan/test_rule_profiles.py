"""The test profiles of the scan, and the figures of the rule by hand."""

import json
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from selfscan.rules.advice import Advice
from selfscan.rules.contract import parse_input
from selfscan.rules.evidence import Certainty, Piece, competence_shown, estimate_indicator, word_for
from selfscan.rules.facts import Definition
from selfscan.rules.order import Moment, choose_now
from selfscan.rules.plan import Plan, make_plan
from selfscan.rules.sentences import sentence
from selfscan.rules.voice import Voice
from selfscan.voice import voice_of
from tests.selfscan.scans import DEFINITION, answers_at

ALL_BUT_ALWAYS = [f"M{number:02}" for number in (2, 3, 4, 5, 6, 7, 8, 9, 10, 12)]


def plan_for(**document: Any) -> Plan:
    """The path of a document of the command-line contract."""
    whole = {"scan": DEFINITION.version, "today": "2026-11-22"} | document
    return make_plan(DEFINITION, parse_input(json.dumps(whole), DEFINITION, today=date(2026, 11, 22)))


def keys_with(plan: Plan, advice: Advice) -> list[str]:
    """The modules with one advice, by key."""
    return sorted(line.key for line in plan.modules if line.advice == advice)


def words(plan: Plan) -> set[str | None]:
    """The words in which the competences are shown."""
    return {result.word for result in plan.competences.values()}


def test_beginner_does_all_twelve_in_the_order_of_the_process() -> None:
    plan = plan_for(answers=answers_at(1))
    assert words(plan) == {"beginnend"}
    assert len(keys_with(plan, Advice.DOEN)) == 12
    assert [line.key for line in plan.modules[:5]] == ["M01", "M10", "M02", "M03", "M04"]


def test_experienced_keeps_two_modules() -> None:
    plan = plan_for(answers=answers_at(3))
    assert words(plan) == {"vakbekwaam"}
    assert keys_with(plan, Advice.DOEN) == ["M01", "M11"]
    assert keys_with(plan, Advice.VRIJSTELLING_MOGELIJK) == ALL_BUT_ALWAYS
    assert plan.signals == ("alles_hoog",)


def test_example_is_asked_to_share() -> None:
    plan = plan_for(answers=answers_at(4))
    assert words(plan) == {"voorbeeld"}
    assert keys_with(plan, Advice.DOEN) == ["M01", "M11"]
    assert keys_with(plan, Advice.DELEN) == ALL_BUT_ALWAYS


def test_new_without_experience_takes_the_start_route() -> None:
    plan = plan_for(answers=answers_at(None, situation_level=2))
    assert [line.key for line in plan.modules[:4]] == ["M01", "M02", "M03", "M04"]
    assert keys_with(plan, Advice.OP_HET_MOMENT) == [
        "M02",
        "M04",
        "M05",
        "M06",
        "M07",
        "M08",
        "M10",
        "M12",
    ]
    assert plan.start_route
    assert plan.signals == ("alles_leeg", "grens")


@pytest.mark.parametrize(("level", "word"), [(1, "beginnend"), (3, "vakbekwaam"), (4, "voorbeeld")])
def test_doubt_never_changes_the_word_of_equal_answers(level: int, word: str) -> None:
    certainty = dict.fromkeys(DEFINITION.competence_by_key, "gok")
    assert words(plan_for(answers=answers_at(level), certainty=certainty)) == {word}


def test_estimate_without_evidence_is_the_careful_guess() -> None:
    estimate = estimate_indicator([])
    assert (estimate.shown, estimate.estimate, estimate.certainty, estimate.gap) == (
        None,
        Fraction(11, 5),
        Certainty.LOW,
        Fraction(4, 5),
    )


def test_estimate_of_one_statement() -> None:
    estimate = estimate_indicator([Piece("I4.2", "self", 2, Fraction(1))])
    assert (estimate.shown, estimate.estimate, estimate.certainty) == (2, Fraction(21, 10), Certainty.MIDDLE)


@pytest.mark.parametrize(
    ("weights", "certainty"),
    [
        ((Fraction(2, 5),), Certainty.LOW),
        ((Fraction(1),), Certainty.MIDDLE),
        ((Fraction(1), Fraction(6, 5)), Certainty.MIDDLE),
        ((Fraction(1), Fraction(2)), Certainty.HIGH),
    ],
)
def test_certainty_follows_the_total_weight(weights: tuple[Fraction, ...], certainty: Certainty) -> None:
    pieces = [Piece("I4.2", "rater", 3, weight) for weight in weights]
    assert estimate_indicator(pieces).certainty == certainty


@pytest.mark.parametrize(
    ("first", "second", "weight", "conversation"),
    [
        (2, 4, Fraction(2), True),
        (2, 3, Fraction(2), False),
        (2, 4, Fraction(4, 5), True),
        (2, 4, Fraction(3, 5), False),
    ],
)
def test_conversation_when_heavy_voices_differ_by_two(
    first: int, second: int, weight: Fraction, conversation: bool
) -> None:
    pieces = [Piece("I4.2", "self", first, Fraction(1)), Piece("I4.2", "rater", second, weight)]
    assert estimate_indicator(pieces).conversation is conversation


@pytest.mark.parametrize(
    ("shown", "word"),
    [
        (None, None),
        (Fraction(1), "beginnend"),
        (Fraction(174, 100), "beginnend"),
        (Fraction(7, 4), "groeiend"),
        (Fraction(11, 4), "vakbekwaam"),
        (Fraction(359, 100), "vakbekwaam"),
        (Fraction(18, 5), "voorbeeld"),
    ],
)
def test_word_begins_at_its_threshold(shown: Fraction | None, word: str | None) -> None:
    assert word_for(shown) == word


def test_competence_is_empty_with_evidence_for_one_indicator(definition: Definition) -> None:
    competence = definition.competences[0]
    estimates = {found.key: estimate_indicator([]) for found in competence.indicators}
    one = {**estimates, "I1.1": estimate_indicator([Piece("I1.1", "self", 3, Fraction(1))])}
    two = {**one, "I1.2": estimate_indicator([Piece("I1.2", "self", 4, Fraction(1))])}
    assert competence_shown(competence, one) is None
    assert competence_shown(competence, two) == Fraction(7, 2)


def test_recognition_exempts_only_where_the_module_allows_it() -> None:
    plan = plan_for(answers=answers_at(2), recognised=["M02", "M06", "M11"])
    assert keys_with(plan, Advice.VRIJGESTELD) == ["M02", "M06"]


def test_completed_comes_before_everything() -> None:
    plan = plan_for(answers=answers_at(1), recognised=["M02"], completed=["M01", "M02"])
    assert keys_with(plan, Advice.KLAAR) == ["M01", "M02"]
    assert [line.key for line in plan.modules[-2:]] == ["M01", "M02"]


def test_little_certainty_asks_to_check() -> None:
    plan = plan_for(answers=answers_at(4), certainty={"C2": "gok"})
    assert keys_with(plan, Advice.CONTROLEREN) == ["M04"]
    line = next(line for line in plan.modules if line.key == "M04")
    assert line.advised.because == ("I2.1", "I2.2", "I2.3")


def test_score_weighs_core_twice_and_adds_phase_and_choice() -> None:
    plan = plan_for(answers=answers_at(2), phase="F4", chosen=["M06"])
    line = next(line for line in plan.modules if line.key == "M06")
    assert line.terms == (
        ("gap:I4.1", Fraction(27, 35)),
        ("gap:I4.2", Fraction(138, 175)),
        ("gap:I4.4", Fraction(27, 35)),
        ("gap:I5.4", Fraction(27, 70)),
        ("phase", Fraction(2)),
        ("chosen", Fraction(2)),
    )


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (42, True), (43, False)])
def test_moment_counts_within_six_weeks(days: int, counts: bool) -> None:
    on = (date(2026, 11, 22) + timedelta(days=days)).isoformat()
    plan = plan_for(answers=answers_at(2), trainee_moments=[{"phase": "F6", "date": on}])
    line = next(line for line in plan.modules if line.key == "M12")
    assert (("phase", Fraction(2)) in line.terms) is counts


def test_now_falls_back_on_the_nearest_moment() -> None:
    phases = {"M01": "F0", "M02": "F1", "M05": "F4", "M12": "F6"}
    now = choose_now(
        ["M01", "M02", "M05", "M12"],
        phases,
        following=None,
        phase=None,
        moments=[Moment(date(2026, 12, 20), "F4"), Moment(date(2026, 12, 1), "F6")],
        today=date(2026, 11, 22),
    )
    assert now == ("M01", "M12", "M02")


def test_folded_prerequisite_holds_nobody_up() -> None:
    plan = plan_for(answers=answers_at(3))
    assert [line.key for line in plan.modules[:2]] == ["M01", "M11"]


@pytest.mark.parametrize(
    ("statements", "situations", "signal"),
    [(3, 2, True), (2, 2, False)],
)
def test_signal_when_statements_are_a_whole_level_higher(
    statements: int, situations: int, signal: bool
) -> None:
    plan = plan_for(answers=answers_at(statements, situation_level=situations))
    assert ("stelling_versus_situatie" in plan.signals) is signal


def test_why_repeats_the_answer_in_the_words_of_the_scan() -> None:
    plan = plan_for(answers=answers_at(3) | {"S13": 1, "S16": 2, "S14": "b"})
    line = next(line for line in plan.modules if line.key == "M06")
    assert [sentence(DEFINITION, reason, voice_of(None)) for reason in line.why] == [
        "Je koos bij 'Gericht kijken': dit doe ik (nog) niet.",
        "In de situatie over 'Feedback geven' koos je: “Ik onthoud het en zeg aan het eind van de week "
        "dat ze meer aandacht voor bewoners moet hebben.”",
        "Je koos bij 'Zelf feedback vragen': soms, of met hulp.",
    ]


def test_sentences_follow_address_form_and_words() -> None:
    voice = Voice("u", lambda term, form: {"singular": "gast", "plural": "gasten"}[form])
    reason = {"code": "situation", "item": "S14", "option": "b"}
    assert sentence(DEFINITION, reason, voice) == (
        "In de situatie over 'Feedback geven' koos u: “Ik onthoud het en zeg aan het eind van de week "
        "dat ze meer aandacht voor gasten moet hebben.”"
    )


def test_word_at_the_start_of_a_sentence_gets_a_capital() -> None:
    voice = Voice("je", lambda term, form: "het leermaatje")
    assert voice.fill(
        "{{collega-in-opleiding|lidwoord}} kiest. {{collega-in-opleiding|lidwoord}} leert."
    ) == ("Het leermaatje kiest. Het leermaatje leert.")
