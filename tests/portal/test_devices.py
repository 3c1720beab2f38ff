"""Where somebody is signed in, and how that ends."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Organisation
from people.devices import forget_ended
from people.models import Device, OutgoingMail, Person
from people.rules import device_kind
from tests.counting import queries_of
from tests.factories import make_membership
from tests.portal.test_second_step import HERE, PASSWORD, sign_in

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/129.0 Safari/537.36"


@pytest.fixture
def fatma(zonnehoek: Organisation, member: Callable[..., Person]) -> Person:
    """A supervisor with a password."""
    person = member(zonnehoek, Role.SUPERVISOR, email="fatma@zonnehoek.example")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def signed_in_at(client_at: Callable[..., Client], fatma: Person) -> Callable[..., Client]:
    """`signed_in_at(house, agent)`: Fatma's browser there, signed in."""

    def begin(house: Organisation, agent: str = IPHONE, **extra: str) -> Client:
        browser = client_at(house, HTTP_USER_AGENT=agent)
        sign_in(browser, fatma.email, **extra)
        return browser

    return begin


@pytest.mark.parametrize(
    ("agent", "kind"),
    [
        (IPHONE, "iphone"),
        (WINDOWS, "windows"),
        ("Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X)", "tablet"),
        ("Mozilla/5.0 (Linux; Android 15; Pixel 8) Chrome/129.0 Mobile Safari/537.36", "android"),
        ("Mozilla/5.0 (Linux; Android 14; SM-X200) Chrome/129.0 Safari/537.36", "tablet"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", "mac"),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0)", "chromebook"),
        ("Mozilla/5.0 (X11; Linux x86_64)", "computer"),
        ("", "unknown"),
    ],
)
def test_a_browser_is_known_by_its_kind_only(agent: str, kind: str) -> None:
    assert device_kind(agent) == kind


def test_what_is_kept_holds_no_address_and_no_hour() -> None:
    assert [field.name for field in Device._meta.get_fields()] == [
        "id",
        "person",
        "session_key",
        "organisation_key",
        "kind",
        "is_shared",
        "since",
    ]


def test_the_list_names_kind_house_and_day_and_this_device(
    zonnehoek: Organisation, house: Callable, signed_in_at: Callable[..., Client], fatma: Person
) -> None:
    make_membership(house("amelberga"), fatma)
    with time_machine.travel("2030-01-15 10:00:00+01:00", tick=False):
        signed_in_at(house("amelberga"), WINDOWS, shared_computer="on")
        page = " ".join(signed_in_at(zonnehoek).get(HERE).content.decode().split())

    there = f"<strong>Windows-computer</strong>, gedeelde computer<br> {house('amelberga').name}, sinds 15 januari 2030"
    assert page.count(there) == 1
    assert page.count("<strong>iPhone</strong><br>") == 1
    assert page.count("Dit apparaat") == 1
    assert page.count("Log daar uit") == 1


def test_signing_out_there_ends_that_session_only(
    zonnehoek: Organisation, signed_in_at: Callable[..., Client]
) -> None:
    phone, computer = signed_in_at(zonnehoek), signed_in_at(zonnehoek, WINDOWS)
    there = Device.objects.get(kind="windows")

    phone.post(f"{HERE}apparaten/{there.pk}/uitloggen/")

    assert [each.get("/leerpad/").status_code for each in (phone, computer)] == [200, 302]
    assert list(Device.objects.values_list("kind", flat=True)) == ["iphone"]


def test_somebody_elses_device_is_not_there(
    zonnehoek: Organisation, signed_in_at: Callable[..., Client], client_at: Callable, member: Callable
) -> None:
    signed_in_at(zonnehoek)
    other = client_at(zonnehoek, member(zonnehoek))

    response = other.post(f"{HERE}apparaten/{Device.objects.get().pk}/uitloggen/")

    assert (response.status_code, Device.objects.count()) == (404, 1)


