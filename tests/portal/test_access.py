"""Every address has a row in the access table, and the table decides."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from portal.access import ACCESS, rule_for


def _named(
    patterns: list[URLPattern | URLResolver], route: str = "", spaces: tuple[str, ...] = ()
) -> Iterator:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _named(pattern.url_patterns, here, inner)
        else:
            yield SimpleNamespace(url_name=pattern.name, route=here, namespaces=list(spaces))


@pytest.mark.parametrize("urlconf", [settings.ORGANISATION_URLCONF, settings.REGION_URLCONF])
def test_every_address_has_a_row(urlconf: str) -> None:
    without = [
        match.route
        for match in _named(get_resolver(urlconf).url_patterns)
        if rule_for(match) is None  # type: ignore[arg-type]
    ]

    assert without == []


def test_every_row_has_an_address() -> None:
    names = {
        match.url_name
        for urlconf in (settings.ORGANISATION_URLCONF, settings.REGION_URLCONF)
        for match in _named(get_resolver(urlconf).url_patterns)
    }

    assert sorted(set(ACCESS) - names) == []


ADDRESSES = {
    "/leerpad/": {Role.SUPERVISOR},
    "/zelfscan/": {Role.SUPERVISOR},
    "/groepen/": {Role.PRACTICE_TRAINER},
    "/beheer/mensen/": {Role.ORG_ADMIN},
    "/beheer/huisstijl/": {Role.ORG_ADMIN, Role.STYLE_MANAGER},
    "/over-mij/": {Role.LEARNER},
    "/mijn-gegevens/": set(Role),
}


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in {Role.EDITOR, Role.REGIONAL_COORDINATOR, Role.CASE_AUTHOR}]
)
@pytest.mark.parametrize("address", list(ADDRESSES))
def test_the_door_opens_for_the_right_roles_only(
    zonnehoek: Organisation,
    member: Callable,
    client_at: Callable[..., Client],
    address: str,
    role: Role,
) -> None:
    client = client_at(zonnehoek, member(zonnehoek, role))

    response = client.get(address)

    assert response.status_code == (200 if role in ADDRESSES[address] else 403)


@pytest.mark.parametrize("address", list(ADDRESSES))
def test_a_stranger_is_sent_to_sign_in(
    zonnehoek: Organisation, client_at: Callable[..., Client], address: str
) -> None:
    response = client_at(zonnehoek).get(address)

    assert (response.status_code, response["Location"]) == (302, f"/inloggen/?next={address}")


def test_a_stranger_under_htmx_is_told_to_leave_the_page(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    response = client_at(zonnehoek).get("/leerpad/", headers={"HX-Request": "true"})

    assert (response.status_code, response["HX-Redirect"]) == (200, "/inloggen/")


@pytest.mark.parametrize(
    ("address", "page"),
    [
        (
            "/modules/jij-als-werkbegeleider/wie-doet-wat/antwoord/",
            "/modules/jij-als-werkbegeleider/wie-doet-wat/",
        ),
        ("/rol/", "/"),
    ],
)
def test_the_address_of_a_button_leads_to_its_page(
    zonnehoek: Organisation, member: Callable, client_at: Callable[..., Client], address: str, page: str
) -> None:
    response = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR)).get(address)

    assert (response.status_code, response["Location"]) == (302, page)


def test_posting_where_nothing_can_be_posted_says_so(
    zonnehoek: Organisation, member: Callable, client_at: Callable[..., Client]
) -> None:
    response = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR)).post("/modules/")

    assert (response.status_code, "Hier is niets te zien" in response.content.decode()) == (405, True)


def _buttons(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [
        (" ".join(each.get_text().split()), str(each.get("value", ""))) for each in page.select("main button")
    ]


@pytest.fixture
def els(zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]) -> Client:
    """The browser of somebody with two roles, who works as a supervisor."""
    browser = client_at(
        zonnehoek, member(zonnehoek, Role.SUPERVISOR, Role.PRACTICE_TRAINER, name="Els Vermeer")
    )
    browser.post("/rol/", {"role": Role.SUPERVISOR})
    return browser


def test_a_page_of_ones_other_role_says_so_and_leads_there(els: Client) -> None:
    refused = els.get("/groepen/mensen/?q=ria")
    page = BeautifulSoup(refused.content, "html.parser")
    answer = els.post(
        "/rol/",
        {"role": Role.PRACTICE_TRAINER, "next": page.select_one("main [name=next]")["value"]},  # type: ignore[index]
    )

    assert refused.status_code == 403
    assert page.select_one("h1").get_text() == "Deze pagina hoort bij een andere rol"  # type: ignore[union-attr]
    text = "Je werkt nu als Werkbegeleider. Met een andere rol van jou gaat deze pagina wel open."
    assert page.select_one(".lead").get_text() == text  # type: ignore[union-attr]
    assert _buttons(page) == [("Ga verder als Leercoach", "practice_trainer")]
    assert answer["Location"] == "/groepen/mensen/?q=ria"
    assert els.get(answer["Location"]).status_code == 200


def test_what_was_posted_is_not_opened_again_in_another_role(els: Client) -> None:
    page = BeautifulSoup(els.post("/groepen/nieuw/", {"name": "x"}).content, "html.parser")

    assert page.select_one("main [name=next]")["value"] == ""  # type: ignore[index]
    assert els.post("/rol/", {"role": Role.PRACTICE_TRAINER, "next": ""})["Location"] == "/"


def test_a_page_of_none_of_ones_roles_offers_no_way_in(els: Client) -> None:
    page = BeautifulSoup(els.get("/beheer/mensen/").content, "html.parser")

    assert page.select_one("h1").get_text() == "Deze pagina is niet voor jouw rol"  # type: ignore[union-attr]
    assert _buttons(page) == [("Leercoach", "practice_trainer")]


@pytest.mark.parametrize(
    "page", ["//evil.example/", "https://evil.example/", "/\\evil.example", "evil", "\r\n/x"]
)
def test_another_role_leads_to_no_other_site(els: Client, page: str) -> None:
    assert els.post("/rol/", {"role": Role.PRACTICE_TRAINER, "next": page})["Location"] == "/"
