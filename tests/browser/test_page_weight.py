"""What a phone downloads the first time: a path and a step weigh little and come from one host."""

import gzip
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Response

KB = 1024
MOST_REQUESTS = 12
LIMITS = {"document": 15 * KB, "script": 25 * KB, "stylesheet": 20 * KB, "font": 40 * KB}
MOST_IN_ALL = 100 * KB
COMPRESSED_ALREADY = {"font", "image"}


def _weight(response: Response) -> int:
    """Bytes of the body on the wire: gzipped, as production sends it; fonts and images as they are."""
    body = response.body()
    kind = response.request.resource_type
    is_svg = response.url.endswith(".svg")
    return len(body) if kind in COMPRESSED_ALREADY and not is_svg else len(gzip.compress(body, 6))


@pytest.mark.parametrize("house", ["zonnehoek", "amelberga", "vlierborg"])
@pytest.mark.parametrize(
    "path", ["/leerpad/", "/modules/welkom-de-eerste-weken/de-omgevallen-koffie/"], ids=["path", "step"]
)
def test_first_visit_weighs_little(visit: Callable[..., Any], house: str, path: str) -> None:
    signed_in = visit()
    signed_in.sign_in(house, "daan")
    cold = visit(
        storage_state=signed_in.context.storage_state(),
        is_mobile=True,
        has_touch=True,
        device_scale_factor=3,
    )
    responses: list[Response] = []
    cold.context.on("response", lambda response: responses.append(response))

    page = cold.open(house, path)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state("networkidle")

    assert page.title().startswith(("Mijn leerpad", "De omgevallen koffie"))
    weights: Counter[str] = Counter()
    for response in responses:
        weights[response.request.resource_type] += _weight(response)
    found = "\n".join(f"{_weight(response):7} {response.url}" for response in responses)
    assert len(responses) <= MOST_REQUESTS, f"{len(responses)} requests:\n{found}"
    assert weights.total() <= MOST_IN_ALL, found
    assert {kind: weight for kind, weight in weights.items() if weight > LIMITS.get(kind, MOST_IN_ALL)} == {}
    assert {"document", "script", "stylesheet", "font"} <= set(weights), "everything was loaded"
    assert page.evaluate("document.querySelectorAll('*').length") <= 600
