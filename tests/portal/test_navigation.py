"""Which item of the main menu is marked: the one that the page leads back to."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from organisations.enums import Role
from organisations.models import Location, Membership, Organisation, Team
from people.models import Person
from tests.factories import make_member


@pytest.fixture
def browser(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """The browser of an administrator of De Zonnehoek."""
    return client_at(zonnehoek, make_member(zonnehoek, Role.ORG_ADMIN, name="Ingrid Peeters"))


def _marked(browser: Client, address: str) -> list[str]:
    page = browser.get(address)
    assert (address, page.status_code) == (address, 200)
    soup = BeautifulSoup(page.content, "html.parser")
    return [str(each["href"]) for each in soup.select(".site-nav [aria-current]")]


def test_every_page_of_management_marks_where_it_leads_back_to(
    zonnehoek: Organisation, browser: Client, member: Callable[..., Person]
) -> None:
    person = member(zonnehoek)
    membership = Membership.objects.get(person=person)
    location = Location.objects.create(organisation=zonnehoek, name="De Linde")
    team = Team.objects.create(organisation=zonnehoek, name="Vroeg", location=location)
    places = {
        "/beheer/": ["/beheer/", "/beheer/inloggen/"],
        "/beheer/mensen/": [
            "/beheer/mensen/",
            "/beheer/mensen/nieuw/",
            "/beheer/mensen/inlezen/",
            "/beheer/mensen/startkaarten/",
            f"/beheer/mensen/{membership.pk}/",
            f"/beheer/mensen/{membership.pk}/stoppen/",
            f"/beheer/mensen/uit-dienst/{person.pk}/",
            "/beheer/teams/",
            f"/beheer/teams/{team.pk}/",
            f"/beheer/teams/locatie/{location.pk}/",
        ],
        "/beheer/huisstijl/": [
            f"/beheer/huisstijl/{step}" for step in ("", "kleur/", "logo/", "vorm/", "woorden/", "klaar/")
        ],
        "/modules/": ["/modules/", "/modules/jij-als-werkbegeleider/"],
    }

    found = {item: [_marked(browser, address) for address in pages] for item, pages in places.items()}

    assert found == {item: [[item]] * len(pages) for item, pages in places.items()}


@pytest.mark.parametrize(
    ("role", "leads_to"),
    [
        (Role.EDITOR, ["/redactie/"]),
        (Role.CASE_AUTHOR, ["/redactie/"]),
        (Role.REGIONAL_COORDINATOR, ["/cijfers/"]),
        (Role.ORG_ADMIN, []),
        (Role.STYLE_MANAGER, []),
    ],
)
def test_the_regions_home_leads_to_what_opens_for_this_role(
    region: Organisation,
    member: Callable[..., Person],
    client_at: Callable[..., Client],
    role: Role,
    leads_to: list[str],
) -> None:
    page = client_at(region, member(region, role)).get("/")
    main = BeautifulSoup(page.content, "html.parser").select_one("main")
    offered = [str(link["href"]) for link in main.select("a[href]")]
    assert [link for link in offered if link in ("/redactie/", "/cijfers/")] == leads_to
