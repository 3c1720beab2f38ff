"""Writing a branching case: the checker at publishing, the map, the walk through the draft."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from modules.blocks import LONG_FEATURES, SHORT_FEATURES
from modules.editing import sync_editor_permissions
from modules.models import CaseIndexPage, CasePage
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.factories import make_member

pytestmark = pytest.mark.django_db
URLCONF = "portal.urls_region"
CHOICE = {"text": "Je vraagt het hem.", "goes_to": "Einde", "feedback": "Hij vertelt.", "mark": ""}
SCENE = {"name": "Keuken", "later": "", "text": "Sem kijkt je aan.", "choices": [CHOICE]}
ENDING = {
    "name": "einde",
    "kind": "strong",
    "title": "Goed gevraagd",
    "text": "Sem lacht.",
    "key_point": "Vraag eerst.",
}


@pytest.fixture
def author(region: Organisation) -> Person:
    person = make_member(region, Role.CASE_AUTHOR)
    sync_editor_permissions(person)
    return person


@pytest.fixture
def as_author(region: Organisation, author: Person, client_at: Callable[..., Client]) -> Client:
    return client_at(region, author)


def list_of(*values: dict[str, Any]) -> dict[str, Any]:
    """A list block's form."""
    form: dict[str, Any] = {"count": len(values)}
    for number, value in enumerate(values):
        form |= {f"{number}": {"deleted": "", "order": number, "value": value, "id": ""}}
    return form


