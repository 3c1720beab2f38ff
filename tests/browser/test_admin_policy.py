"""The editors' admin works under its own content security policy: nothing is refused, nothing is loosened."""

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP
from tests.browser.steps_of_a_walk import main_heading

REPORT_VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused: ${event.violatedDirective} ${event.blockedURI} on ${location.pathname}`))"""
STEP = "Hardop denken bij mevrouw De Wit"
SENTENCE = " Kijk eerst één keer zonder iets op te schrijven."


def test_editor_edits_previews_and_publishes_without_a_refusal(visit: Callable[..., Any]) -> None:
    """A film step, seen on a phone in Sint Amelberga's style, then live. `visit` fails on any refusal."""
    hanneke = visit(viewport=DESKTOP)
    hanneke.context.add_init_script(REPORT_VIOLATIONS)
    policies: list[str] = []
    hanneke.context.on(
        "response",
        lambda response: (
            policies.append(response.headers.get("content-security-policy", ""))
            if response.url.endswith("/edit/") and response.request.resource_type == "document"
            else None
        ),
    )
    page: Page = hanneke.sign_in("", "redactie@regio.example")
    page.wait_for_url("**/redactie/**")
    page.get_by_role("search").first.get_by_role("textbox").fill("Hardop denken")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=STEP, exact=True).click()
    _write_in_introduction(page)
    _look_on_a_phone(
        page, house="Stichting Sint Amelberga", portal="Amelberga Leerhuis", background="#5b1a3a"
    )
    _look_at_the_status(page)
    footer = page.get_by_role("navigation", name="Acties (footer)")
    footer.get_by_role("button", name="Meer acties").click()
    footer.get_by_role("button", name=re.compile("^Publiceren$")).click()
    expect(page.get_by_text(f"Pagina '{STEP}' is gepubliceerd.")).to_be_visible()

    reader = visit()
    reader.sign_in("amelberga", "daan")
    page = reader.open("amelberga", "/modules/voordoen-samen-doen-loslaten/hardop-denken-bij-mevrouw-de-wit/")
    expect(main_heading(page)).to_have_text(STEP)
    expect(page.get_by_text(SENTENCE.strip())).to_be_visible()
    assert policies, "the editing page was seen"
    for policy in policies:
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        assert re.fullmatch(r"'self'( 'nonce-[\w+/=-]+')?", directives["script-src"])
        assert directives["default-src"] == "'none'"


def _write_in_introduction(page: Page) -> None:
    region = page.get_by_role("region", name="Inleiding")
    region.get_by_role("textbox").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(SENTENCE)
    expect(region.locator("input[type=hidden]").first).to_have_value(
        re.compile("zonder iets op te schrijven")
    )


def _look_on_a_phone(page: Page, *, house: str, portal: str, background: str) -> None:
    """The preview follows what was just typed, at phone width and in the chosen style."""
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    frame = page.frame_locator("iframe[title=Voorbeeld]:not(.w-preview__proxy)")
    expect(frame.get_by_text(SENTENCE.strip())).to_be_visible()
    # At once: the preview may still be loading, and shows what is chosen all the same.
    page.get_by_label("Voorbeeldmodus").select_option(label="Buurtlicht Thuiszorg")
    page.get_by_label("Voorbeeldmodus").select_option(label=house)
    expect(frame.get_by_role("link", name=portal)).to_be_visible()
    expect(frame.get_by_text(SENTENCE.strip())).to_be_visible()
    assert frame.locator(":root").evaluate("(root) => root.clientWidth") <= 400
    assert (
        frame.locator(":root").evaluate("(root) => getComputedStyle(root).getPropertyValue('--t-brand-fill')")
        == background
    )
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()


def _look_at_the_status(page: Page) -> None:
    """The status panel opens; what is in it comes with scripts of its own."""
    page.get_by_role("button", name="Toon/verberg status").click()
    panel = page.get_by_role("complementary", name="Status")
    expect(panel.get_by_role("heading", name="Status: Live")).to_be_visible()
    page.get_by_role("button", name="Toon/verberg status").click()
