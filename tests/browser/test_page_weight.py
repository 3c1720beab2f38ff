"""What a phone downloads: a path and a step weigh little, less the second time, and come from one host."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

KB = 1024
MOST_REQUESTS = 12
LIMITS = {"Document": 15 * KB, "Script": 25 * KB, "Stylesheet": 20 * KB, "Font": 40 * KB}
MOST_IN_ALL = 100 * KB
MOST_AGAIN = 30 * KB
MOST_SWAPPED = 10 * KB


class Wire:
    """What the browser received, in bytes as they came in: compressed, with headers; from its cache nothing."""

    def __init__(self, page: Page) -> None:
        self.received: list[list[Any]] = []
        self._by_id: dict[str, list[Any]] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.responseReceived", self._note)
        session.on("Network.loadingFinished", self._weigh)
        session.send("Network.enable")

    def _note(self, event: Any) -> None:
        found = [event["type"], event["response"]["url"], 0]
        self._by_id[event["requestId"]] = found
        self.received.append(found)

    def _weigh(self, event: Any) -> None:
        if found := self._by_id.get(event["requestId"]):
            found[2] = event["encodedDataLength"]

    def take(self) -> list[list[Any]]:
        """What came in since the last time."""
        taken, self.received = self.received, []
        return taken


def _settle(page: Page) -> None:
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("house", ["zonnehoek", "amelberga", "vlierborg"])
@pytest.mark.parametrize(
    "path", ["/leerpad/", "/modules/welkom-de-eerste-weken/de-omgevallen-koffie/"], ids=["path", "step"]
)
def test_a_visit_weighs_little_and_the_next_one_less(
    visit: Callable[..., Any], house: str, path: str
) -> None:
    signed_in = visit()
    signed_in.sign_in(house, "daan")
    cold = visit(
        storage_state=signed_in.context.storage_state(),
        is_mobile=True,
        has_touch=True,
        device_scale_factor=3,
    )
    wire = Wire(cold.page)

    page = cold.open(house, path)
    _settle(page)

    assert page.title().startswith(("Mijn leerpad", "De omgevallen koffie"))
    first = wire.take()
    weights: Counter[str] = Counter()
    for kind, _url, weight in first:
        weights[kind] += weight
    found = "\n".join(f"{weight:7} {kind} {url}" for kind, url, weight in first)
    assert len(first) <= MOST_REQUESTS, f"{len(first)} requests:\n{found}"
    assert weights.total() <= MOST_IN_ALL, found
    assert {kind: weight for kind, weight in weights.items() if weight > LIMITS.get(kind, MOST_IN_ALL)} == {}
    assert all(weights[kind] > 0 for kind in LIMITS), "everything was loaded"
    assert page.evaluate("document.querySelectorAll('*').length") <= 600

    cold.open(house, path)
    _settle(page)
    again = wire.take()
    assert 0 < sum(weight for _kind, _url, weight in again) <= MOST_AGAIN, again


def test_a_part_that_is_swapped_weighs_little(visit: Callable[..., Any]) -> None:
    signed_in = visit()
    page = signed_in.sign_in("zonnehoek", "marja")
    page.get_by_role("link", name="Najaar").first.click()
    wire = Wire(page)
    page.get_by_label("Volgorde").select_option(index=1)
    page.wait_for_url("**volgorde=**")
    _settle(page)
    [weight] = [weight for kind, _url, weight in wire.take() if kind == "XHR"]
    assert 0 < weight <= MOST_SWAPPED
