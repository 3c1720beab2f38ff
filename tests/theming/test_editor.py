"""`/beheer/huisstijl/`: what a style manager does, from a new colour to going back."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, QueryDict
from django.test import Client

from modules.models import Contribution
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.models import Person
from portal.navigation import ITEMS
from selfscan.models import ScanRun
from tests.counting import queries_of
from tests.forms import filled
from theming.models import Theme, ThemeBuild
from theming.queries import current_build, draft_of

LONGEST_REQUEST_LINE = 4094  # of gunicorn

Browsers = Callable[..., Client]
Members = Callable[..., Person]
Houses = Callable[[str], Organisation]

COLOURS = {
    "primary": "#1b998b",
    "accent": "",
    "secondary": "",
    "strategy": "balanced",
    "header": "white",
    "surface": "white",
}
WORDS = {
    "portal_name": "Zonnehoek Campus",
    "sender_name": "Zonnehoek Campus",
    "address_form": "u",
    "welcome": "Welkom.",
    "help_name": "Marja Peeters",
    "help_phone": "088 000 03 01",
    "help_hours": "di",
    "signatory": "Toon Aarts",
    **{
        f"{term}_{part}": value
        for term, word in (
            ("client", "bewoner"),
            ("learner", "starter"),
            ("trainer", "leercoach"),
            ("team_leader", "huiscoach"),
        )
        for part, value in (("singular", word), ("plural", f"{word}s"), ("article", "de"))
    },
}


@pytest.fixture
def manager(zonnehoek: Organisation, member: Members) -> Person:
    return member(zonnehoek, Role.STYLE_MANAGER, name="Petra Kleur")


@pytest.fixture
def browser(zonnehoek: Organisation, client_at: Browsers, manager: Person) -> Client:
    return client_at(zonnehoek, manager)


def _theme(organisation: Organisation) -> Theme:
    with use_organisation(organisation):
        return Theme.tenant.select_related("build").get(organisation=organisation)


def _soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _versions(browser: Client) -> list[tuple[str, str, list[str]]]:
    """Of every row of the history its number, what became of it and the buttons."""
    section = _soup(browser.get("/beheer/huisstijl/klaar/")).select_one("[aria-labelledby=versions-title]")
    assert section is not None
    return [
        (
            _text(row.select("strong")[0]),
            _text(row.select(".tag")[0]),
            [_text(button) for button in row.select("button")],
        )
        for row in section.select("li")
    ]


def test_every_step_opens(browser: Client) -> None:
    for step in ("", "kleur/", "logo/", "vorm/", "woorden/", "klaar/"):
        response = browser.get(f"/beheer/huisstijl/{step}")

        assert response.status_code == 200
        assert response.content.decode().count("<h1") == 1
    assert browser.get("/beheer/huisstijl/iets/").status_code == 404


HOUSES = [("zonnehoek", r"\b(?:u|uw)\b"), ("amelberga", r"\b(?:jij|je|jou|jouw)\b")]


def _addresses(soup: BeautifulSoup, pattern: str) -> list[str]:
    """Every word of address on a page; the choice between je and u itself is left out."""
    for form in soup.select("[name=address_form]"):
        label = form.find_parent("label")
        assert label is not None
        label.decompose()
    return re.findall(pattern, soup.get_text(" "), re.IGNORECASE)


@pytest.mark.parametrize(("key", "other"), HOUSES)
def test_editor_addresses_people_as_their_organisation_does(
    house: Houses, member: Members, client_at: Browsers, key: str, other: str
) -> None:
    organisation = house(key)
    browser = client_at(organisation, member(organisation, Role.STYLE_MANAGER))
    for step in ("kleur", "logo", "vorm", "woorden", "klaar"):
        assert _addresses(_soup(browser.get(f"/beheer/huisstijl/{step}/")), other) == []


@pytest.mark.parametrize(("key", "other"), HOUSES)
def test_faults_and_messages_address_people_as_their_organisation_does(
    house: Houses, member: Members, client_at: Browsers, key: str, other: str
) -> None:
    organisation = house(key)
    browser = client_at(organisation, member(organisation, Role.STYLE_MANAGER))
    svg = SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    live = _theme(organisation).live_revision_id
    words = WORDS | {"address_form": organisation.address_form}
    actions: list[tuple[str, dict[str, object]]] = [
        ("kleur", COLOURS | {"primary": "", "accent": "x"}),
        ("uitleg", COLOURS | {"primary": ""}),
        ("logo", {"logo_file": svg}),
        ("vorm", {"font_text": "inter", "font_heading": "lato"}),
        ("woorden", words | {"portal_name": ""}),
        ("kleur", COLOURS | {"stay": "1"}),
        ("concept-weg", {}),
        ("kleur", COLOURS),
        ("publiceren", {}),
        ("woorden", words),
        (f"terug/{live}", {}),
    ]
    statuses = []
    for address, data in actions:
        response = browser.post(f"/beheer/huisstijl/{address}/", data)
        statuses.append(response.status_code)
        if response.status_code == 302:
            response = browser.get(response["Location"])

        assert (address, _addresses(_soup(response), other)) == (address, [])
    assert statuses == [422] * 5 + [302] * 6


@pytest.mark.parametrize(("key", "other"), HOUSES)
@pytest.mark.parametrize(
    "colours",
    [
        {"primary": "#ffd100"},
        {"primary": "#1b998b"},
        {"primary": "#0b3d91"},
        {"primary": "#808080"},
        {"primary": "#ffffff"},
        {"primary": "#e85d9e", "accent": "#ffcc00"},
        {"primary": "#ffd100", "accent": "#0b3d91"},
    ],
)
def test_sentences_about_every_kind_of_colour_keep_the_address_form(
    house: Houses, member: Members, client_at: Browsers, key: str, other: str, colours: dict[str, str]
) -> None:
    organisation = house(key)
    browser = client_at(organisation, member(organisation, Role.STYLE_MANAGER))

    response = browser.post("/beheer/huisstijl/uitleg/", COLOURS | colours)

    sentences = _soup(response)
    assert (response.status_code, len(sentences.select("p"))) == (200, 3)
    assert _addresses(sentences, other) == []


_ABOUT_BUTTONS = {
    "maasbries": {
        "filled": ("Je blauw blijft blauw op knoppen.", "Op de knoppen staan witte letters."),
        "outlined": (
            "De knoppen zijn wit, met een rand precies in je blauw.",
            "Ook de letters op de knoppen krijgen precies je blauw.",
        ),
    },
    "zonnehoek": {
        "filled": (
            "Je geel blijft geel op knoppen, met een donkere rand zodat ze opvallen.",
            "Op de knoppen staan donkere letters: wit op geel is niet goed te lezen.",
        ),
        "outlined": (
            "De knoppen zijn wit. Hun rand wordt goud: geel valt op wit te weinig op.",
            "De letters op de knoppen worden donkergoud: geel op wit is niet goed te lezen.",
        ),
    },
    "amelberga": {
        "filled": ("Uw wijnrood blijft wijnrood op knoppen.", "Op de knoppen staan witte letters."),
        "outlined": (
            "De knoppen zijn wit, met een rand precies in uw wijnrood.",
            "Ook de letters op de knoppen krijgen precies uw wijnrood.",
        ),
    },
    "buurtlicht": {
        "filled": (
            "Je limoengroen blijft limoengroen op knoppen, met een donkere rand zodat ze opvallen.",
            "Op de knoppen staan donkere letters: wit op limoengroen is niet goed te lezen.",
        ),
        "outlined": (
            "De knoppen zijn wit. Hun rand wordt groen: limoengroen valt op wit te weinig op.",
            "De letters op de knoppen worden donkergroen: limoengroen op wit is niet goed te lezen.",
        ),
    },
    "zilverlinde": {
        "filled": (
            "Uw grijs blijft grijs op knoppen, met een donkere rand zodat ze opvallen.",
            "Op de knoppen staan donkere letters: wit op grijs is niet goed te lezen.",
        ),
        "outlined": (
            "De knoppen zijn wit. Hun rand wordt iets donkerder grijs: grijs valt op wit te weinig op.",
            "De letters op de knoppen worden donkergrijs: grijs op wit is niet goed te lezen.",
        ),
    },
    "kompashuis": {
        "filled": (
            "Je lila blijft lila op knoppen, met een donkere rand zodat ze opvallen.",
            "Op de knoppen staan donkere letters: wit op lila is niet goed te lezen.",
        ),
        "outlined": (
            "De knoppen zijn wit. Hun rand wordt paars: lila valt op wit te weinig op.",
            "De letters op de knoppen worden donkerpaars: lila op wit is niet goed te lezen.",
        ),
    },
    "vlierborg": {
        "filled": ("Je rood blijft rood op knoppen.", "Op de knoppen staan witte letters."),
        "outlined": (
            "De knoppen zijn wit, met een rand precies in je rood.",
            "De letters op de knoppen worden iets donkerder rood: op een getint vlak is rood niet goed te lezen.",
        ),
    },
}


@pytest.mark.parametrize("key", _ABOUT_BUTTONS)
def test_the_sentences_are_about_the_buttons_that_the_style_has(
    house: Houses, member: Members, client_at: Browsers, key: str
) -> None:
    organisation = house(key)
    browser = client_at(organisation, member(organisation, Role.STYLE_MANAGER))
    draft = _theme(organisation)
    heading = "same" if draft.font_heading == draft.font_text else draft.font_heading
    shape = {"corners": draft.corners, "font_text": draft.font_text, "font_heading": heading}

    def told() -> tuple[str, ...]:
        soup = _soup(browser.get("/beheer/huisstijl/kleur/"))
        return tuple(_text(each) for each in soup.select("#style-sentences p"))[:2]

    own = told()
    told_of = {}
    for button in ("filled", "outlined"):
        saved = browser.post("/beheer/huisstijl/vorm/", shape | {"button": button})
        assert saved.status_code == 302
        told_of[button] = told()

    assert own == _ABOUT_BUTTONS[key][draft.button]
    assert told_of == _ABOUT_BUTTONS[key]


@pytest.mark.parametrize(
    ("role", "status"), [(Role.ORG_ADMIN, 200), (Role.SUPERVISOR, 403), (Role.PRACTICE_TRAINER, 403)]
)
def test_only_style_manager_and_administrator_come_in(
    zonnehoek: Organisation, client_at: Browsers, member: Members, role: str, status: int
) -> None:
    browser = client_at(zonnehoek, member(zonnehoek, role))

    assert browser.get("/beheer/huisstijl/").status_code == status
    assert browser.get("/beheer/huisstijl/voorbeeld/").status_code == status
    assert browser.post("/beheer/huisstijl/publiceren/").status_code == (302 if status == 200 else 403)


def test_a_stranger_is_sent_to_sign_in(zonnehoek: Organisation, client_at: Browsers) -> None:
    response = client_at(zonnehoek).get("/beheer/huisstijl/")

    assert (response.status_code, response["Location"]) == (302, "/inloggen/?next=/beheer/huisstijl/")


def test_a_new_colour_is_a_draft_until_it_is_published(zonnehoek: Organisation, browser: Client) -> None:
    before = current_build(zonnehoek)
    assert before is not None

    response = browser.post("/beheer/huisstijl/kleur/", COLOURS)

    assert (response.status_code, response["Location"]) == (302, "/beheer/huisstijl/logo/")
    assert current_build(zonnehoek) == before
    assert _theme(zonnehoek).primary == "#ffd100"

    response = browser.post("/beheer/huisstijl/publiceren/")

    assert (response.status_code, response["Location"]) == (302, "/beheer/huisstijl/klaar/")
    after = current_build(zonnehoek)
    assert after is not None
    assert after.digest != before.digest
    assert after.style["primary"] == "#1b998b"
    page = browser.get("/beheer/huisstijl/").content.decode()
    assert f"/thema/zonnehoek.{after.digest}.css" in page
    assert browser.get(f"/thema/zonnehoek.{before.digest}.css").status_code == 200


def _filled(browser: Client, step: str) -> dict[str, object]:
    """What the form of a step would send as it stands now."""
    form = _soup(browser.get(f"/beheer/huisstijl/{step}/")).select_one("#style-form")
    assert form is not None
    return filled(form)


def test_a_style_that_changed_after_it_was_looked_over_is_shown_before_it_is_published(
    zonnehoek: Organisation, browser: Client
) -> None:
    kleur, klaar = "/beheer/huisstijl/kleur/", "/beheer/huisstijl/klaar/"
    browser.post(kleur, COLOURS)
    looked_over = _filled(browser, "klaar")
    browser.post(kleur, _filled(browser, "kleur") | {"primary": "#0b3d91"})

    refused = browser.post("/beheer/huisstijl/publiceren/", looked_over)
    published = browser.post(
        "/beheer/huisstijl/publiceren/", filled(_soup(refused).select_one("#style-form"))
    )

    notice = _soup(refused).select_one("[role=alert]")
    assert (refused.status_code, _text(notice)[:40]) == (409, "Nog niets gepubliceerd: het concept is i")
    assert (published.status_code, published["Location"]) == (302, klaar)
    assert _theme(zonnehoek).primary == "#0b3d91"


@pytest.mark.parametrize(
    ("step", "field", "theirs", "mine", "told"),
    [
        ("kleur", "primary", "#0b3d91", "#1b998b", "Hoofdkleur: #0b3d91"),
        ("vorm", "corners", "straight", "round", "Hoeken: Recht"),
        ("woorden", "learner_singular", "starter", "leerling", "collega-in-opleiding, Enkelvoud: starter"),
    ],
)
def test_who_keeps_a_step_that_was_changed_in_another_window_is_told_and_wins_with_one_more_press(
    zonnehoek: Organisation, browser: Client, step: str, field: str, theirs: str, mine: str, told: str
) -> None:
    address, form = f"/beheer/huisstijl/{step}/", _filled(browser, step)
    browser.post(address, form | {field: theirs})

    stale = browser.post(address, form | {field: mine})

    page = _soup(stale)
    typed, notice = page.select_one("#style-form"), page.select_one("[role=alert]")
    assert typed is not None
    assert notice is not None
    assert (stale.status_code, [_text(each) for each in notice.select("li")]) == (409, [told])
    assert filled(typed)[field] in (mine, [mine])
    assert _filled(browser, step)[field] in (theirs, [theirs])

    assert browser.post(address, filled(typed)).status_code == 302
    assert _filled(browser, step)[field] in (mine, [mine])


@pytest.mark.parametrize(("accent", "status"), [("#7a4b00", 409), ("bruinig", 422)])
def test_a_colour_that_is_not_kept_is_told_about_and_previewed_as_it_was_typed(
    browser: Client, accent: str, status: int
) -> None:
    form = _filled(browser, "kleur")
    browser.post("/beheer/huisstijl/kleur/", form | {"primary": "#0b3d91"})

    mine = form | {"primary": "1b998b"}
    told = _soup(browser.post("/beheer/huisstijl/uitleg/", mine))
    response = browser.post("/beheer/huisstijl/kleur/", mine | {"accent": accent})
    stale = _soup(response)
    frame = stale.select_one("#style-preview")
    assert frame is not None
    previewed = _soup(browser.get(str(frame["src"])))

    sentences = stale.select_one("#style-sentences")
    style = previewed.select_one("link[href*='primary=']")
    assert style is not None
    assert (response.status_code, _text(sentences)) == (status, _text(told))
    assert "primary=%231b998b" in str(style["href"])


@pytest.mark.parametrize(
    ("step", "field", "other", "mine"),
    [("kleur", "accent", "primary", "#1b998b"), ("woorden", "welcome", "learner_singular", "leerling")],
)
def test_what_is_far_too_long_is_not_in_the_address_of_the_preview(
    browser: Client, step: str, field: str, other: str, mine: str
) -> None:
    form = _filled(browser, step)

    response = browser.post(f"/beheer/huisstijl/{step}/", form | {field: "é" * 5000, other: mine})

    frame = _soup(response).select_one("#style-preview")
    assert frame is not None
    typed = QueryDict(str(frame["src"]).partition("?")[2])
    assert (response.status_code, field in typed, typed[other]) == (422, False, mine)
    assert len(str(frame["src"])) < LONGEST_REQUEST_LINE


def test_two_windows_on_two_steps_do_not_undo_each_other(zonnehoek: Organisation, browser: Client) -> None:
    colours, words = _filled(browser, "kleur"), _filled(browser, "woorden")

    kept = [
        browser.post("/beheer/huisstijl/kleur/", colours | {"primary": "#1b998b"}),
        browser.post("/beheer/huisstijl/woorden/", words | {"portal_name": "Campus"}),
        browser.post(
            "/beheer/huisstijl/woorden/", words | {"portal_name": "Campus"}
        ),  # the same, pressed twice
    ]

    draft = draft_of(zonnehoek)
    assert [each.status_code for each in kept] == [302, 302, 302]
    assert (draft.primary, draft.portal_name) == ("#1b998b", "Campus")


def test_an_upload_that_came_second_needs_no_second_choosing(
    zonnehoek: Organisation, browser: Client, picture: Callable[..., bytes]
) -> None:
    form, before = _filled(browser, "logo"), draft_of(zonnehoek).logo
    browser.post("/beheer/huisstijl/logo/", form | {"remove": ["logo"]})

    upload = SimpleUploadedFile("nieuw.png", picture())
    stale = browser.post("/beheer/huisstijl/logo/", form | {"logo_file": upload})

    again = _soup(stale).select_one("#style-form")
    assert again is not None
    assert (stale.status_code, draft_of(zonnehoek).logo) == (409, "")
    assert browser.post("/beheer/huisstijl/logo/", filled(again)).status_code == 302
    assert draft_of(zonnehoek).logo not in ("", before)
    assert [each["alt"] for each in again.select("img")][-1] == "Gekozen: logo"


def test_a_name_of_an_image_that_was_never_kept_changes_nothing(
    zonnehoek: Organisation, browser: Client
) -> None:
    before = draft_of(zonnehoek).logo
    for name in ("0" * 16, "../../../../../x", "\x00"):
        browser.post("/beheer/huisstijl/logo/", {"logo_chosen": name})

    assert draft_of(zonnehoek).logo == before


def test_a_text_that_is_no_colour_is_refused_at_the_field_and_kept(
    zonnehoek: Organisation, browser: Client
) -> None:
    response = browser.post("/beheer/huisstijl/kleur/", COLOURS | {"primary": "zonnegeel"})

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="zonnegeel"' in page
    assert "Dit is geen kleur. Schrijf bijvoorbeeld #FFD100 of 255,209,0." in page
    assert _theme(zonnehoek).has_unpublished_changes is False


@pytest.mark.parametrize("field", ["primary", "accent", "secondary"])
def test_every_wrong_colour_is_told_at_its_own_field_with_what_was_typed(browser: Client, field: str) -> None:
    response = browser.post("/beheer/huisstijl/kleur/", COLOURS | {"primary": "#123456", field: "geel?"})

    soup = _soup(response)
    wrong = soup.select(".field--invalid")
    assert [(each.select("input")[0]["name"], each.select("input")[0]["value"]) for each in wrong] == [
        (field, "geel?")
    ]
    assert [_text(error) for error in soup.select(".field__error")] == [
        "Dit is geen kleur. Schrijf bijvoorbeeld #FFD100 of 255,209,0."
    ]


def test_the_explanation_names_the_field_that_is_wrong(browser: Client) -> None:
    response = browser.post("/beheer/huisstijl/uitleg/", COLOURS | {"accent": "geel?"})

    assert (response.status_code, _text(_soup(response))) == (
        422,
        "Kleur van links: Dit is geen kleur. Schrijf bijvoorbeeld #FFD100 of 255,209,0.",
    )


@pytest.mark.parametrize("step", ["kleur", "logo", "vorm", "woorden"])
def test_enter_in_a_field_keeps_the_form(browser: Client, step: str) -> None:
    first = _soup(browser.get(f"/beheer/huisstijl/{step}/")).select_one("#style-form button")

    assert (first["type"], first["name"]) == ("submit", "stay")


def test_a_colour_of_the_logo_becomes_the_main_colour(zonnehoek: Organisation, browser: Client) -> None:
    response = browser.post("/beheer/huisstijl/kleur/", COLOURS | {"swatch": "#ff8a00"})

    assert (response.status_code, response["Location"]) == (302, "/beheer/huisstijl/kleur/")
    draft = _theme(zonnehoek).get_latest_revision_as_object()
    assert draft.primary == "#ff8a00"


@pytest.mark.parametrize(
    ("key", "sentences"),
    [
        (
            "zonnehoek",
            [
                "Je geel blijft geel op knoppen, met een donkere rand zodat ze opvallen.",
                "Op de knoppen staan donkere letters: wit op geel is niet goed te lezen.",
                "Links worden donkergoud: geel op wit is niet goed te lezen.",
            ],
        ),
        (
            "amelberga",
            [
                "De knoppen zijn wit. Hun rand wordt goud: geel valt op wit te weinig op.",
                "De letters op de knoppen worden donkergoud: geel op wit is niet goed te lezen.",
                "Links worden donkergoud: geel op wit is niet goed te lezen.",
            ],
        ),
    ],
)
def test_sentences_tell_what_was_derived(
    house: Houses, client_at: Browsers, member: Members, key: str, sentences: list[str]
) -> None:
    organisation = house(key)
    browser = client_at(organisation, member(organisation, Role.STYLE_MANAGER))

    response = browser.post("/beheer/huisstijl/uitleg/", COLOURS | {"primary": "FFD100"})

    lines = response.content.decode().replace("<p>", "").split("</p>")
    assert [line.strip() for line in lines if line.strip()] == sentences


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Een SVG kan hier niet."),
        ("logo.png", None, "Dit beeld is te groot: hoogstens 25 miljoen pixels"),
        ("logo.png", b"geen beeld", "Dit bestand is geen beeld dat we kunnen lezen."),
    ],
)
def test_a_logo_that_cannot_be_one_is_refused_at_the_field(
    zonnehoek: Organisation,
    browser: Client,
    png_header: Callable[[int, int], bytes],
    name: str,
    content: bytes | None,
    message: str,
) -> None:
    upload = SimpleUploadedFile(name, content or png_header(13_000, 13_000))

    response = browser.post("/beheer/huisstijl/logo/", {"logo_file": upload})

    assert response.status_code == 422
    assert message in response.content.decode()
    assert _theme(zonnehoek).has_unpublished_changes is False


def test_a_new_logo_is_made_anew_and_shown_after_publishing(
    zonnehoek: Organisation, browser: Client, picture: Callable[..., bytes]
) -> None:
    old = _theme(zonnehoek).logo

    browser.post("/beheer/huisstijl/logo/", {"logo_file": SimpleUploadedFile("nieuw.png", picture())})
    browser.post("/beheer/huisstijl/publiceren/")

    new = _theme(zonnehoek).logo
    assert new != old
    assert f"/thema/beeld/zonnehoek/{new}/kop.png" in browser.get("/beheer/huisstijl/").content.decode()
    assert browser.get(f"/thema/beeld/zonnehoek/{new}/kop.png").status_code == 200


def test_a_telephone_number_has_digits(browser: Client) -> None:
    response = browser.post("/beheer/huisstijl/woorden/", WORDS | {"help_phone": "bel maar"})

    assert response.status_code == 422
    assert "Vul een telefoonnummer in, of laat dit leeg." in response.content.decode()


def test_words_go_live_with_the_style(zonnehoek: Organisation, browser: Client) -> None:
    response = browser.post("/beheer/huisstijl/woorden/", WORDS)
    assert (response.status_code, response["Location"]) == (302, "/beheer/huisstijl/klaar/")
    zonnehoek.refresh_from_db()
    assert zonnehoek.portal_name == "Zonnehoek Academie"

    browser.post("/beheer/huisstijl/publiceren/")

    zonnehoek.refresh_from_db()
    assert (zonnehoek.portal_name, zonnehoek.address_form) == ("Zonnehoek Campus", "u")
    assert zonnehoek.words["learner"] == {"singular": "starter", "plural": "starters", "article": "de"}


def test_letters_that_are_too_heavy_together_are_refused(browser: Client) -> None:
    response = browser.post(
        "/beheer/huisstijl/vorm/",
        {"font_text": "inter", "font_heading": "lato", "corners": "soft", "button": "filled"},
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["font_heading"]


def test_headings_can_take_the_letter_of_the_text(zonnehoek: Organisation, browser: Client) -> None:
    browser.post(
        "/beheer/huisstijl/vorm/",
        {"font_text": "inter", "font_heading": "same", "corners": "straight", "button": "outlined"},
    )

    draft = _theme(zonnehoek).get_latest_revision_as_object()
    assert (draft.font_text, draft.font_heading, draft.corners, draft.button) == (
        "inter",
        "inter",
        "straight",
        "outlined",
    )


def test_the_preview_wears_what_is_typed_and_stores_nothing(zonnehoek: Organisation, browser: Client) -> None:
    response = browser.post(
        "/beheer/huisstijl/voorbeeld/",
        COLOURS | WORDS | {"specimen": "leerpad", "stand": "donker", "header": "brand"},
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert 'data-mode="dark"' in page
    assert 'data-header="brand"' in page
    assert "Zonnehoek Campus" in page
    assert "primary=%231b998b" in page
    assert "Petra" not in page
    assert response["Cache-Control"] == "private, no-store"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert _theme(zonnehoek).has_unpublished_changes is False
    assert ThemeBuild.objects.count() == 1


@pytest.mark.parametrize(
    ("specimen", "title"),
    [
        ("leerpad", "Mijn leerpad"),
        ("stap", "Maak het kleiner"),
        ("inloggen", "Inloggen"),
        ("module", "Jij als werkbegeleider"),
        ("toets", "Vijf vragen"),
        ("opdracht", "Tijd op tafel"),
        ("bijeenkomst", "Ieder schrijft op: wat speelt hier, en wat zou ik doen?"),
        ("gesprek", "Wat wil jij weten voordat je iets beslist?"),
        ("inbrengen", "Een casus inbrengen"),
    ],
)
@pytest.mark.parametrize(("stand", "mode"), [("licht", "light"), ("donker", "dark"), ("contrast", "light")])
def test_every_specimen_shows_as_it_was_asked_for(
    browser: Client, specimen: str, title: str, stand: str, mode: str
) -> None:
    page = _soup(browser.get("/beheer/huisstijl/voorbeeld/", {"specimen": specimen, "stand": stand}))

    assert (page.h1.text, page.html["data-mode"]) == (title, mode)
    sheet = page.select_one("link[href*='voorbeeld.css']")["href"]
    assert sheet.endswith(f"&stand={stand}")


def test_a_stand_has_colours_of_its_own(browser: Client) -> None:
    sheets = {
        stand: browser.get("/beheer/huisstijl/voorbeeld.css", {"stand": stand}).content
        for stand in ("licht", "contrast")
    }

    assert sheets["licht"] != sheets["contrast"]


def test_the_preview_shows_the_real_path_of_nobody(browser: Client) -> None:
    page = _soup(browser.get("/beheer/huisstijl/voorbeeld/", {"specimen": "leerpad"}))

    assert "selfscan/css/scan.css" in str(page.head)
    assert page.select_one("#go-on").get_text(" ", strip=True).startswith("Verder met ")
    assert page.select_one("#go") is not None
    assert len(page.select(".path-now__card")) == 3
    assert len(page.select("[data-module]")) == 12
    assert all(line.select_one("p.small").get_text(strip=True) for line in page.select("[data-module]"))
    assert ScanRun.objects.count() == 0


def test_the_preview_of_a_step_has_its_fields_and_buttons(browser: Client) -> None:
    for specimen in ("stap", "toets"):
        page = _soup(browser.get("/beheer/huisstijl/voorbeeld/", {"specimen": specimen}))

        assert page.select("#werk :is(textarea, input)") != []
        assert page.select("#werk button") != []


def test_the_preview_of_a_talk_and_of_bringing_in_are_of_nobody(browser: Client) -> None:
    talk = _soup(browser.get("/beheer/huisstijl/voorbeeld/", {"specimen": "gesprek"}))
    form = _soup(browser.get("/beheer/huisstijl/voorbeeld/", {"specimen": "inbrengen"}))

    assert [_text(each) for each in talk.select(".talk__writer strong")] == [
        "Jij",
        "Marja van der Heijden",
        "Ria Kuipers",
    ]
    assert [_text(each) for each in talk.select(".talk__recognise")] == ["Herkenbaar", "✓ Herkenbaar 3 keer"]
    assert [each["name"] for each in form.select("main form :is(input[type=text], textarea)")] == [
        "title",
        "happened",
        "dilemma",
        "question",
    ]
    assert Contribution.objects.count() == 0


def test_the_preview_of_a_mail_is_the_mail_that_is_sent(browser: Client) -> None:
    page = _soup(browser.get("/beheer/huisstijl/voorbeeld/", {"specimen": "mail"}))

    assert "De code werkt tien minuten." in _text(page)
    assert "482915" in _text(page)


def test_the_preview_has_the_menu_of_a_werkbegeleider(browser: Client) -> None:
    page = _soup(browser.get("/beheer/huisstijl/voorbeeld/", {"specimen": "leerpad"}))

    assert [_text(item) for item in page.select(".site-nav__item")] == [
        str(label) for _name, label, _icon in ITEMS[Role.SUPERVISOR]
    ]
    assert len(ITEMS[Role.SUPERVISOR]) == 4


def test_a_preview_with_a_wrong_colour_shows_the_draft(browser: Client) -> None:
    page = browser.get("/beheer/huisstijl/voorbeeld/", {"primary": "url(javascript:1)"}).content.decode()

    assert "primary=%23ffd100" in page
    assert browser.get("/beheer/huisstijl/voorbeeld/", {"specimen": "iets"}).status_code == 404


def test_the_preview_style_follows_the_screen_that_is_asked_for(browser: Client) -> None:
    plain = browser.get("/beheer/huisstijl/voorbeeld.css", {"primary": "#1b998b", "stand": "licht"})
    contrast = browser.get("/beheer/huisstijl/voorbeeld.css", {"primary": "#1b998b", "stand": "contrast"})

    assert plain["Cache-Control"] == contrast["Cache-Control"] == "private, no-store"
    assert "--t-brand-fill:#1b998b" in plain.content.decode()
    assert plain.content != contrast.content


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ({"font_text": "inter", "font_heading": "same"}, ('"Inter"', '"Inter"')),
        ({"font_text": "inter", "font_heading": "fraunces"}, ('"Inter"', '"Fraunces"')),
    ],
)
def test_the_preview_wears_the_letters_that_are_chosen(
    browser: Client, typed: dict[str, str], letters: tuple[str, str]
) -> None:
    shape = {"corners": "soft", "button": "filled"}
    browser.post("/beheer/huisstijl/vorm/", {"font_text": "nunito", "font_heading": "archivo", **shape})
    page = _soup(browser.post("/beheer/huisstijl/voorbeeld/", shape | typed | {"specimen": "leerpad"}))
    (address,) = [link["href"] for link in page.select("link") if "voorbeeld.css" in link["href"]]

    css = browser.get(address).content.decode()

    assert (
        re.findall(r"--font-text:(\"[^\"]+\")", css),
        re.findall(r"--font-heading:(\"[^\"]+\")", css),
    ) == ([letters[0]], [letters[1]])


def test_only_our_own_editor_may_frame(browser: Client) -> None:
    policy = browser.get("/beheer/huisstijl/")["Content-Security-Policy"]

    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_going_back_publishes_an_earlier_version_as_the_newest(
    zonnehoek: Organisation, browser: Client
) -> None:
    first = _theme(zonnehoek)
    browser.post("/beheer/huisstijl/kleur/", COLOURS)
    browser.post("/beheer/huisstijl/publiceren/")

    response = browser.post(f"/beheer/huisstijl/terug/{first.live_revision_id}/")

    again = _theme(zonnehoek)
    assert (response.status_code, response["Location"]) == (302, "/beheer/huisstijl/klaar/")
    assert (again.primary, again.build, again.has_unpublished_changes) == ("#ffd100", first.build, False)
    assert again.revisions.count() == 3


def test_the_history_tells_versions_apart_and_what_became_of_each(browser: Client) -> None:
    browser.post("/beheer/huisstijl/kleur/", COLOURS | {"primary": "#0b3d91"})
    browser.post("/beheer/huisstijl/kleur/", COLOURS)
    browser.post("/beheer/huisstijl/publiceren/")
    browser.post("/beheer/huisstijl/woorden/", WORDS)

    assert _versions(browser) == [
        ("Versie 4", "Concept van nu", []),
        ("Versie 3", "Nu te zien", []),
        ("Versie 2", "Was alleen een concept", ["Zet terug en publiceer: versie 2"]),
        ("Versie 1", "Was te zien", ["Zet terug en publiceer: versie 1"]),
    ]


def test_a_version_that_was_gone_back_to_stays_known_as_seen(
    zonnehoek: Organisation, browser: Client
) -> None:
    first = _theme(zonnehoek).live_revision_id
    browser.post("/beheer/huisstijl/kleur/", COLOURS)
    browser.post("/beheer/huisstijl/publiceren/")
    browser.post(f"/beheer/huisstijl/terug/{first}/")

    assert [(number, state) for number, state, _buttons in _versions(browser)] == [
        ("Versie 3", "Nu te zien"),
        ("Versie 2", "Was te zien"),
        ("Versie 1", "Was te zien"),
    ]


@pytest.mark.parametrize(
    ("key", "back", "concept"),
    [("zonnehoek", "Zet je", "Je concept"), ("amelberga", "Zet u", "Uw concept")],
)
def test_going_back_says_first_what_it_does(
    house: Houses, client_at: Browsers, member: Members, key: str, back: str, concept: str
) -> None:
    organisation = house(key)
    browser = client_at(organisation, member(organisation, Role.STYLE_MANAGER))
    browser.post("/beheer/huisstijl/kleur/", COLOURS | {"primary": "#0b3d91"})
    browser.post("/beheer/huisstijl/kleur/", COLOURS)

    page = _soup(browser.get("/beheer/huisstijl/klaar/"))

    (button,) = page.select("form[action*='/terug/'] button")
    assert [_text(line) for line in page.select(f"#{button['aria-describedby']} p")] == [
        f"{back} een eerdere versie terug, dan ziet iedereen meteen de stijl en de woorden van die versie. "
        "Wat nu te zien is, blijft in deze lijst staan.",
        f"{concept} van nu wordt dan niet gepubliceerd. Het blijft ook in deze lijst staan.",
    ]


def test_a_version_of_another_organisation_is_unknown_here(house: Houses, browser: Client) -> None:
    theirs, own = (_theme(house(key)).live_revision_id for key in ("amelberga", "zonnehoek"))

    assert browser.post(f"/beheer/huisstijl/terug/{own}/").status_code == 302
    assert browser.post(f"/beheer/huisstijl/terug/{theirs}/").status_code == 404
    assert browser.post("/beheer/huisstijl/terug/999999/").status_code == 404


def test_a_draft_can_be_thrown_away(zonnehoek: Organisation, browser: Client) -> None:
    browser.post("/beheer/huisstijl/kleur/", COLOURS)

    browser.post("/beheer/huisstijl/concept-weg/")

    theme = _theme(zonnehoek)
    assert (theme.primary, theme.has_unpublished_changes) == ("#ffd100", False)
    assert 'value="#ffd100"' in browser.get("/beheer/huisstijl/").content.decode()


def test_a_draft_that_was_thrown_away_is_no_concept_any_more(browser: Client) -> None:
    browser.post("/beheer/huisstijl/kleur/", COLOURS)

    browser.post("/beheer/huisstijl/concept-weg/")

    assert _versions(browser) == [
        ("Versie 2", "Was alleen een concept", ["Zet terug en publiceer: versie 2"]),
        ("Versie 1", "Nu te zien", []),
    ]


def test_an_organisation_without_a_style_can_publish_its_first_one(
    zonnehoek: Organisation, browser: Client
) -> None:
    with use_organisation(zonnehoek):
        Theme.tenant.all().delete()
    browser.post("/beheer/huisstijl/kleur/", COLOURS)

    page = _soup(browser.get("/beheer/huisstijl/klaar/"))
    assert [_text(button) for button in page.select("form[action*=publiceren] .actions button")] == [
        "Publiceer"
    ]
    assert page.select("form[action*=concept-weg]") == []
    assert [(state, buttons) for _number, state, buttons in _versions(browser)] == [("Concept van nu", [])]

    browser.post("/beheer/huisstijl/publiceren/")

    build = current_build(zonnehoek)
    assert build is not None
    assert build.style["primary"] == "#1b998b"


def test_editing_again_after_publishing_starts_from_what_is_live(
    zonnehoek: Organisation, browser: Client
) -> None:
    browser.post("/beheer/huisstijl/kleur/", COLOURS)
    browser.post("/beheer/huisstijl/publiceren/")
    browser.post("/beheer/huisstijl/woorden/", WORDS)
    browser.post("/beheer/huisstijl/publiceren/")

    theme = _theme(zonnehoek)
    assert (theme.primary, theme.portal_name) == ("#1b998b", "Zonnehoek Campus")


@pytest.mark.parametrize(
    ("step", "queries"), [("kleur", 7), ("logo", 7), ("vorm", 7), ("woorden", 7), ("klaar", 10)]
)
def test_a_step_costs_the_same_few_queries(browser: Client, step: str, queries: int) -> None:
    browser.get(f"/beheer/huisstijl/{step}/")

    assert queries_of(browser, f"/beheer/huisstijl/{step}/") == queries


def test_a_line_break_in_a_name_becomes_a_space(browser: Client, zonnehoek: Organisation) -> None:
    browser.post("/beheer/huisstijl/woorden/", WORDS | {"sender_name": "Zonnehoek\r\nBcc: a@b.example"})
    assert draft_of(zonnehoek).sender_name == "Zonnehoek Bcc: a@b.example"
