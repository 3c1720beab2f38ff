"""The first thing that a newcomer sees on a phone: what it is, and one button to begin."""

from collections.abc import Callable
from typing import Any

import pytest

HOUSES = ("zonnehoek", "amelberga", "buurtlicht")


@pytest.mark.parametrize("house", HOUSES)
def test_main_button_is_in_sight_and_three_cards_follow(visit: Callable[..., Any], house: str) -> None:
    window = visit()
    # Els trains too; as a supervisor she has done nothing, in no other test either.
    page = window.sign_in(house, "els")
    page.get_by_label("Ik werk nu als").select_option("supervisor")
    page.get_by_role("button", name="Wissel").click()
    page.wait_for_url("**/leerpad/")
    main_button = page.locator("#go").bounding_box()
    bottom_bar = page.get_by_role("navigation", name="Hoofdmenu").bounding_box()
    assert main_button["y"] + main_button["height"] <= bottom_bar["y"]
    assert page.locator(".welcome h2").all_inner_texts() == ["Waarvoor", "Hoeveel tijd", "Wie ziet wat"]
    sizes = page.locator(".welcome p").evaluate_all(
        "(found) => found.map((each) => parseFloat(getComputedStyle(each).fontSize))"
    )
    assert min(sizes) >= 16
