"""A film on a phone: nothing is fetched before it is played, captions stand in it, its text is beside it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import in_the_way

STEP = "/modules/leerdoelen-en-leerwerkplan/twee-minuten-bij-de-start-van-de-dienst/"
WAIT_UNTIL = """(film, seconds) => new Promise((done) => {
  const look = () => (film.currentTime > seconds ? done() : setTimeout(look, 100));
  look();
})"""


@pytest.mark.parametrize("house", ["zonnehoek", "amelberga", "buurtlicht"])
def test_a_film_waits_until_somebody_plays_it(visit: Callable[..., Any], house: str) -> None:
    window = visit()
    fetched: list[str] = []
    window.context.on("request", lambda request: fetched.append(request.url))
    window.sign_in(house, "daan")
    page: Page = window.open(house, STEP)
    page.wait_for_load_state("networkidle")
    assert [url for url in fetched if url.endswith((".webm", ".mp4"))] == []
    expect(page.get_by_text("Duur 1:12, 0,3 MB, ondertitels staan aan.")).to_be_visible()
    expect(page.locator(".player img")).to_be_visible()
    assert in_the_way(page) == []

    video = page.locator("video")
    page.get_by_role("button", name=re.compile(r"^Speel af: .* \(1:12, 0,3 MB\)$")).click()
    expect(video).to_be_focused()
    video.evaluate(WAIT_UNTIL, 1.2)
    shown = video.evaluate("(film) => [film.textTracks[0].mode, film.textTracks[0].activeCues[0].text]")
    assert shown[0] == "showing"
    assert shown[1].startswith("Nadia: Goedemorgen Noor.")
    expect(page.locator(".player__poster")).to_be_hidden()
    # Halfway: the browser asks for a part.
    video.evaluate("(film) => { film.currentTime = 60; }")
    video.evaluate(WAIT_UNTIL, 60.2)
    page.get_by_text("Lees de tekst van de film").click()
    expect(page.get_by_text("Nadia: Fijn dat je het zegt.")).to_be_visible()


def test_a_film_needs_no_javascript(visit: Callable[..., Any]) -> None:
    window = visit(java_script_enabled=False)
    window.sign_in("zonnehoek", "daan")
    page: Page = window.open("zonnehoek", STEP)
    expect(page.locator("video[controls][preload=none] > track[default]")).to_have_count(1)
    page.get_by_text("Lees de tekst van de film").click()
    expect(page.get_by_text("Noor: Rapporteren, denk ik.")).to_be_visible()
