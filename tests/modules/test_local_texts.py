"""What an organisation says itself in the steps: filled in, shown there and nowhere else, told when a question changes."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.rich_text import RichText

from modules.local.queries import organisations_with_own_text
from modules.local.rules import LONGEST_TEXT, Meter, Standing, meter, standing_of
from modules.models import LocalText, LocalTextVersion, StepPage
from modules.services import let_go_of_page
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import all_organisations, use_organisation
from people.models import Person
from people.registry import everything_kept
from tests.counting import queries_of
from tests.factories import make_member

pytestmark = pytest.mark.django_db
OVERVIEW = "/beheer/inhoud/"
CODE = "M02-4"  # two questions


def soup(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def address(code: str = CODE) -> str:
    return f"{OVERVIEW}{code}/"


def step_address(step: StepPage) -> str:
    return reverse("step_detail", args=["een-goede-start", step.slug])


@pytest.fixture
def admin(zonnehoek: Organisation) -> Person:
    return make_member(zonnehoek, Role.ORG_ADMIN, name="Ingrid Peeters")


@pytest.fixture
def as_admin(zonnehoek: Organisation, admin: Person, client_at: Callable[..., Client]) -> Client:
    return client_at(zonnehoek, admin)


@pytest.fixture
def place(step: Callable[[str], StepPage]) -> StepPage:
    return step(CODE)


@pytest.fixture
def path(place: StepPage) -> str:
    """The address of the step."""
    return f"/modules/{place.get_parent().slug}/{place.slug}/"


def form_of(client: Client, code: str = CODE) -> dict[str, str]:
    """The form as the page sends it without a change."""
    form = soup(client.get(address(code))).select_one("#teksten")
    data = {each["name"]: each.get("value", "") for each in form.select("input[type=hidden]")}
    return data | {each["name"]: each.get_text().strip() for each in form.select("textarea")}


def fields_of(place: StepPage) -> list[str]:
    return [f"s{child.id}" for child in place.slots]


def fill(client: Client, place: StepPage, *texts: str, note: str = "") -> Any:
    sent = form_of(client, place.code) | dict(zip(fields_of(place), texts, strict=False))
    return client.post(address(place.code), sent | ({"note": note} if note else {}))


def test_a_telephone_number_is_asked_about_once(as_admin: Client, place: StepPage) -> None:
    text = "Bel de praktijkopleider: 040-1234567"

    first = fill(as_admin, place, text)
    form = soup(first).select_one("#teksten")
    assert (first.status_code, LocalText.objects.count()) == (422, 0)
    assert form.select_one(f"#id_{fields_of(place)[0]}_error").get_text(strip=True) == (
        "In deze tekst lijkt een telefoonnummer te staan."
    )
    assert form.select_one(".actions button").get_text(strip=True) == "Toch bewaren"
    again = {each["name"]: each["value"] for each in form.select("input[type=hidden][value]")}
    again |= {each["name"]: each.get_text().strip() for each in form.select("textarea")}
    assert as_admin.post(address(), again).status_code == 302

    # Another text later is not about that one.
    assert fill(as_admin, place, text, "Op dinsdag").status_code == 302
    assert sorted(LocalText.objects.values_list("text", flat=True)) == [text, "Op dinsdag"]


def shown(client: Client, path: str) -> list[str]:
    """What stands under "Bij …" in the step, per answer or note."""
    return [each.get_text(" ", strip=True) for each in soup(client.get(path)).select(".local [data-local]")]


def change_question(place: StepPage, text: str) -> None:
    place.slots[0].value["question"] = RichText(f"<p>{text}</p>")
    place.save_revision().publish()


# Loading ---------------------------------------------------------------------------------------------


def test_the_questions_of_the_fixtures_stand_in_their_steps(place: StepPage) -> None:
    steps = StepPage.objects.live()
    assert sum(len(each.slots) for each in steps) == 32
    assert [child.value["question"].source.count("Hoe vraag je inlog") for child in place.slots] == [1, 0]


# Filling in ------------------------------------------------------------------------------------------


def test_an_answer_stands_in_the_step_of_that_organisation_alone(
    as_admin: Client, place: StepPage, path: str, house: Any, client_at: Any, zonnehoek: Organisation
) -> None:
    response = fill(
        as_admin, place, "Via de servicedesk, drie dagen vooraf.", note="Wij vieren de eerste dag."
    )

    assert (response.status_code, response.headers["Location"]) == (302, OVERVIEW)
    reader = client_at(zonnehoek, make_member(zonnehoek))
    assert shown(reader, path) == [
        "Hoe vraag je inlog, pas, kleding en kastje aan? Via de servicedesk, drie dagen vooraf.",
        "Welke punten staan bij jullie altijd op de startlijst? "
        "Dit staat hier nog niet. Vraag het aan de leercoach.",
        "Wij vieren de eerste dag.",
    ]
    assert soup(reader.get(path)).select_one("#bij-ons").get_text() == f"Bij {zonnehoek.name}"
    other = house("amelberga")
    elsewhere = client_at(other, make_member(other)).get(path)
    assert "servicedesk" not in elsewhere.content.decode()
    assert "eerste dag." not in " ".join(shown(client_at(other, make_member(other)), path))


def test_a_step_without_questions_or_note_has_no_such_part(
    browser: Client, step: Callable[[str], StepPage]
) -> None:
    page = step("M01-1")
    assert len(page.slots) == 0
    assert soup(browser.get(f"/modules/{page.get_parent().slug}/{page.slug}/")).select(".local") == []


def test_a_note_stands_beside_any_step(as_admin: Client, step: Callable[[str], StepPage]) -> None:
    page = step("M01-1")
    fill(as_admin, page, note="Bij ons: <b>eerst koffie</b>, zie https://intranet.example/start")
    part = soup(as_admin.get(f"/modules/{page.get_parent().slug}/{page.slug}/")).select_one(".local")
    assert part.select("b") == []
    assert "<b>eerst koffie</b>" in part.get_text()
    assert part.select_one("a")["href"] == "https://intranet.example/start"


def test_every_save_is_a_version_with_who_and_when(as_admin: Client, place: StepPage, admin: Person) -> None:
    fill(as_admin, place, "Eerst.")
    fill(as_admin, place, "Daarna.")
    fill(as_admin, place, "Daarna.")  # the same once more

    rows = list(LocalTextVersion.objects.order_by("version"))
    assert [(row.version, row.text, row.saved_by) for row in rows] == [
        (1, "Eerst.", admin),
        (2, "Daarna.", admin),
    ]
    page = soup(as_admin.get(address()))
    assert [each.get_text(strip=True) for each in page.select(".lines dd")] == ["Eerst."]


def test_two_at_once_lose_nothing(as_admin: Client, place: StepPage) -> None:
    opened = form_of(as_admin)
    fill(as_admin, place, "Van Ingrid.")
    name = fields_of(place)[0]

    second = as_admin.post(address(), opened | {name: "Van een ander."})

    page = soup(second)
    assert second.status_code == 422
    assert page.select_one(f'[name="{name}"]').get_text().strip() == "Van een ander."
    assert [each.get_text() for each in page.select(".field__error")] == [
        "Ingrid Peeters bewaarde intussen iets anders: “Van Ingrid.”. "
        "Druk nog een keer op Bewaar om deze tekst te houden."
    ]
    again = {each["name"]: each.get("value", "") for each in page.select("#teksten input[type=hidden]")}
    assert as_admin.post(address(), again | {name: "Van een ander."}).status_code == 302
    assert LocalText.objects.get().text == "Van een ander."
    assert [row.text for row in LocalTextVersion.objects.order_by("version")] == [
        "Van Ingrid.",
        "Van een ander.",
    ]


def test_two_texts_that_were_both_overtaken_are_both_told(as_admin: Client, place: StepPage) -> None:
    opened = form_of(as_admin)
    name = fields_of(place)[0]
    as_admin.post(address(), opened | {name: "Van Ingrid.", "note": "Let op."})
    mine = {name: "Van mij.", "note": "Let ook op."}

    page = soup(as_admin.post(address(), opened | mine))

    assert len(page.select(".field__error")) == 2
    again = {each["name"]: each.get("value", "") for each in page.select("#teksten input[type=hidden]")}
    assert as_admin.post(address(), again | mine).status_code == 302
    assert set(LocalText.objects.values_list("text", flat=True)) == {"Van mij.", "Let ook op."}


def test_who_did_not_touch_a_text_leaves_the_newer_one_of_a_colleague(
    as_admin: Client, place: StepPage
) -> None:
    fill(as_admin, place, "Eerst.", "Tweede.")
    opened = form_of(as_admin)
    first, second = fields_of(place)
    as_admin.post(address(), opened | {first: "Van een collega."})

    seen = soup(as_admin.post(address(), opened | {"note": "Alleen dit.", "voorbeeld": "ja"}))
    kept = as_admin.post(address(), opened | {"note": "Alleen dit."})

    assert seen.select_one(".local .local__text").get_text(strip=True) == "Van een collega."
    assert kept.status_code == 302
    texts = dict(LocalText.objects.values_list("slot", "text"))
    assert {str(slot): text for slot, text in texts.items()} == {
        first[1:]: "Van een collega.",
        second[1:]: "Tweede.",
        "None": "Alleen dit.",
    }


def test_who_left_an_empty_field_alone_does_not_empty_what_came_meanwhile(
    as_admin: Client, place: StepPage
) -> None:
    opened = form_of(as_admin)
    first, second = fields_of(place)
    as_admin.post(address(), opened | {first: "Van een collega.", second: "Ook."})

    page = soup(as_admin.post(address(), opened | {second: "Van mij."}))

    # One is told; the other shows what the colleague saved, and one more press leaves it there.
    assert len(page.select(".field__error")) == 1
    again = {each["name"]: each.get("value", "") for each in page.select("#teksten input[type=hidden]")}
    again |= {each["name"]: each.get_text().strip() for each in page.select("#teksten textarea")}
    assert as_admin.post(address(), again).status_code == 302
    assert set(LocalText.objects.values_list("text", flat=True)) == {"Van een collega.", "Van mij."}


def test_a_long_text_is_refused_at_its_field_and_stays(as_admin: Client, place: StepPage) -> None:
    text = "a" * (LONGEST_TEXT + 1)
    response = fill(as_admin, place, text)
    page = soup(response)
    assert response.status_code == 422
    assert [each.get_text() for each in page.select(".field__error")] == [
        "Dit is te lang. Er passen 1.000 tekens."
    ]
    assert page.select_one(f'[name="{fields_of(place)[0]}"]').get_text().strip() == text
    assert LocalText.objects.count() == 0


def test_the_preview_shows_what_was_typed_and_keeps_nothing(as_admin: Client, place: StepPage) -> None:
    sent = form_of(as_admin) | {fields_of(place)[0]: "Nog even kijken.", "voorbeeld": "ja"}
    page = soup(as_admin.post(address(), sent))
    assert page.h1.get_text() == place.title
    assert page.select_one(".local .local__text").get_text(strip=True) == "Nog even kijken."
    assert LocalText.objects.count() == 0


# When a question changes -----------------------------------------------------------------------------


def test_the_administrator_is_told_that_a_question_changed(
    as_admin: Client, place: StepPage, path: str
) -> None:
    fill(as_admin, place, "Via de servicedesk.", "De sleutel.")
    assert soup(as_admin.get(OVERVIEW)).select("[data-changed]") == []
    change_question(place, "Hoe vraag je een pas aan?")

    overview = soup(as_admin.get(OVERVIEW))
    assert [each.get_text() for each in overview.select("[data-changed]")] == ["Hoe vraag je een pas aan?"]
    assert [each.get_text() for each in overview.select(f'[data-step="{CODE}"] .tag--warn')] == [
        "vraag veranderd"
    ]
    part = soup(as_admin.get(address())).select_one('[data-standing="changed"]')
    assert "Hoe vraag je inlog, pas, kleding en kastje aan?" in part.get_text()
    assert "Via de servicedesk." in " ".join(shown(as_admin, path))

    done = as_admin.post(
        address(), form_of(as_admin) | {"klopt": part.select_one("button")["value"]}, follow=True
    )

    assert "Genoteerd: de tekst klopt nog." in done.content.decode()
    assert soup(done).select("[data-changed]") == []
    assert [row.version for row in LocalTextVersion.objects.filter(text="Via de servicedesk.")] == [2, 1]


def test_her_start_page_tells_how_many_questions_changed(
    as_admin: Client, place: StepPage, house: Any, client_at: Any
) -> None:
    def noted(client: Client) -> list[str]:
        tags = soup(client.get("/beheer/")).select(f'a[href="{OVERVIEW}"] .tag')
        return [each.get_text(strip=True) for each in tags]

    fill(as_admin, place, "Via de servicedesk.", "De sleutel.")
    assert noted(as_admin) == []
    change_question(place, "Hoe vraag je een pas aan?")
    assert noted(as_admin) == ["1 vraag veranderd"]
    place.slots[1].value["question"] = RichText("<p>Wat staat op de lijst?</p>")
    place.save_revision().publish()
    assert noted(as_admin) == ["2 vragen veranderd"]
    other = house("amelberga")
    assert noted(client_at(other, make_member(other, Role.ORG_ADMIN))) == []

    queries = queries_of(as_admin, "/beheer/")
    fill(as_admin, StepPage.objects.get(code="M01-4"), *["Zo."] * 3, note="Hier anders.")
    assert (queries, queries_of(as_admin, "/beheer/")) == (12, 12)


def test_saving_another_text_leaves_the_mark_on_what_was_not_touched(
    as_admin: Client, place: StepPage
) -> None:
    fill(as_admin, place, "Via de servicedesk.")
    change_question(place, "Hoe vraag je een pas aan?")
    fill(as_admin, place, "Via de servicedesk.", "De sleutel.")
    assert len(soup(as_admin.get(OVERVIEW)).select("[data-changed]")) == 1
    fill(as_admin, place, "Bij de receptie.", "De sleutel.")
    assert len(soup(as_admin.get(OVERVIEW)).select("[data-changed]")) == 0


def test_a_question_that_goes_leaves_its_text_with_the_organisation(
    as_admin: Client, place: StepPage
) -> None:
    fill(as_admin, place, "Via de servicedesk.")
    del place.slots[0]
    place.save_revision().publish()
    loose = soup(as_admin.get(OVERVIEW)).select("#zonder-plek ~ dl dd")
    assert [each.get_text() for each in loose] == ["Via de servicedesk."]


def test_a_step_that_goes_leaves_the_texts_of_all_organisations(
    as_admin: Client, place: StepPage, house: Any
) -> None:
    fill(as_admin, place, "Via de servicedesk.")
    other = house("amelberga")
    with use_organisation(other):
        LocalText.objects.create(
            organisation=other, page=place, step_code=CODE, step_title="x", text="Ginds."
        )
    let_go_of_page(instance=place)
    with all_organisations("the test looks at both"):
        assert sorted(LocalText.objects.values_list("text", "page")) == [
            ("Ginds.", None),
            ("Via de servicedesk.", None),
        ]


# How far ---------------------------------------------------------------------------------------------


def test_the_meter_counts_per_module_and_in_all(as_admin: Client, place: StepPage) -> None:
    fill(as_admin, place, "Via de servicedesk.")
    page = soup(as_admin.get(OVERVIEW))
    assert page.select_one(".page-head .progress-line span").get_text() == "1 van 32 ingevuld"
    assert page.select_one('[data-module="M02"] .progress-line span').get_text() == "1 van 3 ingevuld"
    assert page.select_one('[data-module="M02"] progress')["value"] == "33"


@pytest.mark.parametrize(
    ("text", "asked", "standing"),
    [
        ("", "a", Standing.EMPTY),
        (" \n", "a", Standing.EMPTY),
        ("x", "a", Standing.FILLED),
        ("x", "b", Standing.CHANGED),
    ],
)
def test_how_an_answer_stands(text: str, asked: str, standing: Standing) -> None:
    assert standing_of(text, asked, "a") is standing


def test_a_meter_without_questions_is_full() -> None:
    assert meter([]).percentage == 100
    assert meter([Standing.EMPTY, Standing.CHANGED, Standing.FILLED]) == Meter(2, 3, 1)


# Who, and how many queries ---------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.STYLE_MANAGER, Role.PRACTICE_TRAINER, Role.SUPERVISOR])
def test_nobody_but_an_administrator_fills_in(
    role: str, zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    client = client_at(zonnehoek, make_member(zonnehoek, role))
    assert [client.get(page).status_code for page in (OVERVIEW, address())] == [403, 403]


def test_the_pages_take_as_many_queries_for_one_text_as_for_three(
    as_admin: Client, place: StepPage, step: Callable[[str], StepPage], path: str
) -> None:
    fill(as_admin, place, "Eerst.")
    pages = (OVERVIEW, address(), path)
    for page in pages:
        as_admin.get(page)
    one = [queries_of(as_admin, page) for page in pages]
    fill(as_admin, place, "Eerst.", "Tweede.", note="Derde.")
    fill(as_admin, step("M01-4"), "Vierde.")
    assert [queries_of(as_admin, page) for page in pages] == one


def test_a_step_page_takes_one_query_for_all_of_it(
    as_admin: Client, place: StepPage, path: str, monkeypatch: Any
) -> None:
    as_admin.get(path)
    with_texts = queries_of(as_admin, path)
    monkeypatch.setattr("modules.views.steps.shown_in", lambda step: [])
    assert with_texts - queries_of(as_admin, path) == 1


def test_how_many_organisations_have_a_text_of_their_own_is_a_number(
    as_admin: Client, place: StepPage, house: Any
) -> None:
    assert organisations_with_own_text(place.path) == 0
    fill(as_admin, place, "Eerst.", "Tweede.")
    for key in ("amelberga", "vlierborg"):
        other = house(key)
        with use_organisation(other):
            LocalText.objects.create(organisation=other, page=place, step_code=CODE, step_title="x", text="y")
    assert organisations_with_own_text(place.path) == 3
    assert organisations_with_own_text(place.get_parent().path) == 3


def test_who_wrote_finds_it_in_her_data_and_her_name_goes(
    as_admin: Client, place: StepPage, admin: Person
) -> None:
    fill(as_admin, place, "Via de servicedesk.")
    kept = next(each for each in everything_kept() if each.name == "local-texts")
    assert [row["text"] for row in kept.export(admin)] == ["Via de servicedesk."]
    kept.erase(admin)
    assert [(row.text, row.saved_by) for row in LocalText.objects.all()] == [("Via de servicedesk.", None)]


def test_a_preview_for_editors_shows_no_organisations_text(
    region: Organisation, as_admin: Client, place: StepPage, client_at: Callable[..., Client]
) -> None:
    fill(as_admin, place, "Via de servicedesk.")
    from modules.editing import sync_editor_permissions

    editor = make_member(region, Role.EDITOR)
    sync_editor_permissions(editor)
    preview = reverse("wagtailadmin_pages:view_draft", args=[place.pk], urlconf="portal.urls_region")
    text = client_at(region, editor).get(preview, {"mode": "zonnehoek"}).content.decode()
    assert "Hoe vraag je inlog" in text
    assert "servicedesk" not in text
