"""An author asks a critical friend, who reads on a phone; the author finds the comment beside the part."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.looking import in_the_way


@pytest.mark.parametrize("house", ["zonnehoek", "amelberga", "buurtlicht"])
def test_a_friend_reads_along_and_the_author_sees_what_she_says(
    visit: Callable[..., Visit], house: str
) -> None:
    desk = visit(viewport=DESKTOP)
    page = desk.sign_in("", "redactie@regio.example")
    page.goto(desk.portal.url("", "/redactie/casuistiek/?q=route"))
    page.get_by_role("link", name="Pak jij die route even?").first.click()
    edit = page.url
    page.goto(edit.replace("pages/", "vrienden/").replace("edit/", ""))
    page.get_by_label("Voor wie").fill("Jan, cliëntenraad")
    page.get_by_label("In welke huisstijl").select_option(house)
    page.get_by_role("button", name="Maak de link").click()
    address = page.get_by_label("Link", exact=True).input_value()

    phone = visit(viewport=PHONE)
    page = phone.page
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Pak jij die route even?")
    assert in_the_way(page) == []
    page.locator('[data-part="dilemma"] summary').click()
    box = page.locator('[data-part="dilemma"]')
    box.get_by_label("Opmerking").fill(f"Noem ook de bewoner. {house}")
    box.get_by_role("button", name="Verstuur").click()
    expect(box.get_by_text("Bewaard. Bedankt.")).to_be_visible()
    expect(box.get_by_text(f"Noem ook de bewoner. {house}")).to_be_visible()
    assert in_the_way(page) == []
    assert phone.context.cookies() == []

    desk.page.goto(edit)
    told = f"Jan, cliëntenraad: Noem ook de bewoner. {house}"
    expect(desk.page.get_by_text(told).first).to_be_attached()
    desk.page.get_by_role("button", name="Bewaar concept").click()
    desk.page.wait_for_load_state()
    expect(desk.page.get_by_text(told).first).to_be_attached()
