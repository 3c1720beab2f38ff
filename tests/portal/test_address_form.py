"""Je or u: error pages and faults speak as the organisation does."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from organisations.enums import Role
from organisations.models import Organisation
from people.models import OutgoingMail
from tests.factories import make_member

JE = re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE)
U = re.compile(r"\b(u|uw)\b", re.IGNORECASE)


def _main(response: Any) -> str:
    page = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1].split("</main>")[0]).split())


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("zonnehoek", "Deze pagina is niet voor jouw rol Je mag deze pagina niet openen."),
        ("amelberga", "Deze pagina is niet voor uw rol U mag deze pagina niet openen."),
    ],
)
def test_a_refusal(
    house: Callable[[str], Organisation], client_at: Callable[..., Client], key: str, words: str
) -> None:
    organisation = house(key)

    response = client_at(organisation, make_member(organisation)).get("/groepen/")

    assert (response.status_code, words in _main(response)) == (403, True)


@pytest.mark.parametrize(("key", "words"), [("zonnehoek", "niet voor jou."), ("amelberga", "niet voor u.")])
def test_what_is_not_there(
    house: Callable[[str], Organisation], client_at: Callable[..., Client], key: str, words: str
) -> None:
    response = client_at(house(key)).get("/bestaat-niet/")

    assert (response.status_code, words in _main(response)) == (404, True)


def test_faults_at_sign_in_fit_every_house(
    house: Callable[[str], Organisation], client_at: Callable[..., Client]
) -> None:
    response = client_at(house("amelberga")).post("/inloggen/", {"login": "a@b.example", "password": "x"})

    text = _main(response)
    assert "Het e-mailadres of het wachtwoord klopt niet." in text
    assert JE.findall(text.split("Demo:")[0]) == []


@pytest.mark.parametrize(("key", "strange"), [("zonnehoek", U), ("amelberga", JE)])
def test_a_new_password_with_faults(
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
    key: str,
    strange: re.Pattern[str],
) -> None:
    organisation = house(key)
    browser = client_at(organisation)
    person = make_member(organisation, Role.SUPERVISOR, name="Wilhelmina", email="wilhelmina@huis.example")
    browser.post("/wachtwoord-vergeten/", {"email": person.email})
    link = re.search(r"//[^/]+(/wachtwoord-vergeten/\S+)", OutgoingMail.objects.get().text)
    assert link is not None
    page = browser.get(link[1], follow=True)
    address = page.request["PATH_INFO"]

    short = browser.post(address, {"password1": "1234", "password2": "1234"})
    unlike = browser.post(address, {"password1": "een goede lange zin", "password2": "iets heel anders"})
    known = browser.post(address, {"password1": "wilhelmina12", "password2": "wilhelmina12"})

    assert (short.status_code, unlike.status_code, known.status_code) == (422, 422, 422)
    assert "De twee wachtwoorden zijn niet gelijk." in _main(unlike)
    for response in (page, short, unlike, known):
        assert strange.findall(_main(response)) == []
    assert short.content.decode().count('id="id_password1_error"') == 1


def test_the_region_shows_its_own_people_where_to_sign_in(
    region: Organisation, client_at: Callable[..., Client]
) -> None:
    coordinator = make_member(region, Role.REGIONAL_COORDINATOR)

    stranger, member = _page(client_at(region)), _page(client_at(region, coordinator))

    assert ('href="/inloggen/"' in stranger, 'href="/inloggen/"' in member) == (True, False)
    assert U.findall(stranger) == []


def _page(client: Client) -> str:
    return str(client.get("/").content.decode()).split("<main", 1)[1].split("</main>")[0]
