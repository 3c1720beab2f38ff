"""Passkeys: made at one house, opening that house only."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.utils.http import int_to_base36
from fido2.utils import websafe_encode

from organisations.enums import Role
from organisations.models import Membership, Organisation
from organisations.tenancy import all_organisations
from people.models import Person
from tests.counting import queries_of
from tests.factories import make_membership
from tests.portal.fixation import is_left_behind, planted
from tests.portal.passkey_device import PRESENT, PasskeyDevice
from tests.portal.test_second_step import HERE, PASSWORD, confirm, set_up, sign_in

HOST, ORIGIN = "zonnehoek.localhost", "http://zonnehoek.localhost"
REFUSED = "Deze toegangssleutel werkt hier niet."


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def fatma(zonnehoek: Organisation, member: Callable[..., Person]) -> Person:
    """A supervisor with a password."""
    person = member(zonnehoek, Role.SUPERVISOR, email="fatma@zonnehoek.example")
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def browser(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """A browser at De Zonnehoek, signed out."""
    return client_at(zonnehoek)


def question_of(page: str) -> dict[str, Any]:
    """What a page asks the browser."""
    found: dict[str, Any] = json.loads(html.unescape(re.search(r'data-options="([^"]+)"', page).group(1)))
    return found


def make_passkey(browser: Client, device: PasskeyDevice, name: str = "mijn telefoon", **said: Any) -> Any:
    """Register a device for who is signed in."""
    confirm(browser)
    options = question_of(browser.get(f"{HERE}toegangssleutels/nieuw/").content.decode())
    return browser.post(
        f"{HERE}toegangssleutels/nieuw/", {"name": name, "credential": device.register(options, **said)}
    )


def ask(browser: Client) -> dict[str, Any]:
    """The question of the sign-in page."""
    response = browser.get("/inloggen/toegangssleutel/", headers={"Accept": "application/json"})
    found: dict[str, Any] = response.json()["request_options"]
    return found


def use_passkey(browser: Client, credential: str, **extra: str) -> Any:
    """Post what the device said."""
    return browser.post("/inloggen/toegangssleutel/", {"credential": credential, **extra})


@pytest.fixture
def device(browser: Client, fatma: Person) -> PasskeyDevice:
    """Fatma's telephone, with a passkey of De Zonnehoek; she is signed out again."""
    device = PasskeyDevice(HOST, ORIGIN)
    sign_in(browser, fatma.email)
    make_passkey(browser, device)
    browser.post("/uitloggen/")
    return device


def test_making_one_asks_for_finger_or_pin_and_takes_the_password_first(
    browser: Client, fatma: Person
) -> None:
    sign_in(browser, fatma.email)
    led = browser.get(f"{HERE}toegangssleutels/nieuw/")
    confirm(browser)
    public = question_of(browser.get(f"{HERE}toegangssleutels/nieuw/").content.decode())["publicKey"]

    assert led["Location"] == f"{HERE}bevestigen/?next={HERE}toegangssleutels/nieuw/"
    assert public["rp"] == {"id": HOST, "name": "Zonnehoek Academie"}
    assert public["authenticatorSelection"]["userVerification"] == "required"
    assert public["authenticatorSelection"]["residentKey"] == "required"


def test_a_passkey_signs_in(device: PasskeyDevice, browser: Client) -> None:
    response = use_passkey(browser, device.sign(ask(browser)))

    assert response["Location"] == "/leerpad/"
    assert browser.get("/leerpad/").status_code == 200
    assert browser.session.get_expiry_age() == 90 * 24 * 3600


def test_a_passkey_begins_a_new_session(device: PasskeyDevice, browser: Client) -> None:
    key = planted(browser)

    use_passkey(browser, device.sign(ask(browser)))

    assert browser.get("/leerpad/").status_code == 200
    assert is_left_behind(browser, key)


def test_a_passkey_on_a_shared_computer_leads_on_and_ends_with_the_browser(
    device: PasskeyDevice, browser: Client
) -> None:
    response = use_passkey(browser, device.sign(ask(browser)), shared_computer="on", next="/modules/")

    assert response["Location"] == "/modules/"
    assert browser.session.get_expire_at_browser_close() is True


def test_a_passkey_is_both_steps_at_once(device: PasskeyDevice, browser: Client, fatma: Person) -> None:
    sign_in(browser, fatma.email)
    set_up(browser)
    browser.post("/uitloggen/")

    assert use_passkey(browser, device.sign(ask(browser)))["Location"] == "/leerpad/"


def test_a_passkey_alone_leaves_the_password_as_it_was(
    device: PasskeyDevice, browser: Client, fatma: Person
) -> None:
    assert sign_in(browser, fatma.email)["Location"] == "/leerpad/"


