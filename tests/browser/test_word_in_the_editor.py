"""An editor puts one of the four words in a text and sees it in another organisation's house."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

DESKTOP = {"width": 1400, "height": 1000}
TITLE = "De laatste dag van Bram"


def test_editor_inserts_a_word_and_previews_it_in_a_house(visit: Callable[..., Any]) -> None:
    hanneke = visit(viewport=DESKTOP)
    hanneke.sign_in("", "redactie@regio.example")
    page = hanneke.open("", f"/redactie/pages/search/?q={TITLE.replace(' ', '+')}")
    page.get_by_role("link", name=TITLE, exact=True).click()

    # Wagtail notes how the form looked two seconds after it opened; what was typed before is no change.
    page.wait_for_timeout(3_000)
    intro = page.get_by_role("region", name="Inleiding")
    intro.get_by_role("textbox").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Vraag je /woord")
    page.get_by_role("option", name="Eigen woord van de organisatie").click()
    dialog = page.get_by_role("dialog", name="Welk woord?")
    dialog.get_by_role("button", name="teamleider").click()
    expect(dialog).to_have_count(0)
    expect(intro.locator("[data-woord=team_leader]").last).to_have_text("teamleider")

    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_text("Vraag je teamleider")).to_be_visible(timeout=20_000)
    page.get_by_label("Voorbeeldmodus").select_option(label="Stichting Sint Amelberga")
    expect(preview.get_by_text("Vraag je afdelingshoofd")).to_be_visible(timeout=20_000)
    expect(preview.get_by_text("Amelberga Leerhuis").first).to_be_visible()
