"""A workplace assignment with a photo, on a phone: handed in, more asked, handed in again, signed off."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, Route, expect

Visits = Callable[..., Any]
HOUSE = "kompashuis"
PAGE = "/modules/leerdoelen-en-leerwerkplan/opdracht/"
FIRST = "We maakten het plan aan de keukentafel. Vier doelen, één per week."
MORE = "Na twee weken schrapten we een doel. Dat gaf lucht."
QUESTION = "Wat pasten jullie na twee weken aan?"


def photo(folder: Path) -> Path:
    """A photo as a telephone makes it: turned by its metadata, with a place in it, and larger than two pieces."""
    noise = Image.frombytes("RGB", (1200, 900), os.urandom(1200 * 900 * 3))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Telefoon van Daan"
    output = io.BytesIO()
    noise.save(output, "JPEG", quality=95, exif=exif)
    path = folder / "plan op tafel.jpg"
    path.write_bytes(output.getvalue())
    assert path.stat().st_size > 2 * 512 * 1024
    return path


def lose_the_second_piece(page: Page) -> list[str]:
    """The connection breaks once, at the second piece; returns where each piece began."""
    begun: list[str] = []

    def answer(route: Route) -> None:
        body = route.request.post_data_buffer or b""
        begun.append(body.split(b'name="offset"\r\n\r\n', 1)[1].split(b"\r\n", 1)[0].decode())
        if len(begun) == 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/opdracht/stuk/", answer)
    return begun


def test_assignment_goes_to_and_fro_and_is_signed_off(visit: Visits, tmp_path: Path) -> None:
    daan, marja = visit(), visit()
    page = daan.sign_in(HOUSE, "daan")
    page = daan.open(HOUSE, "/modules/leerdoelen-en-leerwerkplan/")
    page.get_by_role("link", name="Schrijf op hoe het ging").click()
    page.get_by_label("Wat is er gedaan, en wat viel op?").fill(FIRST)
    expect(page.locator("[data-saved]")).to_contain_text("Bewaard om")

    page.get_by_label("herkenbaar").check()
    both, field = tmp_path / "twee.jpg", page.get_by_label("Kies een foto of geluid")
    both.write_bytes(photo(tmp_path).read_bytes() + b"PK\x05\x06" + bytes(18))
    field.set_input_files(both)
    expect(field).to_have_accessible_description(re.compile("In dit bestand zit meer dan een foto"))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    assert all("422" in fault for fault in daan.faults)
    daan.faults.clear()

    begun = lose_the_second_piece(page)
    empty = tmp_path / "leeg.jpg"
    empty.touch()
    page.get_by_label("Kies een foto of geluid").set_input_files(empty)
    expect(page.locator("[data-told]")).to_have_text("Dit bestand is leeg. Kies een ander bestand.")
    expect(page.locator("[data-told]")).to_be_visible()
    expect(page.locator("[data-underway]")).to_be_hidden()
    page.get_by_label("Kies een foto of geluid").set_input_files(photo(tmp_path))
    picture = page.get_by_role("img", name="Foto: plan op tafel.jpg")
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    expect(page.locator(".evidence img")).to_have_js_property("naturalWidth", 900)
    assert begun == ["0", "524288", "524288", "1048576"]
    assert all("ERR_CONNECTION_RESET" in fault for fault in daan.faults)
    daan.faults.clear()
    expect(page.get_by_label("Wat is er gedaan, en wat viel op?")).to_have_value(FIRST)

    page.get_by_role("checkbox", name="leest en tekent af").check()
    page.get_by_role("button", name="Lever in").click()
    expect(page.get_by_text("Ingeleverd. Wie meekijkt, krijgt bericht.")).to_be_visible()

    trainer = marja.sign_in(HOUSE, "marja")
    trainer.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Beoordelen").click()
    expect(trainer.locator(".site-nav__count")).to_contain_text("4")
    row = trainer.get_by_role("listitem").filter(has_text="Plan op één blad")
    row.get_by_role("link", name="Daan Brouwers").click()
    expect(trainer.get_by_role("region", name="Wat Daan inleverde")).to_contain_text(FIRST)
    expect(trainer.locator(".evidence img")).to_have_js_property("complete", True)
    trainer.get_by_text("Vraag om een aanvulling").click()
    trainer.get_by_label("Wat mist er nog?").fill(QUESTION)
    trainer.get_by_role("button", name="Stuur de vraag").click()
    expect(trainer.get_by_text("De vraag is verstuurd.")).to_be_visible()

    page.reload()
    expect(page.get_by_role("region", name="vraagt")).to_contain_text(QUESTION)
    page.get_by_label("Wat is er gedaan, en wat viel op?").fill(f"{FIRST} {MORE}")
    page.get_by_role("button", name="Lever opnieuw in").click()
    expect(page.get_by_text("Ingeleverd. Wie meekijkt, krijgt bericht.")).to_be_visible()

    trainer = marja.open(HOUSE, "/beoordelen/")
    row = trainer.get_by_role("listitem").filter(has_text="Plan op één blad")
    expect(row).to_contain_text("2e keer")
    row.get_by_role("link", name="Daan Brouwers").click()
    expect(trainer.get_by_role("region", name="Wat Daan inleverde")).to_contain_text(MORE)
    trainer.get_by_role("button", name="Teken af").click()
    expect(trainer.get_by_text("Afgetekend. Daan krijgt bericht.")).to_be_visible()

    page.reload()
    expect(page.get_by_text("tekende af op")).to_be_visible()
    page = daan.open(HOUSE, "/bewijzen/")
    expect(page.get_by_text("opdracht afgetekend op").first).to_be_visible()


def hold_pieces(page: Page) -> Callable[[], None]:
    """The first piece stays underway until the returned function is called."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    def let_go() -> None:
        held[0].continue_()

    page.route("**/opdracht/stuk/", hold, times=1)
    return let_go


