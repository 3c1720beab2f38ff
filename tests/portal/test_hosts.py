"""The host decides the organisation, and what exists there."""

import re
from collections.abc import Callable

import pytest
import structlog
from django.test import Client

from organisations.enums import Role
from organisations.models import Organisation, Team
from organisations.tenancy import NoTenantError, all_organisations, use_organisation
from people.models import Person
from tests.counting import counting


@pytest.mark.parametrize("host", ["onbekend.localhost", "elders.example", "bad host"])
@pytest.mark.parametrize("address", ["/", "/inloggen/", "/thema/zonnehoek.abc.css", "/redactie/"])
def test_an_unknown_host_gets_a_page_that_explains(db: None, host: str, address: str) -> None:
    response = Client(HTTP_HOST=host).get(address)

    page = response.content.decode()
    assert (response.status_code, response.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert re.findall(r"<h1>([^<]+)</h1>", page) == ["Dit adres kennen we niet"]
    assert 'lang="nl"' in page
    assert host not in page
    assert re.findall(r'(?:href|src)="([^"]+)"', page) == ["/static/portal/css/base.css"]
    assert "style-src 'self';" in response.headers["Content-Security-Policy"] + ";"
    assert response.cookies == {}


def test_an_unknown_host_reads_no_more_than_the_host(db: None) -> None:
    with counting() as statements:
        Client(HTTP_HOST="onbekend.localhost").get("/leerpad/")
    with counting() as none:
        Client(HTTP_HOST="elders.example").get("/leerpad/")

    assert (len(statements), none) == (1, [])


def test_the_sign_in_page_says_that_every_house_has_a_door_of_its_own(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
    member: Callable[..., Person],
) -> None:
    amelberga = house("amelberga")
    stranger = client_at(amelberga, member(zonnehoek, Role.SUPERVISOR))
    nobody = client_at(amelberga)

    pages = [browser.get("/leerpad/", follow=True).content.decode() for browser in (stranger, nobody)]

    for page in pages:
        assert "U bent hier niet ingelogd. Elke organisatie heeft een eigen deur." in page
    bare = [re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', "", page) for page in pages]
    assert bare[0] == bare[1]
    assert "eigen deur" not in nobody.get("/inloggen/").content.decode()


def test_a_forwarded_host_is_ignored(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    page = client_at(zonnehoek).get("/inloggen/", HTTP_X_FORWARDED_HOST="amelberga.localhost")

    assert "Zonnehoek Academie" in page.content.decode()


def test_health_needs_no_organisation(db: None) -> None:
    response = Client(HTTP_HOST="127.0.0.1").get("/gezond/")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_the_region_shows_seven_tiles(region: Organisation, client_at: Callable[..., Client]) -> None:
    page = client_at(region).get("/").content.decode()

    assert page.count("data-organisation=") == 7


def test_the_admin_is_on_the_regions_host_only(
    region: Organisation,
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    member: Callable[..., Person],
) -> None:
    supervisor = member(zonnehoek, Role.SUPERVISOR)

    assert client_at(zonnehoek, supervisor).get("/redactie/").status_code == 404
    assert client_at(region).get("/redactie/").status_code == 302


@pytest.mark.parametrize("address", ["/", "/inloggen/", "/bestaat-niet/"])
def test_the_policy_is_strict(
    zonnehoek: Organisation, client_at: Callable[..., Client], address: str
) -> None:
    policy = client_at(zonnehoek).get(address).headers["Content-Security-Policy"]

    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "media-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "report-uri": "/csp-melding/",
    }


def test_rows_of_an_organisation_need_a_tenant(db: None, house: Callable[[str], Organisation]) -> None:
    here, there = house("zonnehoek"), house("amelberga")
    for organisation in (here, there):
        with use_organisation(organisation):
            Team.objects.create(organisation=organisation, name=f"Team {organisation.key}")

    with pytest.raises(NoTenantError):
        Team.objects.count()
    with use_organisation(here):
        seen_here = list(Team.objects.values_list("name", flat=True))
    with all_organisations("the test counts everything"):
        seen_everywhere = Team.objects.filter(name__startswith="Team ").count()

    assert (seen_here, seen_everywhere) == (["Team zonnehoek"], 2)


def test_signed_in_pages_are_never_stored(
    zonnehoek: Organisation, client_at: Callable[..., Client], member: Callable[..., Person]
) -> None:
    page = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR)).get("/mijn-gegevens/")

    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", ["/gezond/", "/inloggen/", "/mijn-gegevens/", "/groepen/", "/beheer/"])
def test_a_head_answers_as_a_get_without_the_page(
    zonnehoek: Organisation, client_at: Callable[..., Client], member: Callable[..., Person], address: str
) -> None:
    client = client_at(zonnehoek, member(zonnehoek, Role.PRACTICE_TRAINER))

    head, get = client.head(address), client.get(address)

    assert (head.status_code, head.content) == (get.status_code, b"")


def test_the_admins_policy_holds_on_the_regions_host_only(
    region: Organisation, zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    here, there = (
        client_at(organisation).get("/redactie/bestaat-niet/").headers["Content-Security-Policy"]
        for organisation in (region, zonnehoek)
    )

    assert ("'unsafe-inline'" in here, "'unsafe-inline'" in there) == (True, False)


def test_the_log_holds_no_search_and_no_key_of_a_password_link(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    with structlog.testing.capture_logs() as lines:
        client_at(zonnehoek).get("/modules/?q=Fatma")
        client_at(zonnehoek).get("/wachtwoord-vergeten/1-geheim-sleutel/")

    requests = [line["request"] for line in lines if line["event"] == "request_started"]
    assert requests == ["GET /modules/", "GET /wachtwoord-vergeten/"]


def test_a_style_reads_nobodys_session(
    zonnehoek: Organisation, client_at: Callable[..., Client], member: Callable[..., Person]
) -> None:
    client = client_at(zonnehoek, member(zonnehoek))
    page = client.get("/mijn-gegevens/").content.decode()
    addresses = re.findall(r'href="(/(?:thema|stijl)/(?!letters/)[^"]+\.css)"', page)

    with counting() as statements:
        answers = [client.get(address) for address in addresses]

    assert len(answers) == 2
    assert {answer.headers["Cache-Control"] for answer in answers} == {"public, max-age=31536000, immutable"}
    assert [each for each in statements if "session" in each or "people_person" in each] == []
