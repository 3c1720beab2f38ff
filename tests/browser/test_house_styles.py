"""House styles in a real browser: which colours are in force, and the editor's preview."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP
from theming.palette import Strategy, Surface, derive

Visits = Callable[..., Any]
READ = """() => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(%s.map((name) => [name, style.getPropertyValue(`--t-${name}`).trim()]));
}"""

FILL_OF = "(doc) => getComputedStyle(doc.documentElement).getPropertyValue('--t-brand-fill')"


def _tokens_in_force(page: Page, names: list[str]) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(READ % names)
    return found


@pytest.mark.parametrize("chosen", ["", "light", "dark"])
@pytest.mark.parametrize("contrast", ["no-preference", "more"])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_every_state_shows_exactly_one_mode(visit: Visits, system: str, contrast: str, chosen: str) -> None:
    is_dark = (chosen or system) == "dark"
    mode = {
        (False, False): "light",
        (True, False): "dark",
        (False, True): "hc-light",
        (True, True): "hc-dark",
    }[is_dark, contrast == "more"]
    expected = derive("#ffd100", "#7a4b00", strategy=Strategy.BALANCED, surface=Surface.TINTED, mode=mode)
    page = visit(color_scheme=system, contrast=contrast).open("zonnehoek", "/inloggen/")
    page.evaluate("(mode) => { if (mode) document.documentElement.dataset.mode = mode }", chosen)

    assert _tokens_in_force(page, list(expected)) == expected
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == (chosen or "light dark")


def test_paper_is_light_in_every_state(visit: Visits) -> None:
    page = visit(color_scheme="dark").open("zonnehoek", "/inloggen/")
    page.evaluate("document.documentElement.dataset.mode = 'dark'")
    page.emulate_media(media="print", color_scheme="dark")

    assert _tokens_in_force(page, ["surface"]) == {"surface": "#ffffff"}


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

    page.get_by_text("Uw geel blijft geel op knoppen").wait_for()
    frame.get_by_role("heading", name="Goedemiddag, Fatma").wait_for()
    page.wait_for_function(
        f"() => ({FILL_OF})(document.getElementById('style-preview').contentDocument) === '#ffd100'"
    )
    assert page.evaluate(f"({FILL_OF})(document)") == "#5b1a3a"


def test_the_whole_editor_works_without_scripts(visit: Visits) -> None:
    each = visit(viewport=DESKTOP, java_script_enabled=False)
    each.sign_in("kompashuis", "huisstijl")
    page = each.open("kompashuis", "/beheer/huisstijl/")

    page.get_by_label("Hoofdkleur", exact=False).first.fill("0,90,130")
    page.get_by_role("button", name="Bekijk").click()
    page.frame_locator("#style-preview").get_by_role("heading", name="Goedemiddag, Fatma").wait_for()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.wait_for_url("**/beheer/huisstijl/logo/")
    page.get_by_role("link", name="Nakijken en publiceren").click()
    page.get_by_text("Hoofdkleur").wait_for()
    page.get_by_role("button", name="Publiceer").click()
    page.get_by_text("Gepubliceerd. Iedereen ziet nu de nieuwe huisstijl.").wait_for()

    page.get_by_role("button", name="Zet de versie van").last.click()
    page.get_by_text("De eerdere versie is teruggezet en is nu te zien.").wait_for()


def test_an_svg_becomes_a_png_in_the_browser(visit: Visits) -> None:
    each = visit(viewport=DESKTOP)
    each.sign_in("vlierborg", "huisstijl")
    page = each.open("vlierborg", "/beheer/huisstijl/logo/")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20" width="60" height="20"><rect width="60" height="20" fill="teal"/></svg>'

    page.locator("#id_logo_file").set_input_files(
        {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": svg}
    )
    page.wait_for_function("document.getElementById('id_logo_file').files[0].type === 'image/png'")
    page.get_by_role("button", name="Bewaar", exact=True).click()

    page.get_by_text("Bewaard als concept.").wait_for()
    assert page.locator("#style-preview").is_visible()
