"""What asks for a fresh sign-in: downloads, erasing, and every change of how somebody signs in."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from organisations.enums import Role
from organisations.models import Organisation
from people.models import OutgoingMail, Person
from people.secrecy import encrypt
from portal.access import ACCESS, Shown
from tests.factories import make_membership

PASSWORD = "een lang wachtwoord"
SECRET = "JBSWY3DPEHPK3PXP"
MINE = "/mijn-gegevens/"
ERASE = f"{MINE}verwijderen/"
CONFIRM = f"{MINE}inloggen/bevestigen/"
BUTTONS = f"{MINE}#section-copy"
DOWNLOADS = [f"{MINE}download/", f"{MINE}download/lezen/"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """Half past nine, and nobody tried anything before."""
    cache.clear()
    with time_machine.travel("2030-01-15 09:30:05+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def fatma(zonnehoek: Organisation, member: Callable[..., Person]) -> Person:
    """A supervisor with a password."""
    person = member(zonnehoek, Role.SUPERVISOR, name="Fatma", email="fatma@zonnehoek.example")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def browser(zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person) -> Client:
    """Fatma signed in with her password, just now."""
    client = client_at(zonnehoek)
    client.post("/inloggen/", {"login": fatma.email, "password": PASSWORD})
    return client


def app_code() -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def give_app(person: Person) -> None:
    """An authenticator app, set up earlier."""
    Authenticator.objects.create(user=person, type="totp", data={"secret": encrypt(SECRET)})


def test_the_table_says_which_addresses_ask_it() -> None:
    asking = {name: rule.shown for name, rule in ACCESS.items() if rule.shown is not Shown.SIGNED_IN}

    assert asking == {
        "my_data_download": Shown.LATELY,
        "my_data_read": Shown.LATELY,
        "my_data_erase": Shown.LATELY,
        "account_set_password": Shown.AGAIN,
        "mfa_activate_totp": Shown.AGAIN,
        "mfa_deactivate_totp": Shown.AGAIN,
        "mfa_view_recovery_codes": Shown.AGAIN,
        "mfa_generate_recovery_codes": Shown.AGAIN,
        "mfa_download_recovery_codes": Shown.AGAIN,
        "mfa_add_webauthn": Shown.AGAIN,
        "mfa_remove_webauthn": Shown.AGAIN,
    }


@pytest.mark.parametrize("address", [*DOWNLOADS, ERASE])
def test_who_signed_in_just_now_is_not_asked_again(browser: Client, clock: Any, address: str) -> None:
    clock.move_to("2030-01-15 09:45:00+01:00")

    assert browser.get(address).status_code == 200


@pytest.mark.parametrize("address", DOWNLOADS)
def test_a_download_later_is_asked_and_leads_back_to_the_page_with_the_button(
    browser: Client, clock: Any, address: str
) -> None:
    clock.move_to("2030-01-15 09:45:06+01:00")

    asked = browser.get(address)
    wrong = browser.post(asked["Location"], {"password": "iets anders", "next": BUTTONS})
    still = browser.get(address)
    back = browser.post(asked["Location"], {"password": PASSWORD, "next": BUTTONS})
    page = browser.get(back["Location"]).content.decode()

    assert (asked.status_code, asked["Location"]) == (302, f"{CONFIRM}?next={MINE}%23section-copy")
    assert (wrong.status_code, still.status_code, back["Location"]) == (422, 302, BUTTONS)
    assert "Gelukt. Een kwartier lang vragen we dit niet nog eens." in page
    assert f'href="{address}">' in page  # no `download` attribute: it would save the question as the file
    assert "Fatma" in browser.get(address).content.decode()


def test_erasing_later_changes_nothing_and_leads_back_to_its_form(
    browser: Client, clock: Any, fatma: Person
) -> None:
    clock.move_to("2030-01-15 10:30:00+01:00")

    asked = browser.post(ERASE, {"confirm": "verwijder"})
    page = browser.get(asked["Location"]).content.decode()
    back = browser.post(asked["Location"], {"password": PASSWORD})

    assert (asked["Location"], back["Location"]) == (f"{CONFIRM}?next={ERASE}", ERASE)
    assert "Er is nog niets gedaan: eerst een korte controle." in page
    assert Person.objects.filter(pk=fatma.pk).exists()
    assert browser.get(ERASE).status_code == 200
    browser.post(ERASE, {"confirm": "verwijder"})
    assert not Person.objects.filter(pk=fatma.pk).exists()


def test_a_search_behind_the_address_is_not_lost(browser: Client, clock: Any) -> None:
    clock.move_to("2030-01-15 10:30:00+01:00")

    asked = browser.get(f"{ERASE}?van=menu&nog=1")
    back = browser.post(asked["Location"], {"password": PASSWORD})

    assert asked["Location"] == f"{CONFIRM}?next={ERASE}%3Fvan%3Dmenu%26nog%3D1"
    assert back["Location"] == f"{ERASE}?van=menu&nog=1"


def test_another_way_to_confirm_leads_to_the_same_page(browser: Client, clock: Any, fatma: Person) -> None:
    clock.move_to("2030-01-15 10:30:00+01:00")
    question = browser.get(f"{CONFIRM}?next={ERASE}").content.decode()
    by_mail = f"{CONFIRM}mail/?next={ERASE}"

    page = browser.get(by_mail).content.decode()
    browser.post(by_mail)
    code = re.search(r"\b\d{6}\b", OutgoingMail.objects.latest("pk").text)
    assert code
    back = browser.post(by_mail, {"code": code.group(), "next": ERASE})

    assert f'href="{CONFIRM}mail/?next=%2Fmijn-gegevens%2Fverwijderen%2F"' in question
    assert f'href="{CONFIRM}?next={ERASE}"' in page
    assert back["Location"] == ERASE


def test_without_a_page_an_htmx_request_is_led_away_whole(browser: Client, clock: Any) -> None:
    clock.move_to("2030-01-15 10:30:00+01:00")

    answer = browser.get(ERASE, headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == f"{CONFIRM}?next={ERASE}"


def test_whoever_has_an_app_showed_it_when_she_signed_in(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person
) -> None:
    give_app(fatma)
    by_work_account = client_at(zonnehoek, fatma)  # signed in, without the app
    by_app = client_at(zonnehoek)
    by_app.post("/inloggen/", {"login": fatma.email, "password": PASSWORD})
    by_app.post("/inloggen/tweede-stap/", {"code": app_code()})

    assert by_work_account.get(DOWNLOADS[0])["Location"] == f"{CONFIRM}app/?next={MINE}%23section-copy"
    assert by_app.get(DOWNLOADS[0]).status_code == 200


# An account that began with a card --------------------------------------------------------------------


def test_a_password_that_does_not_count_here_confirms_nothing(
    house: Callable[[str], Organisation], client_at: Callable[..., Client], clock: Any, fatma: Person
) -> None:
    fatma.password_only_at = "zonnehoek"
    fatma.save()
    amelberga = house("amelberga")
    make_membership(amelberga, fatma)
    there = client_at(amelberga, fatma)
    clock.move_to("2030-01-15 10:30:00+01:00")

    asked = there.get(ERASE)
    by_password = there.post(CONFIRM, {"password": PASSWORD, "next": ERASE})

    assert asked["Location"] == f"{CONFIRM}mail/?next={ERASE}"
    assert by_password["Location"] == f"{CONFIRM}mail/?next=%2Fmijn-gegevens%2Fverwijderen%2F"
    assert there.get(ERASE).status_code == 302


@pytest.mark.parametrize("address", ["app/", "toegangssleutels/nieuw/"])
def test_a_card_alone_sets_up_nothing_to_sign_in_with(browser: Client, fatma: Person, address: str) -> None:
    fatma.password_only_at = "zonnehoek"
    fatma.save()
    page = f"{MINE}inloggen/"
    browser.post(CONFIRM, {"password": PASSWORD, "next": page})

    answers = [browser.get(f"{page}{address}"), browser.post(f"{page}{address}", {"code": "123456"})]
    overview = browser.get(page).content.decode()

    assert [answer["Location"] for answer in answers] == [page, page]
    assert f'href="{page}{address}"' not in overview
    assert overview.count("Dit account begon met een startkaart.") == 2
    assert Authenticator.objects.count() == 0

    Person.objects.update(password_only_at="")
    assert browser.get(f"{page}{address}").status_code == 200
    assert f'href="{page}{address}"' in browser.get(page).content.decode()
