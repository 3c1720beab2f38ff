"""What the blocks of a step work out by themselves."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.blocks import FilmBlock, Quality, ScenarioBlock, ScenarioValue
from modules.models import CaseIndexPage, CasePage, StepPage

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


def test_a_scenario_with_a_key_twice_is_refused_and_one_half_filled_in_is_not() -> None:
    twice = scenario(k1="k2", k2="")
    twice["nodes"][1]["key"] = "k1"
    twice["nodes"][0]["choices"][0]["next"] = ""
    half = scenario(k1="")
    half["start"] = ""

    (error,) = ScenarioBlock().reference_errors(twice).values()
    assert error.messages == ["Deze sleutel komt twee keer voor: k1."]
    assert ScenarioBlock().reference_errors(half) == {}


def ids_in(state: Any) -> list[str]:
    """Every id in what an editor's form is given for a block."""
    if isinstance(state, dict):
        own = [str(state["id"])] if "id" in state else []
        return own + [each for one in state.values() for each in ids_in(one)]
    return [each for one in state for each in ids_in(one)] if isinstance(state, list) else []


STREAMS = [
    (StepPage, "body"),
    (CasePage, "scenes"),
    (CasePage, "endings"),
    (CaseIndexPage, "discussion_forms"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), STREAMS)
def test_two_new_blocks_share_no_id_of_a_child(model: Any, field: str) -> None:
    children = model._meta.get_field(field).stream_block.child_blocks

    given = {name: ids_in(block.get_form_state(block.get_default())) for name, block in children.items()}

    assert given == {name: [] for name in children}


@pytest.mark.django_db
def test_a_kept_child_keeps_its_id_in_the_form() -> None:
    case = CasePage.objects.get(key="K01")
    kept = [choice.key for scene in case.script.scenes for choice in scene.choices]

    state = case._meta.get_field("scenes").stream_block.get_form_state(case.scenes)

    assert [choice["id"] for scene in state for choice in scene["value"]["choices"]] == kept
