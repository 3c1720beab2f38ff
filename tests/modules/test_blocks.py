"""What the blocks of a step work out by themselves."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.blocks import FilmBlock, Quality, ScenarioBlock, ScenarioValue

routes = st.lists(st.sampled_from(Quality.values), max_size=8)


def listed(*values: dict[str, Any]) -> list[dict[str, Any]]:
    """Values as a ListBlock stores them."""
    return [{"type": "item", "id": f"id-{number}", "value": value} for number, value in enumerate(values)]


def scenario(**following: str) -> Any:
    """A scenario whose points lead to these points: scenario(k1="k2", k2="")."""
    nodes = [
        {
            "key": key,
            "text": "",
            "choices": listed({"text": "", "next": after, "feedback": "", "quality": "good"}),
        }
        for key, after in following.items()
    ]
    value = {"start": "k1", "nodes": listed(*nodes), "endings": {"strong": "", "good": "", "weak": ""}}
    return ScenarioBlock().to_python(value)


@pytest.mark.parametrize(
    ("route", "ending"),
    [
        (["strong", "strong", "strong"], "strong"),
        (["strong", "good", "strong"], "strong"),
        (["strong", "good", "good"], "good"),
        (["strong", "weak"], "good"),
        (["weak", "weak", "strong"], "weak"),
        (["strong", "strong", "strong", "unsafe"], "weak"),
        ([], "good"),
    ],
)
def test_ending_follows_from_the_choices(route: list[str], ending: str) -> None:
    assert ScenarioValue.ending(route) == ending


@given(routes)
def test_one_unsafe_choice_always_leads_to_the_weak_ending(route: list[str]) -> None:
    assert ScenarioValue.ending([*route, Quality.UNSAFE]) == "weak"


@given(routes)
def test_ending_does_not_depend_on_the_order(route: list[str]) -> None:
    assert ScenarioValue.ending(route) == ScenarioValue.ending(sorted(route))


@given(routes, st.integers(min_value=0, max_value=7))
def test_better_choice_never_gives_a_worse_ending(route: list[str], place: int) -> None:
    worst_first = ["weak", "good", "strong"]
    if place < len(route) and route[place] != Quality.STRONG:
        better = [*route[:place], Quality.STRONG, *route[place + 1 :]]
        assert worst_first.index(ScenarioValue.ending(better)) >= worst_first.index(
            ScenarioValue.ending(route)
        )


def test_conversation_gives_each_line_its_speaker() -> None:
    film = FilmBlock().to_python(
        {
            "title": "Dag één",
            "seconds": 60,
            "place": "",
            "people": listed({"key": "sem", "name": "Sem", "role": "<p>eerste dag</p>"}),
            "lines": listed(
                {"speaker": "sem", "text": "<p>Goedemorgen.</p>", "action": ""},
                {"speaker": "weg", "text": "<p>Wie is dit?</p>", "action": ""},
            ),
            "questions": [],
        }
    )
    assert [(line.id, line.name, line.text.source) for line in film.conversation] == [
        ("id-0", "Sem", "<p>Goedemorgen.</p>")
    ]


def test_scenario_that_ends_has_no_errors() -> None:
    assert ScenarioBlock().reference_errors(scenario(k1="k2", k2="")) == {}


def test_scenario_that_leads_nowhere_is_an_error() -> None:
    errors = ScenarioBlock().reference_errors(scenario(k1="k9"))
    assert {name: error.messages for name, error in errors.items()} == {
        "nodes": ["Deze punten staan niet in de lijst: k9."]
    }


def test_scenario_that_never_ends_is_an_error() -> None:
    errors = ScenarioBlock().reference_errors(scenario(k1="k2", k2="k1"))
    assert {name: error.messages for name, error in errors.items()} == {
        "nodes": ["Een route komt terug bij k1 en eindigt dan niet."]
    }


def test_node_is_found_by_its_key() -> None:
    value = scenario(k1="k2", k2="")
    assert (value.node("k2")["key"], value.node("k7")) == ("k2", None)
