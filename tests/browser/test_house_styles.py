"""House styles in a real browser: their letters, and the editor with its preview."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP

Visits = Callable[..., Any]
FILL_OF = "(doc) => getComputedStyle(doc.documentElement).getPropertyValue('--t-brand-fill')"


def test_letters_come_from_the_own_host_and_weigh_little(visit: Visits) -> None:
    each = visit()
    weights: dict[str, int] = {}
    each.context.on(
        "response",
        lambda response: (
            weights.update({response.url: len(response.body())}) if response.url.endswith(".woff2") else None
        ),
    )

    page = each.open("zonnehoek", "/inloggen/")
    page.evaluate("document.fonts.ready")

    assert page.evaluate("document.fonts.check('1em Nunito') && document.fonts.check('700 1em \"Baloo 2\"')")
    assert 0 < sum(weights.values()) <= 40 * 1024
    assert all(url.startswith("http://zonnehoek.localhost") for url in weights)


def test_the_preview_follows_what_is_typed(visit: Visits) -> None:
    each = visit(viewport=DESKTOP)
    each.sign_in("amelberga", "huisstijl")
    page = each.open("amelberga", "/beheer/huisstijl/")
    frame = page.frame_locator("#style-preview")

    page.get_by_label("Hoofdkleur", exact=False).first.fill("FFD100")

    page.get_by_text("geel valt op wit te weinig op").wait_for()
    frame.get_by_role("heading", name="Mijn leerpad").wait_for()
    expect(frame.get_by_role("progressbar").first).to_have_css("--t-brand-fill", "#ffd100")
    assert page.evaluate(f"({FILL_OF})(document)") == "#5b1a3a"


def test_a_colour_that_was_refused_is_not_red_any_more_once_it_is_right(visit: Visits) -> None:
    each = visit(viewport=DESKTOP)
    each.sign_in("amelberga", "huisstijl")
    page = each.open("amelberga", "/beheer/huisstijl/")
    colour, links = (
        page.get_by_role("textbox", name=name, exact=True) for name in ("Hoofdkleur", "Kleur van links")
    )
    colour.fill("wijnrood")
    links.fill("blauwig")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    refusal = "Dit is geen kleur. Schrijf bijvoorbeeld #FFD100 of 255,209,0."

    colour.fill("#7a1f3d")

    expect(colour).not_to_have_attribute("aria-invalid", "true")
    expect(links).to_have_attribute("aria-invalid", "true")
    expect(links).to_have_accessible_description(re.compile(refusal))
    expect(page.get_by_role("alert")).to_be_visible()

    links.fill("")

    expect(links).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text(refusal)).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(links).to_be_focused()


def test_what_was_typed_beside_a_refused_colour_is_previewed_and_fetched_once(visit: Visits) -> None:
    each = visit(viewport=DESKTOP)
    each.sign_in("amelberga", "huisstijl")
    page = each.open("amelberga", "/beheer/huisstijl/")
    frame = page.frame_locator("#style-preview")
    pages: list[tuple[str, str]] = []
    page.on(
        "request",
        lambda request: (
            pages.append((request.method, urlsplit(request.url).path))
            if request.resource_type == "document"
            else None
        ),
    )
    for name, colour in (("Hoofdkleur", "FFD100"), ("Kleur van links", "blauwig")):
        page.get_by_role("textbox", name=name, exact=True).fill(colour)

    page.get_by_role("button", name="Bewaar", exact=True).click()

    expect(page.get_by_role("alert")).to_be_focused()
    page.wait_for_load_state("networkidle")
    expect(frame.get_by_role("progressbar").first).to_have_css("--t-brand-fill", "#ffd100")
    kept = ("POST", "/beheer/huisstijl/kleur/")
    assert pages[pages.index(kept) + 1 :] == [("GET", "/beheer/huisstijl/voorbeeld/")]


def test_the_whole_editor_works_without_scripts(visit: Visits) -> None:
    each = visit(viewport=DESKTOP, java_script_enabled=False)
    each.sign_in("kompashuis", "huisstijl")
    page = each.open("kompashuis", "/beheer/huisstijl/")

    page.get_by_label("Kleur van links", exact=False).first.fill("blauwig")
    page.get_by_label("Hoofdkleur", exact=False).first.fill("0,90,130")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_text("Dit is geen kleur.").wait_for()
    expect(page.frame_locator("#style-preview").get_by_role("progressbar").first).to_have_css(
        "--t-brand-fill", "#005a82"
    )

    page.get_by_label("Kleur van links", exact=False).first.fill("")
    page.get_by_role("button", name="Bekijk").click()
    page.frame_locator("#style-preview").get_by_role("heading", name="Mijn leerpad").wait_for()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.wait_for_url("**/beheer/huisstijl/logo/")
    page.get_by_role("link", name="Nakijken en publiceren").click()
    page.get_by_text("Hoofdkleur").wait_for()
    page.get_by_role("button", name="Publiceer").click()
    page.get_by_text("Gepubliceerd. Iedereen ziet nu de nieuwe huisstijl.").wait_for()

    page.get_by_role("button", name="Zet terug en publiceer").last.click()
    page.get_by_text("De eerdere versie is teruggezet en is nu te zien.").wait_for()


def test_an_svg_becomes_a_png_in_the_browser(visit: Visits) -> None:
    each = visit(viewport=DESKTOP)
    each.sign_in("vlierborg", "huisstijl")
    page = each.open("vlierborg", "/beheer/huisstijl/logo/")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20"><rect width="60" height="20" fill="teal"/></svg>'

    page.locator("#id_logo_file").set_input_files(
        {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": svg}
    )
    expect(page.locator("#id_logo_file")).to_have_value(re.compile(r"logo\.png$"))
    page.get_by_role("button", name="Bewaar", exact=True).click()

    page.get_by_text("Bewaard als concept.").wait_for()
    assert page.locator("#style-preview").is_visible()


def test_a_light_preview_on_a_dark_screen_wears_the_light_logo(visit: Visits) -> None:
    each = visit(viewport=DESKTOP, color_scheme="dark")
    each.sign_in("amelberga", "huisstijl")
    page = each.open("amelberga", "/beheer/huisstijl/")
    in_preview = page.frame_locator("#style-preview").locator("img.site-header__logo")

    shows_its_own_source = "(image) => image.currentSrc === image.src"
    assert in_preview.evaluate(shows_its_own_source)
    assert not page.locator("img.site-header__logo").evaluate(shows_its_own_source)
