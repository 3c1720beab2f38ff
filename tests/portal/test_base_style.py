"""The base style sheets come as one file, and the browser keeps it."""

from collections.abc import Callable

from django.test import Client

from organisations.models import Organisation
from portal.base_style import FOLDER, base_css_url


def test_all_sheets_come_in_one_file(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    answer = client_at(zonnehoek).get(base_css_url())

    text = answer.content.decode()
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "@import" not in text
    for name in ("tokens.css", "layout.css", "components.css"):
        assert (FOLDER / name).read_text(encoding="utf-8") in text


def test_an_old_address_leads_to_the_sheet_of_today(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    answer = client_at(zonnehoek).get("/stijl/basis.000000000000.css")

    assert (answer.status_code, answer.headers["Location"]) == (302, base_css_url())
    assert answer.headers["Cache-Control"] == "no-store"
