"""The demo: one click in, the same page next door, a scan filled in, nothing destroyed."""

import datetime as dt
import io
import re
import socket
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from modules.models import ModuleProgress
from organisations.models import Membership, Organisation
from organisations.tenancy import use_organisation
from people.models import OutgoingMail, Person
from portal.demo.scene import set_the_scene
from portal.demo.views import TICKET_SALT
from selfscan.models import PathVersion, ScanRun


@pytest.fixture
def scene(region: Organisation, house: Callable[[str], Organisation]) -> Organisation:
    """De Zonnehoek with its cast on stage."""
    zonnehoek = house("zonnehoek")
    set_the_scene([region, zonnehoek])
    return zonnehoek


def test_the_cast_signs_in_with_one_click(scene: Organisation, client_at: Callable[..., Client]) -> None:
    browser = client_at(scene)
    page = browser.get("/inloggen/").content.decode()

    browser.post("/demo/inloggen/", {"email": "marja@zonnehoek.example"})

    assert page.count('name="email"') >= 8
    assert browser.get("/")["Location"] == "/groepen/"


@pytest.mark.parametrize(
    ("email", "landing"),
    [("redactie@regio.example", "/redactie/"), ("coordinator@regio.example", "/cijfers/")],
)
def test_people_of_the_region_land_where_they_work(
    region: Organisation, scene: Organisation, client_at: Callable[..., Client], email: str, landing: str
) -> None:
    response = client_at(region).post("/demo/inloggen/", {"email": email})

    assert response["Location"] == landing


def test_one_click_knows_only_the_cast(scene: Organisation, client_at: Callable[..., Client]) -> None:
    response = client_at(scene).post("/demo/inloggen/", {"email": "ria@zonnehoek.example"})

    assert response.status_code == 404


def test_nobody_looked_before_she_had_the_role(scene: Organisation, client_at: Callable[..., Client]) -> None:
    browser = client_at(scene)
    browser.post("/demo/inloggen/", {"email": "daan@zonnehoek.example"})
    with use_organisation(scene):
        since = Membership.objects.get(person__email="els@zonnehoek.example", role="supervisor").starts

    page = BeautifulSoup(browser.get("/mijn-gegevens/").content.decode(), "html.parser")
    told = [each.text for each in page.select(".looks__day")]
    days = [day for ago in range(200) if date_format(day := _ago(ago), "j F Y") in told]

    assert len(days) == len(told) == 2
    assert min(days) >= since


def _ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def test_work_with_a_photo_and_with_sound_waits_to_be_judged(
    scene: Organisation, client_at: Callable[..., Client]
) -> None:
    browser = client_at(scene)
    browser.post("/demo/inloggen/", {"email": "marja@zonnehoek.example"})

    def page_at(address: str) -> BeautifulSoup:
        return BeautifulSoup(browser.get(address).content.decode(), "html.parser")

    waiting = [str(link["href"]) for link in page_at("/beoordelen/").select("main a[href^='/beoordelen/']")]
    found = [file for address in waiting for file in page_at(address).select(".evidence :is(img, audio)")]

    served = {each.name: browser.get(str(each["src"])) for each in found}
    assert {name: answer["Content-Type"] for name, answer in served.items()} == {
        "img": "image/jpeg",
        "audio": "audio/wav",
    }


def test_the_group_has_fourteen_people(scene: Organisation) -> None:
    with use_organisation(scene):
        supervisors = Membership.objects.filter(role="supervisor").count()

    daan = Person.objects.get(email="daan@zonnehoek.example")
    progress = dict(ModuleProgress.objects.filter(person=daan).values_list("module__key", "steps_done"))
    assert supervisors == 15  # the group of fourteen, and Els
    assert progress == {"M01": 5, "M02": 3, "M10": 0}


def test_a_second_start_changes_nothing(region: Organisation, scene: Organisation) -> None:
    before = (Person.objects.count(), ScanRun.objects.count(), PathVersion.objects.count())
    Person.objects.filter(email="daan@zonnehoek.example").update(name="Daan de Nieuwe")

    set_the_scene([region, scene])

    after = (Person.objects.count(), ScanRun.objects.count(), PathVersion.objects.count())
    assert after == before
    assert Person.objects.get(email="daan@zonnehoek.example").name == "Daan de Nieuwe"


