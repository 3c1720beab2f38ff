"""What somebody types is kept: while typing, without a connection, in two tabs, and with "Volgende stap"."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.walk

HOUSE, WHO = "vlierborg", "fatma"
STEP = "/modules/jij-als-werkbegeleider/dit-wil-ik-leren/"
NEXT_STEP = "**/modules/jij-als-werkbegeleider/vijf-vragen/"
LABEL = "Deze maand werk ik aan"
PATIENCE = 15_000


@pytest.fixture
def window(visit: Callable[..., Any]) -> Any:
    """Fatma on her phone."""
    found = visit()
    found.sign_in(HOUSE, WHO)
    found.open(HOUSE, STEP)
    return found


def write(page: Page, text: str) -> None:
    page.get_by_label(LABEL).fill(text)


def expect_note(page: Page, text: str) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(text, timeout=PATIENCE)
    expect(page.get_by_role("status")).to_contain_text(text)


def test_text_is_kept_while_typing_and_after_a_lost_connection(window: Any) -> None:
    page = window.page
    write(page, "Eerst luisteren")
    expect_note(page, "Bewaard om")
    window.context.set_offline(True)
    write(page, "Zonder verbinding")
    expect_note(page, "geen verbinding")
    write(page, "Zonder verbinding, verder getypt")
    window.context.set_offline(False)
    expect_note(page, "Bewaard om")
    page.reload()
    expect(page.get_by_label(LABEL)).to_have_value("Zonder verbinding, verder getypt")
    # The browser itself reports the lost connection; nothing else went wrong.
    assert all("ERR_INTERNET_DISCONNECTED" in fault for fault in window.faults)
    window.faults.clear()


def test_second_tab_is_told_and_wins_with_one_more_press(window: Any) -> None:
    first, second = window.page, window.context.new_page()
    second.goto(first.url)
    write(second, "Uit het tweede tabblad")
    expect_note(second, "Bewaard om")
    write(first, "Uit het eerste tabblad")
    expect_note(first, "Dit is ergens anders al bewaard")
    expect(first.get_by_label(LABEL)).to_have_value("Uit het eerste tabblad")
    first.get_by_role("button", name="Bewaar", exact=True).click()
    expect_note(first, "Bewaard om")
    second.reload()
    expect(second.get_by_label(LABEL)).to_have_value("Uit het eerste tabblad")


def sign_in_anew(window: Any, who: str) -> None:
    """Sign out and in again, in another tab."""
    other = window.context.new_page()
    other.goto(window.portal.url(HOUSE, "/uitloggen/"))
    other.get_by_role("main").get_by_role("button", name="Uitloggen").click()
    other.wait_for_url("**/inloggen/")
    other.get_by_label("E-mailadres").fill(f"{who}@{HOUSE}.example")
    other.get_by_label("Wachtwoord").fill("demo")
    other.get_by_role("button", name="Inloggen", exact=True).click()
    other.wait_for_url(lambda url: "/inloggen/" not in url)
    other.close()


def test_who_signed_in_again_elsewhere_types_on(window: Any) -> None:
    page = window.page
    sign_in_anew(window, WHO)
    write(page, "Na opnieuw inloggen")
    expect_note(page, "Bewaard om")
    page.reload()
    expect(page.get_by_label(LABEL)).to_have_value("Na opnieuw inloggen")


def test_what_somebody_typed_is_never_kept_for_who_signed_in_after_her(window: Any) -> None:
    page = window.page
    write(page, "Van Fatma")
    expect_note(page, "Bewaard om")
    sign_in_anew(window, "daan")
    write(page, "Van Fatma, ook dit")
    expect_note(page, "log opnieuw in")
    other = window.context.new_page()
    other.goto(page.url)
    expect(other.get_by_label(LABEL)).not_to_have_value("Van Fatma, ook dit")
    expect(page.get_by_label(LABEL)).to_have_value("Van Fatma, ook dit")


def test_a_page_that_is_gone_says_so_and_tries_again(window: Any) -> None:
    page = window.page
    page.route(
        "**/antwoord/", lambda route: route.fulfill(status=404, body="<h1>Weg</h1>", content_type="text/html")
    )
    write(page, "Nog even vasthouden")
    expect_note(page, "deze bladzijde is veranderd")
    page.unroute("**/antwoord/")
    expect_note(page, "Bewaard om")


def test_more_than_a_browser_sends_while_leaving_is_kept(window: Any) -> None:
    page = window.open(HOUSE, "/modules/leerdoelen-en-leerwerkplan/leerwerkplan-op-een-blad/")
    fields = page.locator("#antwoord textarea").all()[:3]
    texts = [f"{number} {'…' * 15_000}" for number, _field in enumerate(fields)]
    for field, text in zip(fields, texts, strict=True):
        field.fill(text)
    expect_note(page, "Bewaard om")
    page.reload()
    assert [field.input_value() for field in page.locator("#antwoord textarea").all()[:3]] == texts


def test_next_step_takes_along_what_was_just_typed(window: Any) -> None:
    page = window.page
    write(page, "Net getypt")
    page.get_by_role("button", name="Volgende stap").click()
    page.wait_for_url(NEXT_STEP)
    page.go_back()
    page.reload()
    expect(page.get_by_label(LABEL)).to_have_value("Net getypt")
