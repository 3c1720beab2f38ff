"""Forms speak with one voice: no grey words in a field, our own sentences, and no sentence above a single field."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from organisations.enums import Role
from organisations.models import Membership, Organisation
from tests.factories import make_cohort, make_member

SIGNED_OUT = ["/inloggen/", "/inloggen/code/", "/wachtwoord-vergeten/", "/start/"]
WAYS_IN = "/mijn-gegevens/inloggen/"


def _page(response: Any) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def _told(response: Any) -> tuple[int, list[str], int]:
    """The status, what stands at the fields, and how many sentences stand above them."""
    page = _page(response)
    at_fields = [each.get_text().strip() for each in page.select("main .field__error")]
    return response.status_code, at_fields, len(page.select("main [role=alert][data-focus]"))


@pytest.fixture
def trainer(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """The browser of a trainer with a group."""
    person = make_member(zonnehoek, Role.PRACTICE_TRAINER, name="Marja Willems")
    make_cohort(zonnehoek, person)
    return client_at(zonnehoek, person)


@pytest.fixture
def admin(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """The browser of an administrator."""
    return client_at(zonnehoek, make_member(zonnehoek, Role.ORG_ADMIN, name="Ingrid Peeters"))


@pytest.mark.parametrize("address", SIGNED_OUT)
def test_no_field_holds_grey_words(
    zonnehoek: Organisation, client_at: Callable[..., Client], address: str
) -> None:
    page = _page(client_at(zonnehoek).get(address))

    assert page.select("main form")
    assert page.select("[placeholder]") == []


@pytest.mark.parametrize("step", ["bevestigen/", "wachtwoord/", "app/"])
def test_no_field_about_signing_in_holds_grey_words(
    zonnehoek: Organisation, client_at: Callable[..., Client], step: str
) -> None:
    response = client_at(zonnehoek, make_member(zonnehoek)).get(f"{WAYS_IN}{step}", follow=True)
    page = _page(response)

    assert response.request["PATH_INFO"].startswith(WAYS_IN)
    assert page.select("main form")
    assert page.select("[placeholder]") == []


def test_empty_fields_are_told_in_our_own_words(
    zonnehoek: Organisation, client_at: Callable[..., Client], trainer: Client, admin: Client
) -> None:
    stranger = client_at(zonnehoek)
    membership = Membership.objects.get(role=Role.PRACTICE_TRAINER)

    assert _told(stranger.post("/inloggen/", {})) == (
        422,
        ["Vul een e-mailadres in.", "Vul hier nog iets in."],
        1,
    )
    assert _told(stranger.post("/wachtwoord-vergeten/", {})) == (422, ["Vul een e-mailadres in."], 0)
    assert _told(trainer.post("/groepen/nieuw/", {"starts": "gisteren"})) == (
        422,
        ["Vul hier nog iets in.", "Dit is geen datum. Schrijf bijvoorbeeld 31-12-2027."],
        1,
    )
    assert _told(admin.post("/beheer/mensen/nieuw/", {"email": "bas@huis", "team": "x" * 121})) == (
        422,
        [
            "Vul een naam in.",
            "Dit e-mailadres klopt niet.",
            "Maak hier een keuze.",
            "Dit is te lang: 121 tekens. Er passen er 120.",
            "Vul een datum in.",
        ],
        1,
    )
    assert _told(admin.post("/beheer/mensen/inlezen/", {})) == (422, ["Kies eerst een bestand."], 0)
    assert _told(admin.post(f"/beheer/mensen/uit-dienst/{membership.person_id}/", {"action": "save"})) == (
        422,
        ["Kies een dag."],
        0,
    )


def test_a_form_of_one_field_says_it_once(trainer: Client) -> None:
    response = trainer.post("/mijn-gegevens/", {"name": ""})

    assert _told(response) == (422, ["Vul een naam in."], 0)
    field = _page(response).select_one("#id_name")
    assert field is not None
    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "id_name_helptext id_name_error")
