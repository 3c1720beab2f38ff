"""The demo bar in a real browser, which holds its forms to the policy of the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, Visit


@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "signed out"])
def test_the_same_page_opens_in_another_house(visit: Callable[..., Visit], signed_in: bool) -> None:
    window = visit(viewport=DESKTOP)
    path = "/modules/" if signed_in else "/inloggen/"
    page = window.sign_in("zonnehoek", "fatma") if signed_in else window.page
    window.open("zonnehoek", path)

    page.get_by_role("complementary", name="Demobalk").locator("summary").click()
    page.locator("select[name=house]").select_option("buurtlicht")
    page.get_by_role("button", name="Toon deze pagina daar").click()

    expect(page).to_have_url(window.portal.url("buurtlicht", path))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
