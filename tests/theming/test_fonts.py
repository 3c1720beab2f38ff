"""The catalogue of letters: small files, on our own host, kept for ever."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from organisations.models import Organisation
from theming.fontbuild import FontLibrary, build_fonts
from theming.fonts import CATALOGUE, HEADING_FAMILIES, TEXT_FAMILIES, may_combine


def test_every_pair_of_families_fits_in_the_page_weight(font_library: FontLibrary) -> None:
    weights = {key: font_library.bytes_of(key) for key in CATALOGUE}
    heaviest = max(
        weights[text.key] + weights[heading.key] for text in TEXT_FAMILIES for heading in HEADING_FAMILIES
    )

    assert heaviest <= 40 * 1024


def test_a_second_build_makes_nothing(font_library: FontLibrary) -> None:
    assert build_fonts(font_library.folder) == []


def test_the_command_says_that_all_are_there(font_library: FontLibrary) -> None:
    said = StringIO()

    call_command("build_fonts", stdout=said)

    assert said.getvalue() == "alle lettertypen zijn er al\n"


def test_the_rules_name_only_files_that_are_there(font_library: FontLibrary) -> None:
    rules = font_library.style_sheet(CATALOGUE)

    names = re.findall(r'url\("([^"]+)"\)', rules)
    assert len(names) == 28
    assert all((font_library.folder / name).exists() for name in names)
    assert rules.count("font-display:swap") == len(names)
    assert rules.count("size-adjust") == len(CATALOGUE)
    assert "http" not in rules


@pytest.mark.parametrize(
    ("text", "heading", "allowed"),
    [
        ("nunito", "baloo-2", True),
        ("eb-garamond", "eb-garamond", True),
        ("inter", "lato", False),
        ("baloo-2", "baloo-2", False),
        ("comic", "comic", False),
    ],
)
def test_headings_take_the_text_family_or_a_display_family(text: str, heading: str, allowed: bool) -> None:
    assert may_combine(text, heading) is allowed


def test_a_font_file_may_be_kept_for_ever(
    zonnehoek: Organisation, client_at: object, font_library: FontLibrary
) -> None:
    client: Client = client_at(zonnehoek)  # type: ignore[operator]

    response = client.get(f"/thema/letters/{font_library.preload('nunito')}")

    assert (response.status_code, response["Content-Type"]) == (200, "font/woff2")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_only_files_of_the_catalogue_are_served(zonnehoek: Organisation, client_at: object) -> None:
    client: Client = client_at(zonnehoek)  # type: ignore[operator]

    assert client.get("/thema/letters/fonts.json").status_code == 404
    assert client.get("/thema/letters/..%2Fleerlijn.sqlite3").status_code == 404
    assert client.get("/thema/letters/nunito.no-such-font.000000000000.css").status_code == 404
