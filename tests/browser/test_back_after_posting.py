"""Back after a list was posted shows our page with what was typed, and never the browser's own about a lost form."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE

Visits = Callable[..., Any]
LIST = "naam;e-mailadres;rol\nWilma Kuipers;wilma.kuipers@huis.example;\n"
FAULTY = "naam;e-mailadres;rol\nWilma Kuipers;wilma@huis;tovenaar\n"


def _back_from_my_data(page: Page) -> None:
    page.locator(".account summary").click()
    page.get_by_role("link", name="Mijn gegevens", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn gegevens")
    page.go_back()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_back_to_a_pasted_list(visit: Visits, viewport: dict[str, int], scripts: bool) -> None:
    window = visit(viewport=viewport, java_script_enabled=scripts)
    page = window.sign_in("vlierborg", "marja")
    page.get_by_role("link", name="Najaar").click()
    page.get_by_role("link", name="Mensen toevoegen").click()
    page.get_by_label("Namen en e-mailadressen").fill(
        "Wilma Kuipers; wilma@huis\nBas; bas.terug@huis.example"
    )
    page.get_by_role("button", name="Controleer de lijst").click()
    expect(page.get_by_label("E-mailadres, regel 1")).to_have_value("wilma@huis")

    _back_from_my_data(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer de lijst")
    expect(page.get_by_label("E-mailadres, regel 1")).to_have_value("wilma@huis")
    page.get_by_label("E-mailadres, regel 1").fill("wilma.terug@huis.example")
    page.get_by_role("button", name="Controleer opnieuw").first.press("Enter")
    expect(page.get_by_role("button", name="Nodig 2 collega’s uit")).to_be_visible()

    _back_from_my_data(page)

    expect(page.get_by_role("button", name="Nodig 2 collega’s uit")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        re.compile("Controleer de lijst|Mensen toevoegen")
    )


@pytest.mark.parametrize(("content", "shown"), [(LIST, "1 nieuwe rol,"), (FAULTY, "“wilma@huis”")])
def test_back_to_a_list_from_a_file(visit: Visits, tmp_path: Path, content: str, shown: str) -> None:
    file = tmp_path / "mensen.csv"
    file.write_text(content)
    window = visit(viewport=DESKTOP)
    window.sign_in("vlierborg", "beheer")
    page = window.open("vlierborg", "/beheer/mensen/inlezen/")
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Controleer de lijst").click()
    expect(page.get_by_role("main")).to_contain_text(shown)

    _back_from_my_data(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Controleer de lijst")
    expect(page.get_by_role("main")).to_contain_text(shown)


def test_back_to_a_form_with_faults_is_a_page_of_ours(visit: Visits) -> None:
    window = visit()
    window.sign_in("vlierborg", "beheer")
    page = window.open("vlierborg", "/beheer/mensen/nieuw/")
    page.get_by_role("main").get_by_role("button").first.click()
    expect(page.get_by_role("alert")).to_be_focused()

    _back_from_my_data(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Nodig iemand uit")


def test_nothing_of_a_list_is_left_in_the_browser(visit: Visits) -> None:
    window = visit()
    page = window.sign_in("vlierborg", "marja")
    page.get_by_role("link", name="Najaar").click()
    page.get_by_role("link", name="Mensen toevoegen").click()
    page.get_by_label("Namen en e-mailadressen").fill("Wilma Kuipers; wilma@huis")
    page.get_by_role("button", name="Controleer de lijst").click()
    table = page.url
    page.locator(".account summary").click()
    page.get_by_role("link", name="Uitloggen").click()
    page.get_by_role("main").get_by_role("button", name="Uitloggen").click()

    page.goto(table)

    expect(page.get_by_role("button", name="Inloggen", exact=True)).to_be_visible()
    page.get_by_label("E-mailadres").fill("marja@vlierborg.example")
    page.get_by_label("Wachtwoord").fill("demo")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Die lijst is al verwerkt")
    expect(page.get_by_role("main")).not_to_contain_text("Wilma")
