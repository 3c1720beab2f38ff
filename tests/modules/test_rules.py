"""What is right, what comes again, where a story goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.blocks import ScenarioValue
from modules.rules import (
    Choice,
    Round,
    answered_to_other_wording,
    chosen_right,
    current_round,
    may_complete,
    place_after,
    placed_right,
    readable,
    walk,
)

KEYS = ("a", "b", "c")


def test_first_round_asks_everything() -> None:
    assert current_round(KEYS, {}) == Round(1, KEYS, KEYS, False)


def test_round_goes_on_until_everything_is_answered() -> None:
    assert current_round(KEYS, {1: {"a": True, "b": False}}) == Round(1, KEYS, ("c",), False)


def test_next_round_asks_only_what_was_missed() -> None:
    results = {1: {"a": True, "b": False, "c": False}}
    assert current_round(KEYS, results) == Round(2, ("b", "c"), ("b", "c"), False, is_repeat=True)


def test_round_is_finished_when_all_is_right() -> None:
    results = {1: {"a": True, "b": False, "c": True}, 2: {"b": True}}
    state = current_round(KEYS, results)
    assert (state.is_finished, state.ever_finished, state.number) == (True, True, 2)


def test_restart_asks_everything_in_the_next_round() -> None:
    results = {1: {"a": True, "b": True, "c": True}}
    assert current_round(KEYS, results, restart=True) == Round(2, KEYS, KEYS, True, began=2)


def test_started_second_attempt_goes_on_without_restart() -> None:
    results = {1: {"a": True, "b": True, "c": True}, 2: {"a": False}}
    state = current_round(KEYS, results)
    assert (state.number, state.open, state.ever_finished, state.is_new_attempt) == (
        2,
        ("b", "c"),
        True,
        True,
    )


def test_restart_in_the_middle_changes_nothing() -> None:
    results = {1: {"a": True, "b": False, "c": True}}
    assert current_round(KEYS, results, restart=True) == current_round(KEYS, results)


def test_nothing_to_ask_is_finished() -> None:
    assert current_round((), {}, restart=True).is_finished


@given(
    st.lists(st.sampled_from("abcde"), min_size=1, unique=True),
    st.lists(st.dictionaries(st.sampled_from("abcde"), st.booleans()), max_size=6),
)
def test_every_open_question_was_missed_or_never_answered(keys: list[str], given_rounds: list[dict]) -> None:
    results = dict(enumerate(given_rounds, 1))
    state = current_round(keys, results)
    assert set(state.open) <= set(state.asked) <= set(keys)
    if state.is_repeat and state.number > 1:
        before = results.get(state.number - 1, {})
        assert all(before.get(key) is False for key in state.asked)
    if state.is_finished:
        assert all(any(results.get(number, {}).get(key) for number in results) for key in keys)


def test_placed_right_accepts_each_right_place() -> None:
    right = {"welkom": frozenset(["d1"]), "zorgplan": frozenset(["d2", "d4"])}
    assert placed_right({"welkom": "d2", "zorgplan": "d4", "weg": "d1"}, right) == {
        "welkom": False,
        "zorgplan": True,
    }


@pytest.mark.parametrize(
    ("chosen", "expected"), [(["x", "y"], True), (["x"], False), (["x", "y", "z"], False), ([], False)]
)
def test_chosen_right_wants_exactly_the_right_ones(chosen: list[str], expected: bool) -> None:
    assert chosen_right(chosen, {"x", "y"}) is expected


POINTS = {
    "k1": {"a": Choice("k2", "strong"), "b": Choice("k2", "unsafe")},
    "k2": {"a": Choice("", "good"), "b": Choice("k1", "weak")},
}


def test_walk_stands_at_the_first_point_without_a_choice() -> None:
    route = walk("k1", POINTS, {"k1": "a"})
    assert (route.taken, route.current, route.qualities) == ((("k1", "a"),), "k2", ("strong",))


def test_walk_ends_where_nothing_follows() -> None:
    assert walk("k1", POINTS, {"k1": "a", "k2": "a"}).current is None


def test_walk_ends_instead_of_going_round() -> None:
    assert walk("k1", POINTS, {"k1": "a", "k2": "b"}).qualities == ("strong", "weak")


def test_walk_asks_again_when_a_choice_is_gone() -> None:
    assert walk("k1", POINTS, {"k1": "weg"}).current == "k1"


@given(st.lists(st.sampled_from(["strong", "good", "weak"])))
def test_one_unsafe_choice_always_leads_to_the_weak_ending(others: list[str]) -> None:
    assert ScenarioValue.ending([*others, "unsafe"]) == "weak"


def test_quiz_is_ticked_only_when_all_was_right_once() -> None:
    assert not may_complete("quiz", quiz_finished=False, scan_moment="")
    assert may_complete("quiz", quiz_finished=True, scan_moment="")


def test_first_scan_is_ticked_by_doing_it_a_later_one_also_with_later() -> None:
    assert not may_complete("self_scan", quiz_finished=False, scan_moment="first")
    assert may_complete("self_scan", quiz_finished=False, scan_moment="again")


ASKED = {
    "questions": [{"key": "q", "text": "Wat doe je?"}, {"key": "leeg", "text": "En dan?"}],
    "options": [{"key": "o1", "text": "Wachten"}, {"key": "o2", "text": "Vragen"}],
}


def test_readable_gives_the_words_of_then() -> None:
    payload = {"answers": {"q": ["o1", "o2"], "leeg": ""}}
    assert [(line.question, line.answer) for line in readable(payload, ASKED)] == [
        ("Wat doe je?", "Wachten; Vragen")
    ]


def test_answer_is_marked_when_its_question_reads_differently_now() -> None:
    payload = {"answers": {"q": ["o1"]}}
    changed = {**ASKED, "questions": [{"key": "q", "text": "Wat doe je nu?"}]}
    assert answered_to_other_wording(payload, ASKED, ASKED) == []
    assert [line.question for line in answered_to_other_wording(payload, ASKED, changed)] == ["Wat doe je?"]


def test_answer_is_marked_when_its_option_reads_differently_now() -> None:
    changed = {**ASKED, "options": [{"key": "o1", "text": "Even wachten"}, ASKED["options"][1]]}
    assert len(answered_to_other_wording({"answers": {"q": ["o1"]}}, ASKED, changed)) == 1
    assert answered_to_other_wording({"answers": {"q": ["o2"]}}, ASKED, changed) == []


@pytest.mark.parametrize(
    ("place", "done", "expected"),
    [
        (0, [True, False, False], 1),
        (0, [True, True, False], 2),
        (0, [True, True, True], 1),
        (1, [False, True], None),
        (3, [], None),
    ],
)
def test_after_a_step_comes_what_is_not_done(place: int, done: list[bool], expected: int | None) -> None:
    assert place_after(place, done) == expected
