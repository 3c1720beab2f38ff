"""A passkey in a real Chromium, with a virtual authenticator: made, used, and worthless at another house."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

Visits = Callable[..., Any]
HERE = "/mijn-gegevens/inloggen/"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def _with_authenticator(visit: Any) -> tuple[Any, str]:
    session = visit.context.new_cdp_session(visit.page)
    session.send("WebAuthn.enable")
    added = session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return session, added["authenticatorId"]


def _make_passkey(page: Page, url: Callable[[str], str]) -> None:
    page.goto(url(f"{HERE}toegangssleutels/nieuw/"))
    page.get_by_label("Wachtwoord").fill("demo")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Naam").fill("mijn telefoon")
    page.get_by_role("button", name="Maak de sleutel").click()
    expect(page.get_by_text("De toegangssleutel is gemaakt.")).to_be_visible()
    expect(page.get_by_text("mijn telefoon").first).to_be_visible()


def _sign_out(page: Page, url: Callable[[str], str]) -> None:
    page.goto(url("/uitloggen/"))
    page.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    page.wait_for_url("**/inloggen/")


def test_a_passkey_is_made_signs_in_and_fails_at_another_house(visit: Visits) -> None:
    phone = visit()
    session, authenticator = _with_authenticator(phone)
    page = phone.sign_in("zonnehoek", "fatma")
    _make_passkey(page, lambda path: phone.portal.url("zonnehoek", path))
    made = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    _sign_out(page, lambda path: phone.portal.url("zonnehoek", path))

    page.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    page.wait_for_url("**/leerpad/")

    assert [each["rpId"] for each in made] == ["zonnehoek.localhost"]
    assert made[0]["isResidentCredential"] is True

    there = phone.open("amelberga", "/inloggen/")
    there.get_by_role("button", name="Inloggen met een toegangssleutel").click()
    expect(there.get_by_text("Dat lukte niet, of het werd gestopt.")).to_be_visible()
    assert there.url == phone.portal.url("amelberga", "/inloggen/")


def test_who_stops_halfway_is_told_and_can_go_on(visit: Visits) -> None:
    phone = visit()
    session, authenticator = _with_authenticator(phone)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page = phone.open("zonnehoek", "/inloggen/")

    page.get_by_role("button", name="Inloggen met een toegangssleutel").click()

    expect(page.get_by_role("alert").filter(has_text="Dat lukte niet")).to_be_visible()
    expect(page.get_by_role("button", name="Inloggen met een toegangssleutel")).to_be_enabled()


def test_without_javascript_there_is_no_passkey_button(visit: Visits) -> None:
    page = visit(java_script_enabled=False).open("zonnehoek", "/inloggen/")

    expect(page.get_by_role("button", name="Inloggen", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Inloggen met een toegangssleutel")).to_have_count(0)