@pytest.mark.parametrize(("profile", "word"), [("beginner", "beginnend"), ("experienced", "vakbekwaam")])
def test_a_scan_is_filled_in(
    scene: Organisation, client_at: Callable[..., Client], profile: str, word: str
) -> None:
    browser = client_at(scene, Person.objects.get(email="fatma@zonnehoek.example"))

    browser.post("/demo/scan/", {"profile": profile})

    page = browser.get("/zelfscan/uitslag/").content.decode()
    assert page.count(f'data-proficiency="{word}"') == 8


def test_the_same_page_opens_next_door(
    region: Organisation,
    scene: Organisation,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
) -> None:
    amelberga = house("amelberga")
    set_the_scene([region, amelberga])
    browser = client_at(scene, Person.objects.get(email="fatma@zonnehoek.example"))

    away = browser.post("/demo/huis/", {"house": "amelberga", "path": "/modules/?fase=F1"})["Refresh"]
    host, _, rest = away.removeprefix("0; url=http://").partition("/")
    arrived = Client(HTTP_HOST="amelberga.localhost").get(f"/{rest}")

    assert host == "amelberga.localhost:8000"
    assert (arrived.status_code, arrived["Location"]) == (302, "/modules/?fase=F1")


def test_a_ticket_does_not_lead_outside(scene: Organisation, client_at: Callable[..., Client]) -> None:
    ticket = signing.dumps({"email": "fatma@zonnehoek.example", "path": "//kwaad.example/"}, salt=TICKET_SALT)

    response = client_at(scene).get("/demo/binnen/", {"pas": ticket})

    assert response["Location"] == "/"


def test_a_made_up_ticket_leads_to_sign_in(scene: Organisation, client_at: Callable[..., Client]) -> None:
    assert client_at(scene).get("/demo/binnen/", {"pas": "verzonnen"})["Location"] == "/inloggen/"


def test_the_outbox_shows_the_mail_of_this_house_only(
    scene: Organisation, client_at: Callable[..., Client]
) -> None:
    for key in ("zonnehoek", "amelberga"):
        OutgoingMail.objects.create(
            organisation_key=key, to="a@b.example", sender="x", subject=f"Post voor {key}", text="Dag"
        )

    page = client_at(scene).get("/demo/post/").content.decode()

    assert ("Post voor zonnehoek" in page, "Post voor amelberga" in page) == (True, False)


def test_a_taken_port_is_one_clear_line(settings: object) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings.PORT = taken.getsockname()[1]  # type: ignore[attr-defined]

        with pytest.raises(
            CommandError, match=rf"^Poort {settings.PORT} is bezet\. Kies een andere: make demo"
        ):  # type: ignore[attr-defined]
            call_command("demo", stdout=io.StringIO())


def test_an_invited_person_is_not_activated(scene: Organisation) -> None:
    waiting = Person.objects.filter(activated_at=None, email__endswith="@zonnehoek.example")

    assert sorted(waiting.values_list("email", flat=True)) == [
        "bas@zonnehoek.example",
        "petra@zonnehoek.example",
        "yara@zonnehoek.example",
    ]
    assert timezone.now() > Person.objects.get(email="daan@zonnehoek.example").activated_at


@pytest.mark.parametrize("email", ["redactie@regio.example", "els@zonnehoek.example"])
def test_the_editors_admin_leads_back_to_the_tour_and_the_other_roles(
    scene: Organisation, region: Organisation, client_at: Callable[..., Client], email: str
) -> None:
    browser = client_at(region)
    browser.post("/demo/inloggen/", {"email": email})

    menu = browser.get("/redactie/", follow=True).content.decode()
    home = browser.get("/").content.decode()

    (properties,) = re.findall(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', menu, re.DOTALL)
    assert re.findall(r'"label": "Demo: rondleiding".*?"url": "([^"]*)"', properties) == ["/#main"]
    assert "Rondleiding in vijf stappen" in home
    assert 'action="/demo/inloggen/"' in home
