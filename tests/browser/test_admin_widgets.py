"""The widgets of the editors' admin under its content security policy: nothing is refused, nothing reported."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, Portal
from tests.browser.steps_of_a_walk import main_heading

CASE = "Liever niet door haar"
ON_IT = "Twee collega's aan een keukentafel."


@pytest.fixture
def reports() -> list[str]:
    """The addresses of pages that sent a report of something refused."""
    return []


@pytest.fixture
def hanneke(visit: Callable[..., Any], reports: list[str]) -> Page:
    """The editor's browser, signed in at the region."""
    window = visit(viewport=DESKTOP)
    window.context.on(
        "request",
        lambda request: reports.append(request.post_data) if "/csp-melding/" in request.url else None,
    )
    page: Page = window.sign_in("", "redactie@regio.example")
    page.wait_for_url("**/redactie/**")
    return page


def test_a_picture_is_brought_in_chosen_previewed_and_published(
    hanneke: Page, visit: Callable[..., Any], reports: list[str]
) -> None:
    page = hanneke
    page.goto(page.url.split("/redactie/")[0] + "/redactie/casuistiek/")
    page.get_by_role("link", name=CASE, exact=True).click()
    page.get_by_role("button", name="Kies een afbeelding").click()
    page.get_by_role("tab", name="Uploaden").click()
    modal = page.locator(".modal-content")
    modal.get_by_label("Bestand").set_input_files(
        {"name": "tafel.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    )
    modal.get_by_label("Titel").fill("Keukentafel")
    modal.get_by_label("Wat is erop te zien").fill(ON_IT)
    modal.get_by_role("button", name="Uploaden").click()
    expect(page.get_by_text("Keukentafel", exact=True)).to_be_visible()
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    frame = page.frame_locator("iframe[title=Voorbeeld]:not(.w-preview__proxy)")
    expect(frame.get_by_role("img", name=ON_IT)).to_be_visible()
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    edit = page.url
    footer = page.get_by_role("navigation", name="Acties (footer)")
    footer.get_by_role("button", name="Meer acties").click()
    footer.get_by_role("button", name="Leg voor aan de redactie").click()
    page.wait_for_url(lambda address: "/edit/" not in address)
    # Four eyes: somebody else publishes.
    page = visit(viewport=DESKTOP).sign_in("", "tweede.redactie@regio.example")
    page.goto(edit)
    footer = page.get_by_role("navigation", name="Acties (footer)")
    footer.get_by_role("button", name="Meer acties").click()
    footer.get_by_role("button", name="Goedkeuren en publiceren", exact=True).click()
    expect(main_heading(page)).to_have_text("Verkennen: Casussen")

    reader = visit()
    reader.sign_in("buurtlicht", "daan")
    page = reader.open("buurtlicht", "/samen/casussen/liever-niet-door-haar/")
    expect(main_heading(page)).to_have_text(CASE)
    picture = page.get_by_role("img", name=ON_IT)
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(img) => [img.naturalWidth > 0, img.currentSrc.split('.').pop()]") == [
        True,
        "avif",
    ]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert reports == []


def test_dates_are_picked_and_pages_chosen(hanneke: Page, reports: list[str]) -> None:
    page = hanneke
    root = page.url.split("/redactie/")[0]
    page.goto(f"{root}/redactie/reports/site-history/")
    page.get_by_role("button", name="Filter").first.click()
    page.get_by_role("button", name="Datum", exact=True).click()
    page.locator("input[name=timestamp_from]").click()
    day = page.locator(".xdsoft_datetimepicker:visible .xdsoft_date.xdsoft_today")
    day.click()
    expect(page.locator("input[name=timestamp_from]")).not_to_have_value("")

    page.goto(f"{root}/redactie/casuistiek/")
    page.get_by_role("link", name=CASE, exact=True).click()
    number = page.url.rstrip("/").split("/")[-2]
    page.goto(f"{root}/redactie/pages/{number}/move/")
    page.get_by_role("button", name="Acties").click()
    page.get_by_role("button", name="Kies een andere pagina").click()
    modal = page.locator(".modal-content")
    modal.get_by_role("link", name="Casussen", exact=True).click()
    expect(modal).to_have_count(0)
    expect(page.get_by_role("main").get_by_text("Casussen", exact=True)).to_be_visible()
    assert reports == []


def test_what_a_browser_refuses_is_reported(chromium: Browser, portal: Portal) -> None:
    """The proof that the empty lists above could have been full."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(portal.url("zonnehoek", "/inloggen/"))

    with page.expect_response("**/csp-melding/") as answer:
        page.evaluate(
            """() => { const script = document.createElement("script");
            script.textContent = "window.ran = true"; document.head.append(script); }"""
        )

    assert answer.value.status == 204
    assert page.evaluate("window.ran") is None
    report = json.loads(answer.value.request.post_data or "")["csp-report"]
    assert (report["effective-directive"], report["blocked-uri"]) == ("script-src-elem", "inline")
    context.close()


def a_photo() -> bytes:
    """A picture as a phone would send it."""
    output = io.BytesIO()
    Image.new("RGB", (1600, 1000), "#e8d9b0").save(output, "JPEG")
    return output.getvalue()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_demo_notice_is_in_sight_and_beside_the_bar_that_keeps(hanneke: Page, width: int) -> None:
    page = hanneke
    page.goto(page.url.split("/redactie/")[0] + "/redactie/casuistiek/")
    page.get_by_role("link", name=CASE, exact=True).click()
    page.set_viewport_size({"width": width, "height": 800})
    note = page.get_by_role("note").filter(has_text="In het echt vraagt deze deur een tweede stap.")
    bar = page.locator("footer.footer")
    expect(bar).to_be_visible()

    expect(note).to_be_in_viewport(ratio=1)
    one, other = note.bounding_box(), bar.bounding_box()
    assert one is not None
    assert other is not None
    beside = one["x"] >= other["x"] + other["width"]
    above = one["y"] + one["height"] <= other["y"]
    assert beside or above
