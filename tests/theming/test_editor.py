"""`/beheer/huisstijl/`: what a style manager does, from a new colour to going back."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.counting import queries_of
from theming.models import Theme, ThemeBuild
from theming.queries import current_build

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
    return Theme.objects.select_related("build").get(organisation=organisation)


def test_every_step_opens(browser: Client) -> None:
    for step in ("", "kleur/", "logo/", "vorm/", "woorden/", "klaar/"):
        response = browser.get(f"/beheer/huisstijl/{step}")

        assert response.status_code == 200
        assert response.content.decode().count("<h1") == 1
    assert browser.get("/beheer/huisstijl/iets/").status_code == 404


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


def test_a_text_that_is_no_colour_is_refused_at_the_field_and_kept(
    zonnehoek: Organisation, browser: Client
) -> None:
    response = browser.post("/beheer/huisstijl/kleur/", COLOURS | {"primary": "zonnegeel"})

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="zonnegeel"' in page
    assert "Dit is geen kleur. Schrijf bijvoorbeeld #FFD100 of 255,209,0." in page
    assert _theme(zonnehoek).has_unpublished_changes is False


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
                "Op de knoppen staan donkere letters: wit op geel is niet te lezen.",
                "Links worden donkergoud: geel op wit is niet te lezen.",
            ],
        ),
        (
            "amelberga",
            [
                "Uw geel blijft geel op knoppen, met een donkere rand zodat ze opvallen.",
                "Op de knoppen staan donkere letters: wit op geel is niet te lezen.",
                "Links worden donkergoud: geel op wit is niet te lezen.",
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


@pytest.mark.parametrize("specimen", ["leerpad", "stap", "inloggen", "mail", "module", "toets"])
@pytest.mark.parametrize("stand", ["licht", "donker", "contrast"])
def test_every_specimen_shows(browser: Client, specimen: str, stand: str) -> None:
    response = browser.get("/beheer/huisstijl/voorbeeld/", {"specimen": specimen, "stand": stand})

    assert response.status_code == 200


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


def test_a_version_of_another_organisation_is_unknown_here(house: Houses, browser: Client) -> None:
    theirs = _theme(house("amelberga")).live_revision_id

    assert browser.post(f"/beheer/huisstijl/terug/{theirs}/").status_code == 404
    assert browser.post("/beheer/huisstijl/terug/999999/").status_code == 404


def test_a_draft_can_be_thrown_away(zonnehoek: Organisation, browser: Client) -> None:
    browser.post("/beheer/huisstijl/kleur/", COLOURS)

    browser.post("/beheer/huisstijl/concept-weg/")

    theme = _theme(zonnehoek)
    assert (theme.primary, theme.has_unpublished_changes) == ("#ffd100", False)
    assert 'value="#ffd100"' in browser.get("/beheer/huisstijl/").content.decode()


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
