"""A shared computer asks before it signs out, on a clock that the test moves; and a code that is pasted."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.looking import axe_faults

Visits = Callable[..., Any]


def _sign_in_shared(visit: Any, house: str = "zonnehoek") -> Page:
    page: Page = visit.open(house, "/inloggen/")
    page.clock.install()
    page.get_by_label("E-mailadres").fill(f"fatma@{house}.example")
    page.get_by_label("Wachtwoord").fill("demo")
    page.get_by_label("Dit is een gedeelde computer").check()
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.wait_for_url("**/leerpad/")
    return page


def test_with_the_tick_on_the_browser_is_asked_to_remember_no_address(visit: Visits) -> None:
    window = visit(viewport=PHONE)
    page = window.open("zonnehoek", "/inloggen/")
    address, password = page.get_by_label("E-mailadres"), page.get_by_label("Wachtwoord")
    tick = page.get_by_label("Dit is een gedeelde computer")
    expect(address).to_have_attribute("autocomplete", "username")

    address.fill("fatma@zonnehoek.example")
    tick.check()
    expect(address).to_have_attribute("autocomplete", "off")
    expect(password).to_have_attribute("autocomplete", "off")
    tick.uncheck()
    expect(address).to_have_attribute("autocomplete", "username")
    expect(password).to_have_attribute("autocomplete", "current-password")

    tick.check()
    password.fill("niet dit")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(tick).to_be_checked()
    expect(address).to_have_attribute("autocomplete", "off")


def test_two_minutes_before_the_end_it_asks_and_somebody_goes_on(visit: Visits) -> None:
    page = _sign_in_shared(visit(viewport=PHONE))
    question = page.get_by_role("alertdialog", name="Ben je er nog?")

    page.clock.fast_forward("12:50")
    expect(question).to_have_count(0)
    page.clock.fast_forward("00:30")
    expect(question).to_be_visible()
    expect(page.get_by_role("button", name="Blijf ingelogd")).to_be_focused()
    assert axe_faults(page) == []
    with page.expect_response("**/inloggen/verlengen/") as answer:
        page.keyboard.press("Enter")
    assert answer.value.status == 204

    expect(question).to_have_count(0)
    page.clock.fast_forward("12:50")
    expect(question).to_have_count(0)


def test_when_nobody_answers_it_signs_out_and_says_why(visit: Visits) -> None:
    window = visit(viewport=PHONE)
    page = _sign_in_shared(window)

    page.clock.fast_forward("13:10")
    page.clock.fast_forward("02:10")

    page.wait_for_url("**/inloggen/")
    expect(page.get_by_text("Automatisch uitgelogd")).to_be_visible()
    window.open("zonnehoek", "/leerpad/")
    expect(page).to_have_url(re.compile("/inloggen/"))


def test_what_is_kept_while_typing_shows_that_somebody_is_there(visit: Visits) -> None:
    window = visit(viewport=PHONE)
    page = _sign_in_shared(window, "maasbries")
    window.open("maasbries", "/modules/jij-als-werkbegeleider/dit-wil-ik-leren/")
    question = page.get_by_role("alertdialog", name="Ben je er nog?")

    page.clock.fast_forward("12:00")
    page.get_by_label("Deze maand werk ik aan").fill("Eerst luisteren")
    page.clock.fast_forward("00:02")
    expect(page.locator("[data-saved]")).to_contain_text("Bewaard om", timeout=15_000)
    page.clock.fast_forward("05:00")

    expect(question).to_have_count(0)
    page.clock.fast_forward("07:00")
    expect(question).to_be_visible()


def test_another_tab_that_goes_on_takes_the_question_away(visit: Visits) -> None:
    window = visit(viewport=PHONE)
    first = _sign_in_shared(window)
    first.clock.fast_forward("13:10")
    question = first.get_by_role("alertdialog", name="Ben je er nog?")
    expect(question).to_be_visible()

    second = window.context.new_page()
    second.goto(window.portal.url("zonnehoek", "/modules/"))
    second.evaluate(
        "() => new BroadcastChannel('shared-computer').postMessage({until: Date.now() + 3600_000})"
    )

    expect(question).to_have_count(0)


def test_a_code_is_pasted_with_a_space(visit: Visits) -> None:
    window = visit(viewport=PHONE)
    page = window.open("zonnehoek", "/inloggen/")
    page.get_by_label("E-mailadres").fill("daan@zonnehoek.example")
    page.get_by_role("button", name="Stuur mij een code").click()
    field = page.get_by_label("Code")
    expect(field).to_be_focused()
    assert [field.get_attribute(name) for name in ("autocomplete", "inputmode")] == [
        "one-time-code",
        "numeric",
    ]
    expect(page.get_by_role("button", name="Stuur een nieuwe code")).to_be_visible()

    other = window.context.new_page()
    other.goto(window.portal.url("zonnehoek", "/demo/post/"))
    code = re.search(r"\b\d{6}\b", other.get_by_role("main").inner_text()).group()
    field.focus()
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const field = document.activeElement;
          if (field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })))
            document.execCommand("insertText", false, text);
        }""",
        f"{code[:3]} {code[3:]}",
    )
    expect(field).to_have_value(f"{code[:3]} {code[3:]}")
    page.get_by_role("button", name="Inloggen", exact=True).click()

    page.wait_for_url("**/leerpad/")
