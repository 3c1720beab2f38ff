"""Mail wears the organisation's style, as plain hex: mail readers know no variables."""

import re
from collections.abc import Callable

import pytest

from organisations.models import Organisation
from theming.mail import Paragraph, dressed, paragraphs_of
from theming.palette import contrast

Houses = Callable[[str], Organisation]


@pytest.mark.parametrize("key", ["zonnehoek", "amelberga", "buurtlicht", "regio"])
def test_a_mail_shows_logo_help_and_its_own_address(house: Houses, key: str) -> None:
    organisation = house(key)

    html = dressed(organisation, "Welkom", "Dag Fatma,\n\nKom je ook?")

    root = organisation.root_url
    assert re.findall(r'(?:src|href)="([^"]+)"', html)[-1] == f"{root}/"
    assert re.search(rf'src="{re.escape(root)}/thema/beeld/{key}/[0-9a-f]{{16}}/mail.png" alt="', html)
    assert f"Bel {organisation.help_name}, {organisation.help_phone}" in html
    assert "var(" not in html


@pytest.mark.parametrize(
    ("phone", "hours", "line"),
    [
        ("088 1", "di", "Vraag? Bel Marja, 088 1 (di)."),
        ("088 1", "", "Vraag? Bel Marja, 088 1."),
        ("", "di", "Lukt het niet? Vraag het Marja (di)."),
        ("", "", "Lukt het niet? Vraag het Marja."),
    ],
)
def test_help_in_a_mail_says_only_what_is_filled_in(
    zonnehoek: Organisation, phone: str, hours: str, line: str
) -> None:
    zonnehoek.help_name, zonnehoek.help_phone, zonnehoek.help_hours = "Marja", phone, hours

    html = dressed(zonnehoek, "Welkom", "Dag")

    assert re.findall(r">([^<>]*Marja[^<>]*)<br>", html) == [line]


@pytest.mark.parametrize("key", ["zonnehoek", "amelberga", "buurtlicht"])
def test_the_button_of_a_mail_is_readable(house: Houses, key: str) -> None:
    html = dressed(house(key), "Nieuw wachtwoord", "https://zonnehoek.example/wachtwoord/")

    fill, ink = re.findall(
        r'<a href="https://zonnehoek[^"]+" style="[^"]*background:(#\w{6});color:(#\w{6})', html
    )[0]
    assert contrast(fill, ink) >= 4.5


def test_text_in_a_mail_is_escaped(zonnehoek: Organisation) -> None:
    html = dressed(zonnehoek, "<b>", "<script>alert(1)</script>")

    assert "<script>" not in html
    assert "<b>" not in html


def test_a_mail_without_an_organisation_is_neutral() -> None:
    assert "Leerlijn" in dressed(None, "Welkom", "Dag")


def test_a_lone_code_and_a_lone_address_stand_out() -> None:
    assert paragraphs_of("Dag,\n\n482915\n\nhttps://a.example/b\n\nTot zo\nMarja\n") == [
        Paragraph("text", "Dag,"),
        Paragraph("code", "482915"),
        Paragraph("link", "https://a.example/b"),
        Paragraph("text", "Tot zo\nMarja"),
    ]