def test_signing_out_everywhere_reaches_other_houses(
    zonnehoek: Organisation, house: Callable, signed_in_at: Callable[..., Client], fatma: Person
) -> None:
    make_membership(house("amelberga"), fatma)
    here, there = signed_in_at(zonnehoek), signed_in_at(house("amelberga"))

    response = here.post(f"{HERE}apparaten/uitloggen/")

    assert response["Location"] == "/inloggen/"
    assert [each.get("/leerpad/").status_code for each in (here, there)] == [302, 302]
    assert Device.objects.count() == 0


def test_another_password_ends_the_other_sessions_and_keeps_this_one(
    zonnehoek: Organisation, signed_in_at: Callable[..., Client]
) -> None:
    here, there = signed_in_at(zonnehoek), signed_in_at(zonnehoek, WINDOWS)

    done = here.post(
        f"{HERE}wachtwoord/",
        {"oldpassword": PASSWORD, "password1": "vier paarse fietsen 7", "password2": "vier paarse fietsen 7"},
    )

    assert done["Location"] == HERE
    assert [each.get("/leerpad/").status_code for each in (here, there)] == [200, 302]
    assert list(Device.objects.values_list("session_key", flat=True)) == [here.session.session_key]


def test_a_password_by_the_link_in_the_mail_ends_all_sessions(
    zonnehoek: Organisation, signed_in_at: Callable[..., Client], client_at: Callable, fatma: Person
) -> None:
    phone = signed_in_at(zonnehoek)
    other = client_at(zonnehoek)
    other.post("/wachtwoord-vergeten/", {"email": fatma.email})
    link = re.search(r"(/wachtwoord-vergeten/\S+-\S+/)", OutgoingMail.objects.get().text).group(1)
    form = other.get(link, follow=True).request["PATH_INFO"]
    other.post(form, {"password1": "vier paarse fietsen 7", "password2": "vier paarse fietsen 7"})

    assert phone.get("/leerpad/").status_code == 302
    assert Device.objects.count() == 0


def test_a_disabled_account_is_out_at_the_next_request(
    zonnehoek: Organisation, signed_in_at: Callable[..., Client], fatma: Person
) -> None:
    browser = signed_in_at(zonnehoek)
    Person.objects.filter(pk=fatma.pk).update(is_active=False)

    assert browser.get("/leerpad/").status_code == 302
    assert sign_in(browser, fatma.email)["Location"] == "/inloggen/niet-actief/"
    assert browser.get("/leerpad/").status_code == 302


def test_signing_out_takes_the_device_from_the_list(
    zonnehoek: Organisation, signed_in_at: Callable[..., Client]
) -> None:
    signed_in_at(zonnehoek).post("/uitloggen/")

    assert Device.objects.count() == 0


def test_a_shared_computer_that_was_left_is_not_in_the_list(
    zonnehoek: Organisation, signed_in_at: Callable[..., Client]
) -> None:
    with time_machine.travel("2030-01-15 10:00:00+01:00", tick=False) as clock:
        signed_in_at(zonnehoek, WINDOWS, shared_computer="on")
        clock.move_to("2030-01-15 10:16:00+01:00")
        page = signed_in_at(zonnehoek).get(HERE).content.decode()

    assert page.count("Windows-computer") == 0


def test_retention_forgets_devices_of_ended_sessions(
    zonnehoek: Organisation, signed_in_at: Callable[..., Client]
) -> None:
    with time_machine.travel("2030-01-15 10:00:00+01:00", tick=False):
        signed_in_at(zonnehoek)
    with time_machine.travel("2030-04-20 10:00:00+01:00", tick=False):
        removed = forget_ended(timezone.now())

    assert (removed, Session.objects.count(), Device.objects.count()) == (1, 0, 0)


def test_the_number_of_devices_costs_no_queries(
    zonnehoek: Organisation, signed_in_at: Callable[..., Client]
) -> None:
    browser = signed_in_at(zonnehoek)
    browser.get(HERE)
    one = queries_of(browser, HERE)
    for _ in range(2):
        signed_in_at(zonnehoek, WINDOWS)

    assert (one, queries_of(browser, HERE)) == (12, 12)


def test_a_session_of_before_the_list_shows_a_line(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person
) -> None:
    page: Any = client_at(zonnehoek, fatma).get(HERE)

    assert "Op dit apparaat." in page.content.decode()