def test_it_serves_as_second_step(device: PasskeyDevice, browser: Client, fatma: Person) -> None:
    sign_in(browser, fatma.email)
    set_up(browser)
    browser.post("/uitloggen/")
    sign_in(browser, fatma.email)
    options = question_of(browser.get("/inloggen/tweede-stap/").content.decode())

    wrong = browser.post("/inloggen/tweede-stap/", {"credential": "{}"})
    options = question_of(wrong.content.decode())
    right = browser.post("/inloggen/tweede-stap/", {"credential": device.sign(options)})

    assert (wrong.status_code, right["Location"]) == (422, "/leerpad/")


def test_it_confirms_that_it_is_still_she(device: PasskeyDevice, browser: Client, fatma: Person) -> None:
    sign_in(browser, fatma.email)
    page = f"{HERE}bevestigen/toegangssleutel/"
    options = question_of(browser.get(page).content.decode())

    wrong = browser.post(page, {"credential": "[]", "next": HERE})
    options = question_of(browser.get(page).content.decode())
    right = browser.post(page, {"credential": device.sign(options), "next": f"{HERE}app/"})

    assert (wrong["Location"], right["Location"]) == (page, f"{HERE}app/")
    assert browser.get(f"{HERE}app/").status_code == 200


def test_a_passkey_of_one_house_does_not_open_another(
    device: PasskeyDevice, house: Callable, client_at: Callable[..., Client], fatma: Person
) -> None:
    amelberga = house("amelberga")
    make_membership(amelberga, fatma)
    there = client_at(amelberga)

    as_it_is = use_passkey(there, device.sign(ask(there)))
    other_origin = replace(device, origin="http://amelberga.localhost")
    with_a_lie = use_passkey(there, other_origin.sign(ask(there)))

    assert (as_it_is["Location"], with_a_lie["Location"]) == ("/inloggen/", "/inloggen/")
    assert REFUSED in there.get("/inloggen/").content.decode()
    assert there.get("/leerpad/").status_code == 302


def test_a_page_of_a_house_under_the_regions_name_cannot_use_the_regions_passkey(
    region: Organisation, fatma: Person, client_at: Callable[..., Client]
) -> None:
    make_membership(region, fatma, Role.EDITOR)
    browser = client_at(region)
    own = PasskeyDevice("localhost", "http://localhost")
    sign_in(browser, fatma.email)
    make_passkey(browser, own)
    browser.post("/uitloggen/")

    stolen = use_passkey(browser, replace(own, origin=ORIGIN).sign(ask(browser)))
    framed = use_passkey(browser, own.sign(ask(browser), crossOrigin=True))
    right = use_passkey(browser, own.sign(ask(browser)))

    assert [each["Location"] for each in (stolen, framed)] == ["/inloggen/", "/inloggen/"]
    assert right["Location"] != "/inloggen/"


def test_another_answer_than_to_this_question_is_refused(
    device: PasskeyDevice,
    browser: Client,
    client_at: Callable[..., Client],
    zonnehoek: Organisation,
    member: Callable[..., Person],
) -> None:
    other = websafe_encode(int_to_base36(member(zonnehoek).pk).encode())
    elsewhere = client_at(zonnehoek)
    answers = [
        use_passkey(browser, device.sign(ask(elsewhere))),  # a question of another session
        use_passkey(browser, replace(device, flags=PRESENT).sign(ask(browser))),  # without finger or PIN
        use_passkey(browser, PasskeyDevice(HOST, ORIGIN, handle=device.handle).sign(ask(browser))),
        use_passkey(browser, device.sign(ask(browser), handle=other)),
        use_passkey(browser, device.sign(ask(browser), type="webauthn.create")),
    ]
    said = device.sign(ask(browser))
    once = use_passkey(browser, said)
    browser.post("/uitloggen/")
    answers.append(use_passkey(browser, said))

    assert {answer["Location"] for answer in answers} == {"/inloggen/"}
    assert once["Location"] == "/leerpad/"
    assert browser.get("/leerpad/").status_code == 302


