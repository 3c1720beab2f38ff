"""Writing a branching case: the checker at publishing, the map, the walk through the draft."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from modules.blocks import LONG_FEATURES, SHORT_FEATURES
from modules.case_form import prompt
from modules.editing import sync_editor_permissions
from modules.models import CaseIndexPage, CasePage, ContentPage
from modules.readiness import what_keeps_it_offline
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.factories import make_member

pytestmark = pytest.mark.django_db
LONG = " ".join(["woord"] * 21) + "."
URLCONF = "portal.urls_region"
PLACE = "scenes-0-value-choices-0-value"
EMPTY = rich_text("", features=SHORT_FEATURES)
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
        return each | texts | {"effects": effects, "conditions": list_of(*each.get("conditions", ()))}

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


def test_who_submits_comes_to_her_own_cases(as_author: Client) -> None:
    first = as_author.post(add_address(), case_form([SCENE], [ENDING]) | {"action-submit": "1"}, follow=True)
    case = CasePage.objects.get(slug="sem-zegt-niets")
    state = case.current_workflow_task_state
    state.reject(comment="Sem mag een ander einde.")
    again = as_author.post(
        edit_address(case), case_form([SCENE], [ENDING]) | {"action-submit": "1"}, follow=True
    )

    cases = reverse("casuistiek:index", urlconf=URLCONF)
    for sent in (first, again):
        assert sent.redirect_chain == [(cases, 302)]
        page = BeautifulSoup(sent.content, "html.parser")
        listed = page.select("main td.title, main .title-wrapper")
        assert any("Sem zegt niets" in each.get_text() for each in listed)
        assert "Sem zegt niets" in page.select_one(".messages").get_text()
    case.refresh_from_db()
    assert case.workflow_in_progress


def test_a_row_in_which_nothing_was_chosen_stops_nobody(as_author: Client) -> None:
    rows = nested_form_data(
        {
            "indicator_links": inline_formset([{"indicator": "", "id": "", "ORDER": "1"}]),
            "module_links": inline_formset([{"module": "", "id": "", "ORDER": "1"}]),
        }
    )
    form = case_form([SCENE], [ENDING]) | rows

    as_author.post(add_address(), form)
    draft = CasePage.objects.get(slug="sem-zegt-niets")
    assert notices_of(as_author, draft).select("li") == []
    as_author.post(edit_address(draft), form | {"action-submit": "1"})

    draft.refresh_from_db()
    assert draft.workflow_in_progress
    assert (draft.indicator_links.count(), draft.module_links.count()) == (0, 0)


@pytest.mark.parametrize(("count", "status"), [("", 200), ("veel", 200), ("-1", 302), ("200", 302)])
def test_a_count_of_rows_that_makes_no_sense_breaks_nothing(
    as_author: Client, count: str, status: int
) -> None:
    form = case_form([SCENE], [ENDING]) | {"indicator_links-TOTAL_FORMS": count}

    assert as_author.post(add_address(), form).status_code == status


def test_a_hint_that_was_left_is_named_with_its_place_and_stops_nobody_who_submits(as_author: Client) -> None:
    hints = {name: prompt(name) for name in ("insights", "guide_note")}
    form = case_form([SCENE], [ENDING]) | {
        name: rich_text(hint, features=LONG_FEATURES) for name, hint in hints.items()
    }
    as_author.post(add_address(), form)
    draft = CasePage.objects.get(slug="sem-zegt-niets")

    told = [each.get_text() for each in notices_of(as_author, draft).select("li")]
    assert told == [
        f"‘{label}’: vervang deze aanwijzing door je eigen tekst, of maak het veld leeg."
        for label in ("Inzichten", "Notitie voor de begeleider")
    ]
    as_author.post(edit_address(draft), form | {"action-submit": "1"})

    draft.refresh_from_db()
    submitted = draft.get_latest_revision_as_object()
    assert draft.workflow_in_progress
    assert (submitted.insights, submitted.guide_note) == ("", "")


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
    "a loop without an exit": (
        [
            SCENE | {"choices": [CHOICE, CHOICE | {"goes_to": "kring"}]},
            SCENE | {"name": "kring", "choices": [CHOICE | {"goes_to": "kring"}]},
        ],
        "‘kring’: vanaf hier is er geen einde te bereiken. De keuzes gaan rond.",
    ),
    "a long sentence": (
        [SCENE | {"text": f"Kort. {LONG}"}],
        f"‘keuken’: deze zin heeft meer dan twintig woorden: “{LONG}”",
    ),
    "an unknown mark": (
        [SCENE | {"choices": [CHOICE, CHOICE | {"conditions": [{"test": "chosen", "of": "moed"}]}]}],
        "‘keuken’, keuze 2: vraagt naar het kenmerk ‘moed’, en geen keuze heeft dat.",
    ),
    "a name twice": (
        [SCENE, SCENE],
        "‘keuken’: deze naam komt twee keer voor. Geef elke scène en elk einde een eigen naam.",
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
    above_the_form = notices_of(as_author, draft)
    assert sentence in [each.get_text() for each in above_the_form.select("[data-obstacles] li")]
    assert address_of("map", draft) in [link["href"] for link in above_the_form.select("a")]


def edit_address(case: CasePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[case.pk], urlconf=URLCONF)


def notices_of(client: Client, case: CasePage) -> Any:
    page = BeautifulSoup(client.get(edit_address(case)).content, "html.parser")
    return page.select_one("[data-notices]")


def test_long_sentences_in_a_case_to_talk_about_are_refused_at_their_field(as_author: Client) -> None:
    too_long = f"deze zin heeft meer dan twintig woorden: “{LONG}”"
    labels = {"situation": "Situatie", "dilemma": "Dilemma", "insights": "Inzichten", "questions": "Vragen"}
    text = rich_text(f"<p>Kort.</p><p>{LONG}</p>", features=LONG_FEATURES)
    form = case_form([], []) | {name: text for name in labels if name != "questions"}
    form["questions-0-value"] = rich_text(f"<p>{LONG}</p>", features=SHORT_FEATURES)

    refused = as_author.post(add_address(), form | {"action-submit": "1"})
    assert refused.context["form"].errors == {name: [f"D{too_long[1:]}"] for name in labels}

    as_author.post(add_address(), form)
    draft = CasePage.objects.get(slug="sem-zegt-niets")
    page = BeautifulSoup(as_author.get(address_of("map", draft)).content, "html.parser")
    told = [f"‘{label}’: {too_long}" for label in labels.values()]
    assert sorted(each.get_text() for each in page.select("main li") if "woord" in str(each)) == sorted(told)


def test_what_is_not_filled_in_yet_stands_above_the_form(as_author: Client) -> None:
    ending = {"endings-0-value-kind": "", "endings-0-value-title": ""}
    as_author.post(add_address(), case_form([SCENE], [ENDING]) | ending | {"situation": "null"})

    told = notices_of(as_author, CasePage.objects.get(slug="sem-zegt-niets")).select("li")

    assert [each.get_text() for each in told] == [
        "‘einde’: kies wat voor einde dit is.",
        "‘Situatie’: Dit veld kan niet leeg zijn.",
        "‘Einde 1 › Soort einde’: Dit is een verplicht veld.",
        "‘Einde 1 › Titel’: Dit is een verplicht veld.",
    ]


def test_a_case_that_is_ready_is_told_nothing(as_author: Client) -> None:
    as_author.post(add_address(), case_form([SCENE], [ENDING]))
    assert notices_of(as_author, CasePage.objects.get(slug="sem-zegt-niets")).select("li") == []


def test_all_that_is_online_is_ready_for_it() -> None:
    pages = [page for page in Page.objects.live().specific() if isinstance(page, ContentPage)]
    assert len(pages) > 80
    assert {page.title: what_keeps_it_offline(page) for page in pages if what_keeps_it_offline(page)} == {}


@pytest.mark.parametrize("place", ["meters-0-value-start", f"{PLACE}-effects-0-value-change"])
def test_a_number_out_of_bounds_is_refused_at_its_block_when_submitted(as_author: Client, place: str) -> None:
    scene = SCENE | {"choices": [CHOICE | {"effects": ["moed"]}]}
    form = case_form([scene], [ENDING], meters=("moed",)) | {place: "101"}

    refused = as_author.post(add_address(), form | {"action-submit": "1"})

    page = BeautifulSoup(refused.content, "html.parser")
    assert list(refused.context["form"].errors) == [place.partition("-")[0]]
    assert "deze waarde hoogstens 100 is" in str(page)
    assert not CasePage.objects.filter(slug="sem-zegt-niets").exists()


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


def test_what_is_in_the_form_is_played_in_the_preview_in_the_words_of_a_house(as_author: Client) -> None:
    as_author.post(add_address(), case_form([SCENE], [ENDING]))
    draft = CasePage.objects.get(slug="sem-zegt-niets")
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk], urlconf=URLCONF)
    unsaved = {"endings-0-value-title": "Nog niet bewaard"}
    as_author.post(preview, case_form([SCENE], [ENDING]) | unsaved)

    def follow(query: str, link: str) -> tuple[BeautifulSoup, str]:
        page = BeautifulSoup(as_author.get(preview + query).content, "html.parser")
        return page, page.select_one(link)["href"].partition("#")[0]

    _page, begin = follow("?mode=zonnehoek", "#spelen ~ p a")
    _page, choice = follow(begin, "a.choice")
    page, again = follow(choice, "#scene > p > a")
    assert page.select_one("#einde").get_text() == "Nog niet bewaard"
    assert page.select_one('link[href*="/thema/zonnehoek."]')
    assert (again, page.select_one(".breadcrumb a")["href"]) == (begin, "?mode=zonnehoek")
    gone, _choice = follow(f"{begin}0-0-7", "a.choice")
    assert gone.select_one(".route") is None


def test_a_case_to_talk_about_has_nothing_to_play_in_the_preview(as_author: Client) -> None:
    as_author.post(add_address(), case_form([], []))
    draft = CasePage.objects.get(slug="sem-zegt-niets")
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk], urlconf=URLCONF)
    as_author.post(preview, case_form([], []))
    for query in ("", "?mode=~", "?mode=zonnehoek~0"):
        page = BeautifulSoup(as_author.get(preview + query).content, "html.parser")
        assert (page.select("#spelen"), len(page.select("#dilemma"))) == ([], 1)


@pytest.mark.parametrize("name", ["map", "trial"])
def test_a_case_of_somebody_else_is_not_there_for_an_author(as_author: Client, name: str) -> None:
    case = CasePage.objects.get(key="K01")

    other = as_author.get(address_of(name, case))
    unknown = as_author.get(address_of(name, case).replace(str(case.pk), "999999"))

    assert (other.status_code, unknown.status_code) == (404, 404)


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
    "a meter that starts too high": {"meters-0-value-start": "120"},
    "an effect that is too large": {f"{PLACE}-effects-0-value-change": "-500"},
    "a condition with too large a figure": CONDITION
    | {
        f"{PLACE}-conditions-0-value-test": "at_least",
        f"{PLACE}-conditions-0-value-of": "moed",
        f"{PLACE}-conditions-0-value-value": "300",
    },
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
    edit = edit_address(draft)
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
