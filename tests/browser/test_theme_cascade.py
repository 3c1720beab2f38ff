"""Which colours are in force: the system's light or dark, its contrast, and what the page chose, in every mix."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.steps_of_a_walk import styles_of_the_fixtures
from theming.palette import derive

Visits = Callable[..., Any]
READ = """(names) => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--t-${name}`).trim()]));
}"""
CHOOSE = """(mode) => {
  if (mode) document.documentElement.dataset.mode = mode;
  else delete document.documentElement.dataset.mode;
}"""
MODES = {
    (False, False): "light",
    (True, False): "dark",
    (False, True): "hc-light",
    (True, True): "hc-dark",
}


def _in_force(page: Page, names: list[str]) -> dict[str, str]:
    found: dict[str, str] = page.evaluate(READ, names)
    return found


@pytest.mark.parametrize("house", ["zonnehoek", "amelberga", "buurtlicht"])
def test_every_state_shows_exactly_one_mode(visit: Visits, house: str) -> None:
    style = styles_of_the_fixtures()[house]
    page = visit().open(house, "/inloggen/")
    for system, contrast, chosen in product(
        ("light", "dark"), ("no-preference", "more"), ("", "light", "dark")
    ):
        page.emulate_media(color_scheme=system, contrast=contrast)
        page.evaluate(CHOOSE, chosen)
        expected = derive(
            style["primary"].lower(),
            style["accent"].lower(),
            surface=style.get("surface", "white"),
            mode=MODES[(chosen or system) == "dark", contrast == "more"],
        )

        state = f"{system}, contrast {contrast}, chosen {chosen or 'nothing'}"
        assert _in_force(page, list(expected)) == expected, state
        scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
        assert scheme == (chosen or "light dark"), state


def test_paper_is_light_in_every_state(visit: Visits) -> None:
    page = visit(color_scheme="dark").open("zonnehoek", "/inloggen/")
    for chosen in ("", "light", "dark"):
        page.evaluate(CHOOSE, chosen)
        page.emulate_media(media="print", color_scheme="dark")

        assert _in_force(page, ["surface"]) == {"surface": "#ffffff"}