def test_without_membership_or_when_disabled_it_opens_nothing(
    device: PasskeyDevice, browser: Client, fatma: Person
) -> None:
    Person.objects.filter(pk=fatma.pk).update(is_active=False)
    disabled = use_passkey(browser, device.sign(ask(browser)))
    Person.objects.filter(pk=fatma.pk).update(is_active=True)
    with all_organisations("a test"):
        Membership.objects.filter(person=fatma).delete()
    left = use_passkey(browser, device.sign(ask(browser)))

    assert (disabled["Location"], left["Location"]) == ("/inloggen/niet-actief/", "/inloggen/")
    assert browser.get("/leerpad/").status_code == 302


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "null",
        "[]",
        "7",
        '"x"',
        "{",
        "{}",
        '{"response": 3}',
        '{"response": {"clientDataJSON": "e30"}}',
        '{"id": "a", "rawId": "a", "response": {"clientDataJSON": 5}}',
        "[" * 5000,
        "{" + '"a":{' * 3000,
        "x" * 40_000,
        '{"response": {"clientDataJSON": "%s"}}' % ("W" * 8000),
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"eyJvcmlnaW4iOiJodHRwOi8vem9ubmVob2VrLmxvY2FsaG9zdCJ9","authenticatorData":"AA","signature":"AA","userHandle":null}}',
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"eyJvcmlnaW4iOiJodHRwOi8vem9ubmVob2VrLmxvY2FsaG9zdCJ9","authenticatorData":[],"signature":{},"userHandle":"____"}}',
    ],
)
def test_whatever_else_is_sent_is_refused_without_a_fault(
    device: PasskeyDevice, browser: Client, fatma: Person, credential: str
) -> None:
    ask(browser)
    signing_in = use_passkey(browser, credential)
    sign_in(browser, fatma.email)
    confirm(browser)
    browser.get(f"{HERE}toegangssleutels/nieuw/")
    making = browser.post(f"{HERE}toegangssleutels/nieuw/", {"name": "x", "credential": credential})

    assert (signing_in.status_code, signing_in["Location"], making.status_code) == (302, "/inloggen/", 422)
    assert Authenticator.objects.count() == 1


def test_the_list_says_which_house_and_taking_it_away_ends_it(
    device: PasskeyDevice, browser: Client, house: Callable, client_at: Callable[..., Client], fatma: Person
) -> None:
    make_membership(house("amelberga"), fatma)
    there = client_at(house("amelberga"))
    sign_in(there, fatma.email)
    page = " ".join(there.get(HERE).content.decode().split())
    confirm(there)
    key = Authenticator.objects.get()

    asked = there.get(f"{HERE}toegangssleutels/{key.pk}/weg/")
    gone = there.post(f"{HERE}toegangssleutels/{key.pk}/weg/")

    assert f"<strong>mijn telefoon</strong><br> {house('zonnehoek').name}, sinds" in page
    assert (asked.status_code, gone["Location"]) == (200, HERE)
    assert use_passkey(browser, device.sign(ask(browser)))["Location"] == "/inloggen/"


def test_somebody_elses_passkey_is_not_there(
    device: PasskeyDevice, zonnehoek: Organisation, member: Callable, client_at: Callable[..., Client]
) -> None:
    other = member(zonnehoek)
    other.set_password(PASSWORD)
    other.save()
    browser = client_at(zonnehoek, other)
    confirm(browser)
    key = Authenticator.objects.get()

    answers = [
        browser.post(f"{HERE}toegangssleutels/{pk}/weg/").status_code for pk in (key.pk, key.pk + 1000)
    ]

    assert (answers, Authenticator.objects.count()) == ([404, 404], 1)


def test_an_editor_with_only_a_passkey_uses_it_for_the_admin(
    region: Organisation, member: Callable[..., Person], client_at: Callable[..., Client], settings: Any
) -> None:
    settings.SECOND_STEP_FOR_EDITORS = True
    editor = member(region, Role.EDITOR)
    editor.set_password(PASSWORD)
    editor.save()
    browser, own = client_at(region), PasskeyDevice("localhost", "http://localhost")
    sign_in(browser, editor.email)
    make_passkey(browser, own)

    led = browser.get("/redactie/")
    browser.post("/uitloggen/")
    use_passkey(browser, own.sign(ask(browser)))

    assert led["Location"] == f"{HERE}bevestigen/toegangssleutel/?next=/redactie/"
    assert browser.get("/redactie/").status_code == 200


def test_the_number_of_passkeys_costs_no_queries(browser: Client, fatma: Person) -> None:
    sign_in(browser, fatma.email)
    make_passkey(browser, PasskeyDevice(HOST, ORIGIN))
    one = queries_of(browser, HERE)
    for _ in range(2):
        make_passkey(browser, PasskeyDevice(HOST, ORIGIN))

    assert Authenticator.objects.count() == 3
    assert (one, queries_of(browser, HERE)) == (13, 13)


def test_ten_tries_of_one_ward_in_a_minute_shut_nobody_out(device: PasskeyDevice, browser: Client) -> None:
    for _ in range(40):
        use_passkey(browser, "{}")

    assert use_passkey(browser, device.sign(ask(browser)))["Location"] == "/leerpad/"