def opened(visit: Visits, house: str) -> Any:
    """Daan's window at his assignment, and its page."""
    window = visit()
    window.sign_in(house, "daan")
    window.open(house, PAGE)
    return window


def test_who_types_while_a_file_is_refused_types_on(visit: Visits, tmp_path: Path) -> None:
    window = opened(visit, "buurtlicht")
    page: Page = window.page
    both = tmp_path / "twee.jpg"
    both.write_bytes(photo(tmp_path).read_bytes() + b"PK\x05\x06" + bytes(18))
    let_go = hold_pieces(page)
    page.get_by_label("herkenbaar").check()
    page.get_by_label("Kies een foto of geluid").set_input_files(both)
    expect(page.get_by_role("status")).to_have_text("Het bestand gaat erbij. Schrijf gerust verder.")
    page.locator("#id_text").press_sequentially("We maakten ")

    let_go()
    expect(page.get_by_role("status")).to_contain_text("In dit bestand zit meer dan een foto")
    page.keyboard.type("het plan samen.")

    expect(page.locator("#id_text")).to_be_focused()
    expect(page.locator("#id_text")).to_have_value("We maakten het plan samen.")


def test_a_missing_tick_is_asked_at_the_tick_and_the_file_stays(visit: Visits, tmp_path: Path) -> None:
    window = opened(visit, "vlierborg")
    page: Page = window.page
    tick, field = page.get_by_label("herkenbaar"), page.get_by_label("Kies een foto of geluid")
    field.focus()
    field.set_input_files(photo(tmp_path))

    expect(tick).to_be_focused()
    expect(tick).to_have_attribute("aria-invalid", "true")
    expect(tick).to_have_accessible_description("! Zet eerst het vinkje. Dan gaat het bestand erbij.")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    assert field.evaluate("(each) => each.files.length") == 1

    page.keyboard.press("Space")
    expect(page.get_by_role("img", name="Foto: plan op tafel.jpg")).to_be_visible()
    expect(page.get_by_label("herkenbaar")).not_to_have_attribute("aria-invalid", "true")


def test_a_tick_that_was_taken_away_underway_is_asked_again(visit: Visits, tmp_path: Path) -> None:
    page: Page = opened(visit, "buurtlicht").page
    tick = page.get_by_label("herkenbaar")
    let_go = hold_pieces(page)
    tick.check()
    page.get_by_label("Kies een foto of geluid").set_input_files(photo(tmp_path))
    expect(page.locator("[data-underway]")).to_be_visible()
    tick.uncheck()
    let_go()

    expect(tick).to_have_attribute("aria-invalid", "true")
    tick.check()
    expect(page.get_by_role("img", name="Foto: plan op tafel.jpg")).to_be_visible()


def test_signing_off_makes_a_module_wholly_done(visit: Visits) -> None:
    marja, daan = visit(), visit()
    trainer = marja.sign_in("vlierborg", "marja")
    trainer = marja.open("vlierborg", "/beoordelen/")
    trainer.get_by_role("listitem").filter(has_text="Tijd op tafel").get_by_role(
        "link", name="Daan Brouwers"
    ).click()
    trainer.locator(".evidence img").scroll_into_view_if_needed()
    expect(trainer.locator(".evidence img")).to_have_js_property("complete", True)
    assert trainer.locator(".evidence img").evaluate("(image) => image.naturalWidth") > 0
    trainer.get_by_role("button", name="Teken af").click()
    expect(trainer.get_by_text("Afgetekend. Daan krijgt bericht.")).to_be_visible()

    page = daan.sign_in("vlierborg", "daan")
    page = daan.open("vlierborg", "/modules/jij-als-werkbegeleider/")
    expect(page.get_by_text("helemaal af op").first).to_be_visible()


def test_without_javascript_it_is_handed_in_as_well(visit: Visits, tmp_path: Path) -> None:
    window = visit(java_script_enabled=False)
    window.sign_in("zilverlinde", "daan")
    page = window.open("zilverlinde", PAGE)
    page.get_by_label("Wat is er gedaan, en wat viel op?").fill(FIRST)
    page.get_by_label("Kies een foto of geluid").set_input_files(photo(tmp_path))
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("Zet eerst het vinkje")).to_be_visible()
    expect(page.get_by_label("Wat is er gedaan, en wat viel op?")).to_have_value(FIRST)

    page.get_by_label("herkenbaar").check()
    page.get_by_label("Kies een foto of geluid").set_input_files(photo(tmp_path))
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_text("Het bestand is toegevoegd.")).to_be_visible()
    page.get_by_role("checkbox", name="leest en tekent af").check()
    page.get_by_role("button", name="Lever in").click()
    expect(page.get_by_text("Ingeleverd. Wie meekijkt, krijgt bericht.")).to_be_visible()