def case_form(
    scenes: list[dict[str, Any]], endings: list[dict[str, Any]], meters: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The form of a branching case, filled in."""

    def choice(each: dict[str, Any]) -> dict[str, Any]:
        texts = {name: rich_text(each[name], features=SHORT_FEATURES) for name in ("text", "feedback")}
        effects = list_of(*({"meter": name, "change": 10} for name in each.get("effects", ())))
        return each | texts | {"effects": effects, "conditions": list_of()}

    def scene(each: dict[str, Any]) -> dict[str, Any]:
        text = rich_text(each["text"], features=LONG_FEATURES)
        return each | {"text": text, "choices": list_of(*map(choice, each["choices"]))}

    def ending(each: dict[str, Any]) -> dict[str, Any]:
        text = rich_text(each["text"], features=LONG_FEATURES)
        point = rich_text(each["key_point"], features=SHORT_FEATURES)
        return each | {"text": text, "key_point": point, "levels": list_of()}

    rich = {name: rich_text(f"<p>{name}</p>", features=LONG_FEATURES) for name in ("situation", "dilemma")}
    empty = {name: rich_text("", features=LONG_FEATURES) for name in ("insights", "guide_note")}
    return nested_form_data(
        rich
        | empty
        | {
            "title": "Sem zegt niets",
            "slug": "sem-zegt-niets",
            "setting": "Wijk",
            "questions": streamfield(
                [("question", rich_text("<p>Wat doe jij?</p>", features=SHORT_FEATURES))]
            ),
            "discussion_reach": "region",
            "picture": "",
            "phase": "",
            "meters": streamfield([("meter", {"name": name, "start": 50}) for name in meters]),
            "scenes": streamfield([("scene", scene(each)) for each in scenes]),
            "endings": streamfield([("ending", ending(each)) for each in endings]),
            "indicator_links": inline_formset([]),
            "module_links": inline_formset([]),
            "comments": inline_formset([]),
        }
    )


def add_address() -> str:
    return reverse(
        "wagtailadmin_pages:add",
        args=["modules", "casepage", CaseIndexPage.objects.get().pk],
        urlconf=URLCONF,
    )


def address_of(name: str, case: CasePage) -> str:
    return reverse(f"casuistiek:{name}", args=[case.pk], urlconf=URLCONF)


def faults_of(response: Any) -> list[str]:
    return [str(each) for each in response.context["form"].errors.get("scenes", [])]


def test_a_case_that_can_be_played_is_submitted(as_author: Client) -> None:
    as_author.post(add_address(), case_form([SCENE], [ENDING]) | {"action-submit": "1"})

    case = CasePage.objects.get(slug="sem-zegt-niets")
    assert case.current_workflow_state.status == "in_progress"
    script = case.get_latest_revision_as_object().script
    assert (script.start, script.scenes[0].choices[0].goes_to, script.endings[0].title) == (
        "keuken",
        "einde",
        "Goed gevraagd",
    )


FAULTY = {
    "nowhere": (
        [SCENE | {"choices": [CHOICE, CHOICE | {"goes_to": "zolder"}]}],
        "‘keuken’, keuze 2: gaat naar ‘zolder’, en die is er niet.",
    ),
    "no feedback": (
        [SCENE | {"choices": [CHOICE | {"feedback": ""}]}],
        "‘keuken’, keuze 1: vertel wat er dan gebeurt, of wat iemand hiervan leert.",
    ),
    "unknown meter": (
        [SCENE | {"choices": [CHOICE | {"effects": ["moed"]}]}],
        "‘keuken’, keuze 1: de meter ‘moed’ is er niet.",
    ),
    "unreachable": (
        [SCENE, SCENE | {"name": "zolder"}],
        "‘zolder’: hier komt niemand. Laat een keuze hierheen gaan, of haal het weg.",
    ),
    "dead end": (
        [
            SCENE | {"choices": [CHOICE, CHOICE | {"goes_to": "zolder"}]},
            SCENE | {"name": "zolder", "choices": []},
        ],
        "‘zolder’: hier is niets te kiezen. Voeg een keuze toe, of maak er een einde van.",
    ),
}


@pytest.mark.parametrize("name", list(FAULTY))
def test_what_cannot_be_played_is_refused_with_its_place_and_saved_as_a_draft(
    as_author: Client, name: str
) -> None:
    scenes, sentence = copy.deepcopy(FAULTY[name])
    form = case_form(scenes, [ENDING])

    refused = as_author.post(add_address(), form | {"action-submit": "1"})
    assert faults_of(refused) == [sentence]
    assert not CasePage.objects.filter(slug="sem-zegt-niets").exists()

    as_author.post(add_address(), form)
    draft = CasePage.objects.get(slug="sem-zegt-niets")
    assert not draft.live
    page = BeautifulSoup(as_author.get(address_of("map", draft)).content, "html.parser")
    assert sentence in [each.get_text() for each in page.select("main li")]


def test_the_map_shows_every_scene_ending_and_choice(as_author: Client, author: Person) -> None:
    case = CasePage.objects.get(key="K02")
    CasePage.objects.filter(pk=case.pk).update(owner=author)

    page = BeautifulSoup(as_author.get(address_of("map", case)).content, "html.parser")

    script = case.script
    assert sorted(text.get_text() for text in page.select("main svg text")) == sorted(script.names)
    assert len(page.select("main svg rect")) == len(script.scenes) + len(script.endings) == 14
    ways = {(scene.key, choice.goes_to) for scene in script.scenes for choice in scene.choices}
    assert len(page.select("main svg .way")) == len(ways)
    assert "Alles klopt: elke keuze leidt naar een einde." in page.get_text()


def test_the_draft_is_played_before_it_is_published(as_author: Client) -> None:
    as_author.post(add_address(), case_form([SCENE], [ENDING]))
    draft = CasePage.objects.get(slug="sem-zegt-niets")

    page = BeautifulSoup(as_author.get(address_of("trial", draft), {"k": "0"}).content, "html.parser")

    assert page.select_one("#einde").get_text() == "Goed gevraagd"
    assert page.select_one(".breadcrumb a")["href"].endswith(f"/pages/{draft.pk}/edit/")


@pytest.mark.parametrize("name", ["map", "trial"])
def test_a_case_of_somebody_else_is_not_there_for_an_author(as_author: Client, name: str) -> None:
    case = CasePage.objects.get(key="K01")

    other = as_author.get(address_of(name, case))
    unknown = as_author.get(address_of(name, case).replace(str(case.pk), "999999"))

    assert (other.status_code, unknown.status_code) == (404, 404)


PLACE = "scenes-0-value-choices-0-value"
EMPTY = rich_text("", features=SHORT_FEATURES)
CONDITION = {
    f"{PLACE}-conditions-count": "1",
    f"{PLACE}-conditions-0-deleted": "",
    f"{PLACE}-conditions-0-order": "0",
    f"{PLACE}-conditions-0-id": "",
    f"{PLACE}-conditions-0-value-test": "",
    f"{PLACE}-conditions-0-value-of": "",
    f"{PLACE}-conditions-0-value-value": "",
}
LEVEL = {
    "endings-0-value-levels-count": "1",
    "endings-0-value-levels-0-deleted": "",
    "endings-0-value-levels-0-order": "0",
    "endings-0-value-levels-0-id": "",
    "endings-0-value-levels-0-value-indicator": "",
    "endings-0-value-levels-0-value-proficiency_level": "",
}
HALF_FILLED = {
    "no text of a choice": {f"{PLACE}-text": EMPTY},
    "no place to go to": {f"{PLACE}-goes_to": ""},
    "no figure at an effect": {f"{PLACE}-effects-0-value-change": ""},
    "no meter at an effect": {f"{PLACE}-effects-0-value-meter": ""},
    "a condition without anything": CONDITION,
    "a condition of a meter without a figure": CONDITION
    | {f"{PLACE}-conditions-0-value-test": "at_least", f"{PLACE}-conditions-0-value-of": "moed"},
    "a level without anything": LEVEL,
    "a level without a figure": LEVEL | {"endings-0-value-levels-0-value-indicator": "I3.3"},
    "a meter without a start": {"meters-0-value-start": ""},
    "a meter without a name": {"meters-0-value-name": ""},
    "a scene without name and text": {"scenes-0-value-name": "", "scenes-0-value-text": EMPTY},
    "an ending with a name alone": {
        **dict.fromkeys([f"endings-0-value-{name}" for name in ("kind", "title")], ""),
        **dict.fromkeys([f"endings-0-value-{name}" for name in ("text", "key_point")], EMPTY),
    },
}


@pytest.mark.parametrize("name", list(HALF_FILLED))
def test_a_half_filled_draft_is_kept_drawn_played_and_previewed(as_author: Client, name: str) -> None:
    scene = SCENE | {"choices": [CHOICE | {"effects": ["moed"]}]}
    form = case_form([scene], [ENDING], meters=("moed",)) | HALF_FILLED[name]

    kept = as_author.post(add_address(), form)

    draft = CasePage.objects.get(slug="sem-zegt-niets")
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk], urlconf=URLCONF)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk], urlconf=URLCONF)
    assert (kept.status_code, kept["Location"]) == (302, edit)
    answers = [
        as_author.get(edit),
        as_author.get(address_of("map", draft)),
        as_author.get(address_of("trial", draft)),
        as_author.get(address_of("trial", draft), {"k": "0"}),
        as_author.post(preview, form),
        as_author.get(preview),
        as_author.get(preview, {"mode": "zonnehoek"}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 7
    assert answers[4].json() == {"is_valid": True, "is_available": True}
    assert [b"Sem zegt niets" in answer.content for answer in answers[5:]] == [True, True]
