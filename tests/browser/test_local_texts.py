"""An administrator answers a question of a step on a phone; a supervisor reads it there, and nobody elsewhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Visit
from tests.browser.looking import in_the_way


@pytest.mark.parametrize("house", ["amelberga", "buurtlicht", "zonnehoek"])
def test_an_answer_is_filled_in_looked_at_and_read(visit: Callable[..., Visit], house: str) -> None:
    desk = visit(viewport=PHONE)
    page = desk.sign_in(house, "beheer")
    page.get_by_role("link", name="Eigen teksten in de stappen").click()
    assert in_the_way(page) == []
    page.locator('[data-step="M02-4"] a').click()
    box = page.get_by_label("Welke punten staan bij jullie altijd op de startlijst?")
    box.fill(f"De sleutel van {house}.")
    assert in_the_way(page) == []
    page.get_by_role("button", name="Bekijk als voorbeeld").click()
    expect(page.get_by_text(f"De sleutel van {house}.")).to_be_visible()
    assert in_the_way(page) == []
    page.go_back()
    box.fill(f"De sleutel van {house}.")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Bewaard: 1 tekst.")).to_be_visible()

    reader = visit(viewport=PHONE)
    page = reader.sign_in(house, "daan")
    page.goto(desk.portal.url(house, "/modules/"))
    page.goto(desk.portal.url(house, step_path(desk, house)))
    expect(page.locator(".local")).to_contain_text(f"De sleutel van {house}.")
    assert in_the_way(page) == []
    other = visit(viewport=PHONE)
    page = other.sign_in("vlierborg", "daan")
    page.goto(desk.portal.url("vlierborg", step_path(desk, house)))
    expect(page.locator(".local")).not_to_contain_text("De sleutel van")


def step_path(desk: Visit, house: str) -> str:
    """Where the step is."""
    desk.page.goto(desk.portal.url(house, "/beheer/inhoud/M02-4/"))
    path = desk.page.get_by_role("link", name="Bekijk de stap").get_attribute("href")
    assert path is not None
    return path
