"""Branching cases: the rule of play, and what the checker sees."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.casework.checker import Fault, Found, check, long_sentences
from modules.casework.rules import NotOffered, choose, ending_of, first_state, offered_choices, replay
from modules.casework.script import (
    Asks,
    Choice,
    Condition,
    Ending,
    EndingKind,
    Meter,
    Scene,
    Script,
    stored,
)

GOOD = Ending(
    "goed", EndingKind.GOOD, "Goed", "<p>Het loopt goed af.</p>", "<p>Vraag eerst.</p>", {"I3.3": 3}
)
BAD = Ending("mis", EndingKind.MISSED, "Gemist", "<p>Het bleef stil.</p>", "<p>Zeg iets.</p>")


def option(key: str, goes_to: str, **more: object) -> Choice:
    """A choice with something to say."""
    return Choice(key, f"<p>{key}</p>", goes_to, "<p>Dan gebeurt er iets.</p>", **more)  # type: ignore[arg-type]


def script_with(*scenes: Scene, meters: tuple[Meter, ...] = (Meter("rust", "Rust", 50),)) -> Script:
    """A script of these scenes, with two endings."""
    return Script(scenes[0].key if scenes else "", meters, scenes, (GOOD, BAD))


START = Scene(
    "keuken",
    "<p>Sem kijkt je aan.</p>",
    (
        option("vraag", "gang", effects={"rust": 30}, mark="gevraagd"),
        option("zwijg", "gang", effects={"rust": -70}),
    ),
)
CORRIDOR = Scene(
    "gang",
    "<p>Later spreek je hem.</p>",
    (
        option("doorvragen", "goed", conditions=(Condition(Asks.CHOSEN, "gevraagd"),)),
        option("kalm", "goed", conditions=(Condition(Asks.AT_LEAST, "rust", 80),)),
        option("boos", "mis", conditions=(Condition(Asks.AT_MOST, "rust", 10),)),
        option("weg", "mis"),
    ),
    later="Twee weken later",
)
SCRIPT = script_with(START, CORRIDOR)


def offered_after(*choices: str) -> list[str]:
    """What can be chosen after these choices."""
    state = replay(SCRIPT, choices)
    scene = SCRIPT.scene(state.at)
    assert scene is not None
    return [choice.key for choice in offered_choices(scene, state)]


def test_conditions_look_at_meters_and_earlier_choices() -> None:
    assert offered_after("vraag") == ["doorvragen", "kalm", "weg"]
    assert offered_after("zwijg") == ["boos", "weg"]


def test_a_condition_that_something_was_not_chosen() -> None:
    unless = option("alsnog", "goed", conditions=(Condition(Asks.NOT_CHOSEN, "gevraagd"),))
    script = script_with(START, dataclasses.replace(CORRIDOR, choices=(unless, option("weg", "mis"))))
    asked, silent = replay(script, ["vraag"]), replay(script, ["zwijg"])

    assert [each.key for each in offered_choices(script.scenes[1], asked)] == ["weg"]
    assert [each.key for each in offered_choices(script.scenes[1], silent)] == ["alsnog", "weg"]


def test_meters_stay_between_0_and_100() -> None:
    assert replay(SCRIPT, ["zwijg"]).meters == {"rust": 0}
    assert first_state(script_with(START, meters=(Meter("rust", "Rust", 130),))).meters == {"rust": 100}


def test_a_choice_whose_condition_fails_is_refused() -> None:
    with pytest.raises(NotOffered):
        replay(SCRIPT, ["zwijg", "kalm"])


@pytest.mark.parametrize("key", ["", "bestaat niet", "doorvragen"])
def test_a_choice_that_is_not_there_is_refused(key: str) -> None:
    with pytest.raises(NotOffered):
        choose(SCRIPT, first_state(SCRIPT), key)


def test_nothing_can_be_chosen_after_the_end() -> None:
    with pytest.raises(NotOffered):
        replay(SCRIPT, ["vraag", "weg", "weg"])


def test_nobody_is_stuck_where_no_condition_holds() -> None:
    only = option("kalm", "goed", conditions=(Condition(Asks.AT_LEAST, "rust", 90),))
    script = script_with(START, dataclasses.replace(CORRIDOR, choices=(only,)))

    assert offered_choices(script.scenes[1], replay(script, ["zwijg"])) == (only,)


walks = st.lists(st.integers(0, 5), max_size=8)


@given(walks)
def test_a_walk_can_be_replayed_and_stored(numbers: list[int]) -> None:
    state, keys = first_state(SCRIPT), []
    for number in numbers:
        scene = SCRIPT.scene(state.at)
        if scene is None:
            break
        choices = offered_choices(scene, state)
        keys.append(choices[number % len(choices)].key)
        state = choose(SCRIPT, state, keys[-1])
    again = stored(json.loads(json.dumps(SCRIPT.as_stored())))

    assert again == SCRIPT
    assert replay(again, keys) == state
    assert [key for _, key in state.made] == keys
    assert all(0 <= value <= 100 for value in state.meters.values())
    assert (ending_of(SCRIPT, state) is None) == (SCRIPT.scene(state.at) is not None)


def test_any_change_of_wording_is_another_script() -> None:
    other = dataclasses.replace(START, text="<p>Sem kijkt weg.</p>")

    assert script_with(other, CORRIDOR).digest != SCRIPT.digest
    assert script_with(START, CORRIDOR).digest == SCRIPT.digest


def test_a_good_script_has_no_faults() -> None:
    assert check(SCRIPT) == []


LONG = " ".join(["woord"] * 21) + "."
FAULTY = {
    "no scenes": (script_with(), [Found(Fault.NO_SCENES)]),
    "no endings": (
        dataclasses.replace(script_with(START, CORRIDOR), endings=()),
        [
            Found(Fault.NO_ENDINGS),
            *(
                Found(Fault.NOWHERE, "gang", number, to)
                for number, to in enumerate(["goed", "goed", "mis", "mis"], 1)
            ),
        ],
    ),
    "a name twice": (script_with(START, CORRIDOR, CORRIDOR), [Found(Fault.TWICE, "gang")]),
    "a dead end": (
        script_with(START, dataclasses.replace(CORRIDOR, choices=())),
        [Found(Fault.NO_CHOICES, "gang"), Found(Fault.UNREACHABLE, "goed"), Found(Fault.UNREACHABLE, "mis")],
    ),
    "a choice to nowhere": (
        script_with(START, dataclasses.replace(CORRIDOR, choices=(*CORRIDOR.choices, option("x", "zolder")))),
        [Found(Fault.NOWHERE, "gang", 5, "zolder")],
    ),
    "an unreachable scene": (
        script_with(START, CORRIDOR, Scene("zolder", "", (option("x", "goed"),))),
        [Found(Fault.UNREACHABLE, "zolder")],
    ),
    "a loop without exit": (
        script_with(
            dataclasses.replace(START, choices=(*START.choices, option("rond", "kring"))),
            CORRIDOR,
            Scene("kring", "", (option("a", "kring2"),)),
            Scene("kring2", "", (option("b", "kring"),)),
        ),
        [Found(Fault.NO_WAY_OUT, "kring"), Found(Fault.NO_WAY_OUT, "kring2")],
    ),
    "an unknown meter": (
        script_with(
            dataclasses.replace(START, choices=(option("x", "gang", effects={"moed": 5}, mark="gevraagd"),)),
            CORRIDOR,
        ),
        [Found(Fault.UNKNOWN_METER, "keuken", 1, "moed")],
    ),
    "an unknown meter in a condition": (
        script_with(
            START,
            dataclasses.replace(
                CORRIDOR,
                choices=(
                    *CORRIDOR.choices,
                    option("x", "goed", conditions=(Condition(Asks.AT_LEAST, "moed", 5),)),
                ),
            ),
        ),
        [Found(Fault.UNKNOWN_METER, "gang", 5, "moed")],
    ),
    "an unknown mark": (
        script_with(dataclasses.replace(START, choices=(option("x", "gang"),)), CORRIDOR),
        [Found(Fault.UNKNOWN_MARK, "gang", 1, "gevraagd")],
    ),
    "a meter twice": (
        script_with(START, CORRIDOR, meters=(Meter("rust", "Rust"), Meter("rust", "rust"))),
        [Found(Fault.METER_TWICE, about="rust")],
    ),
    "a mark with the name of a meter": (
        script_with(
            dataclasses.replace(START, choices=(*START.choices, option("x", "gang", mark="rust"))), CORRIDOR
        ),
        [Found(Fault.MARK_IS_METER, "keuken", 3, "rust")],
    ),
    "feedback of spaces": (
        script_with(
            START,
            dataclasses.replace(
                CORRIDOR, choices=(*CORRIDOR.choices, Choice("x", "x", "goed", "<p>&nbsp;</p>"))
            ),
        ),
        [Found(Fault.NO_FEEDBACK, "gang", 5)],
    ),
    "no feedback": (
        script_with(
            START,
            dataclasses.replace(CORRIDOR, choices=(*CORRIDOR.choices, Choice("x", "x", "goed", "<p> </p>"))),
        ),
        [Found(Fault.NO_FEEDBACK, "gang", 5)],
    ),
    "only conditional choices": (
        script_with(START, dataclasses.replace(CORRIDOR, choices=CORRIDOR.choices[:3])),
        [Found(Fault.ALL_CONDITIONAL, "gang")],
    ),
    "a long sentence": (
        script_with(dataclasses.replace(START, text=f"<p>{LONG}</p>"), CORRIDOR),
        [Found(Fault.LONG_SENTENCE, "keuken", 0, LONG)],
    ),
}


@pytest.mark.parametrize("name", list(FAULTY))
def test_the_checker_names_the_place(name: str) -> None:
    script, expected = FAULTY[name]

    assert check(script) == expected


def test_a_loop_with_a_way_out_is_fine() -> None:
    again = dataclasses.replace(CORRIDOR, choices=(*CORRIDOR.choices, option("terug", "keuken")))

    assert check(script_with(START, again)) == []


def test_sentences_are_counted_per_paragraph() -> None:
    twelve = " ".join(["woord"] * 12)

    assert long_sentences(f"<p>{twelve}</p><p>{twelve}</p>") == []
    assert long_sentences(f"<p>{twelve}. {twelve}.</p>") == []
    assert long_sentences(f"<ul><li>{twelve} <b>{twelve}</b></li></ul>") == [f"{twelve} {twelve}"]


def test_sentences_are_counted_as_they_are_read() -> None:
    twelve = " ".join(["woord"] * 12)

    assert long_sentences(f"<p>Zij zegt: &quot;{twelve}.&quot; {twelve}.</p>") == []
    assert long_sentences(f"<p>{twelve}&nbsp;{twelve} &amp; meer</p>") == [f"{twelve}\xa0{twelve} & meer"]
