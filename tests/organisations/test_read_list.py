"""Files as they come: every encoding and separator that Excel writes, and everything that is no list."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from organisations.enums import Role
from organisations.models import Membership, Organisation
from organisations.people_list.columns import day_of
from organisations.people_list.reading import read_list
from organisations.people_list.trouble import Unreadable
from people.models import OutgoingMail
from tests.factories import make_member
from tests.organisations.lists import (
    HEADING,
    csv_of,
    faults_in,
    file_fault,
    planned_in,
    rezipped,
    send,
    workbook_of,
)

LIST = "naam;e-mailadres;team\r\nÖzlem Aydın-Müller;ozlem@huis.example;Café\r\n"
LATIN = "naam;e-mailadres;team\r\nZoë Müller;zoe@huis.example;Café €\r\n"
RIA = ["Ria Kuipers", "ria@huis.example"]


@pytest.fixture
def browser(zonnehoek: Organisation, client_at: Callable[..., Client]) -> Client:
    """The administrator's browser."""
    return client_at(zonnehoek, make_member(zonnehoek, Role.ORG_ADMIN))


def _texts(data: bytes, name: str = "mensen.csv") -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_list(data, name)]


# Text ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_of_excel(encoding: str) -> None:
    assert _texts(LIST.encode(encoding))[1] == ["Özlem Aydın-Müller", "ozlem@huis.example", "Café"]


def test_windows_1252() -> None:
    assert _texts(LATIN.encode("cp1252"))[1] == ["Zoë Müller", "zoe@huis.example", "Café €"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_separator(delimiter: str) -> None:
    assert _texts(LIST.replace(";", delimiter).encode())[1][1] == "ozlem@huis.example"


def test_the_separator_that_excel_writes_down_and_quotes_over_two_lines() -> None:
    text = 'sep=;\r\nnaam;e-mailadres\r\n\r\n"Ria\r\nKuipers; ""de"" Vries";ria@huis.example\r\n'

    rows = read_list(text.encode(), "mensen.csv")

    assert [row.number for row in rows] == [2, 4]
    assert rows[1].cells[0].text == 'Ria\r\nKuipers; "de" Vries'


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.csv", "Dit bestand is leeg."),
        (b" \r\n \r\n", "a.csv", "Dit bestand is leeg."),
        (b"naam;e-mailadres\n" + b"x" * (2 * 1024 * 1024), "a.csv", "Dit bestand is te groot."),
        (b'naam;e-mailadres\n"Ria;ria@huis.example\n', "a.csv", "Vanaf rij 2 is dit bestand niet te lezen"),
        (b"naam\x81;e-mail", "a.csv", "De tekens in dit bestand zijn niet te lezen."),
        (b"naam;\x00\x00\x00e-mailadres", "a.csv", "De tekens in dit bestand zijn niet te lezen."),
        (b"%PDF-1.7 naam;e-mailadres", "a.csv", "Dit is geen tekstbestand."),
        (b"\x89PNG\r\n\x1a\nnaam;e-mailadres", "a.csv", "Dit is geen tekstbestand."),
        (workbook_of(RIA), "a.csv", "Dit is geen tekstbestand."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx", "Dit is een oud Excel-bestand."),
        (LIST.encode(), "a.xls", "Dit is een oud Excel-bestand."),
        (LIST.encode(), "a.pdf", "Kies een bestand dat eindigt op .xlsx of .csv."),
        (LIST.encode(), "a.xlsx", "Dit is geen gewoon Excel-bestand."),
        (("naam;e-mailadres\n" + "Ria;ria@huis.example\n" * 2001).encode(), "a.csv", "Hoogstens 2000 rijen."),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(data: bytes, name: str, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_list(data, name)

    assert message in str(refused.value)


def test_headings_in_any_order_with_other_words_and_more_columns(browser: Client) -> None:
    heading = ["Personeelsnr.", "T/m", "Afdeling", "E-mail (werk)", "Achternaam", "Tussenvoegsel", "Voornaam"]
    data = csv_of(
        ["123", "31-12-2031", "Nacht", "RIA@huis.example", "Berg", "van den", "Ria"], heading=heading
    )

    response = send(browser, data)

    page = response.content.decode()
    assert (response.status_code, planned_in(response)) == (200, [(2, "new")])
    assert "Ria van den Berg" in page
    assert "tot en met 31 december 2031" in page
    assert "Niet gelezen: Personeelsnr.." in page


@pytest.mark.parametrize(
    ("heading", "faults"),
    [
        (
            ["naam", "tot"],
            [
                (
                    1,
                    "tot",
                    "Schrijf “tot en met” boven deze kolom: dan is duidelijk dat de laatste dag meetelt.",
                ),
                (1, "–", "Boven aan de lijst ontbreekt een kolom met de kop “e-mailadres”."),
            ],
        ),
        (["e-mail"], [(1, "–", "Boven aan de lijst ontbreekt een kolom met de kop “naam”.")]),
        (["naam", "mail", "E-mail"], [(1, "e-mailadres", "Deze kolom staat er twee keer in.")]),
    ],
)
def test_headings_that_are_missing_double_or_unclear(
    browser: Client, heading: list[str], faults: list[tuple[int, str, str]]
) -> None:
    response = send(
        browser, csv_of(["Ria", "ria@huis.example", "ria@huis.example"][: len(heading)], heading=heading)
    )

    assert [each for each in faults_in(response) if each[0] == 1] == faults


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1-2-2027", dt.date(2027, 2, 1)),
        ("01/02/2027", dt.date(2027, 2, 1)),
        ("1.2.2027", dt.date(2027, 2, 1)),
        ("2027-02-01", dt.date(2027, 2, 1)),
        ("1 februari 2027", dt.date(2027, 2, 1)),
        ("1 FEB. 2027", dt.date(2027, 2, 1)),
        ("29 mrt 2028", dt.date(2028, 3, 29)),
        ("  ", None),
    ],
)
def test_dates_as_people_write_them(text: str, day: dt.date | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text", ["1-2-27", "30-2-2027", "46023", "2/13/2027", "1 foo 2027", "1-1-1999", "٣-١-٢٠٢٧x"]
)
def test_a_date_that_is_not_exact_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        day_of(text)


# Workbooks ----------------------------------------------------------------------------------------


def test_a_cell_that_cannot_be_read_as_it_stands_is_a_fault(browser: Client) -> None:
    data = workbook_of(
        ["=A1", "a@huis.example"],
        ["Ria", "b@huis.example", None, None, None, dt.datetime(2027, 1, 1, 9, 30)],
        ["Bas", "c@huis.example", None, None, "#REF!", 46023],
        ["Yara", "=HYPERLINK(B2)"],
    )

    response = send(browser, data, "mensen.xlsx")

    assert faults_in(response) == [
        (2, "naam", "Hier staat een formule. Zet er de uitkomst zelf in."),
        (3, "vanaf", "Hier staat een tijd bij de datum."),
        (4, "team", "Hier staat een fout van Excel."),
        (4, "vanaf", "Deze datum begrijpen we niet. Schrijf bijvoorbeeld 31-12-2027."),
        (5, "e-mailadres", "Hier staat een formule. Zet er de uitkomst zelf in."),
    ]


def _sheet(change: Callable[[bytes], bytes]) -> bytes:
    return rezipped(
        workbook_of(RIA), lambda name, content: change(content) if name.endswith("sheet1.xml") else content
    )


def _bomb() -> bytes:
    return _sheet(lambda content: content.replace(b"</sheetData>", b" " * 9_000_000 + b"</sheetData>"))


def _small_bomb() -> bytes:
    return _sheet(lambda content: content.replace(b"</sheetData>", b" " * 2_000_000 + b"</sheetData>"))


def _with_entities() -> bytes:
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"x" * 100 + b'">]>'
    return _sheet(lambda content: declared + content[content.index(b"<worksheet") :])


def _far_row() -> bytes:
    row = b'<row r="1000000000"><c r="A1000000000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return _sheet(lambda content: content.replace(b"</sheetData>", row))


def _many_members() -> bytes:
    return rezipped(workbook_of(RIA), lambda _name, content: content, **{f"x{n}": b"" for n in range(300)})


def _macros() -> bytes:
    return rezipped(workbook_of(RIA), lambda _name, content: content, **{"xl/vbaProject.bin": b"x"})


def _plain_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mensen.csv", LIST)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (_bomb, "Dit Excel-bestand is te groot als het is uitgepakt."),
        (_small_bomb, "Dit Excel-bestand is te groot als het is uitgepakt."),
        (_many_members, "Dit Excel-bestand is te groot als het is uitgepakt."),
        (_far_row, "Er staat iets ver onder de lijst."),
        (_with_entities, "Dit is geen gewoon Excel-bestand."),
        (_macros, "Dit is geen gewoon Excel-bestand."),
        (_plain_zip, "Dit is geen gewoon Excel-bestand."),
        (lambda: b"%PDF-1.7\n" + workbook_of(RIA), "Dit is geen gewoon Excel-bestand."),
        (lambda: workbook_of(RIA) + b"<script>", "Dit is geen gewoon Excel-bestand."),
        (lambda: workbook_of(RIA)[:-100], "Dit is geen gewoon Excel-bestand."),
        (lambda: _sheet(lambda content: content[:200]), "Dit Excel-bestand is beschadigd."),
        (lambda: _sheet(lambda _content: b""), "Dit Excel-bestand is beschadigd."),
    ],
)
def test_a_workbook_out_of_bounds_is_refused_at_once(
    browser: Client, make: Callable[[], bytes], message: str
) -> None:
    data = make()
    assert len(data) < 2 * 1024 * 1024

    response = send(browser, data, "mensen.xlsx")

    assert (response.status_code, message in file_fault(response)) == (422, True)


@settings(max_examples=150, deadline=None)
@given(st.binary(min_size=1, max_size=400), st.integers(0, 6000), st.sampled_from(["a.csv", "a.xlsx"]))
def test_a_broken_file_is_read_or_refused_and_nothing_else(noise: bytes, place: int, name: str) -> None:
    whole = workbook_of(RIA) if name == "a.xlsx" else LIST.encode("utf-16")
    place = min(place, len(whole))

    for data in (noise, whole[:place] + noise + whole[place + len(noise) :]):
        try:
            rows = len(read_list(data, name))
        except Unreadable:
            rows = 0

        assert rows <= 2001


def test_two_thousand_people_in_a_workbook_stay_within_bounds(browser: Client) -> None:
    rows = [
        [f"Persoon {n}", f"p{n}@huis.example", "werkbegeleider", "De Linde", f"Team {n % 9}"]
        for n in range(2000)
    ]

    response = send(browser, workbook_of(*rows), "mensen.xlsx")

    assert (response.status_code, len(planned_in(response))) == (200, 2000)


# The command ----------------------------------------------------------------------------------------


def _import(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_people", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_shows_first_and_does_it_when_asked(zonnehoek: Organisation, tmp_path: Path) -> None:
    file = tmp_path / "mensen.csv"
    file.write_bytes(csv_of(["Ria", "ria@huis.example", "", "De Linde", "Nacht"]))

    shown = _import("zonnehoek", str(file))
    assert Membership.objects.count() == 0
    done = _import("zonnehoek", str(file), "--apply", "--invite")
    again = _import("zonnehoek", str(file), "--apply")

    assert shown == done
    assert shown == (
        "nieuwe locatie: De Linde\nnieuw team: Nacht\n"
        "rij 2: ria@huis.example supervisor: Nieuwe rol\n1 nieuw, 0 gewijzigd, 0 blijft zo\n"
    )
    assert again == "0 nieuw, 0 gewijzigd, 1 blijft zo\n"
    assert (Membership.objects.count(), OutgoingMail.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            csv_of(["Ria", "ria@huis"], ["Bas", "bas@huis.example", "tovenaar"], heading=HEADING[:3]),
            "rij 2 (Ria), e-mailadres “ria@huis”: Dit e-mailadres klopt niet.\n"
            "rij 3 (Bas), rol “tovenaar”: Deze rol kennen we niet. Kies uit: Werkbegeleider, "
            "Leermaatje, Leercoach, Huiscoach, Organisatiebeheerder, Huisstijlbeheerder.",
        ),
        (b"%PDF-1.7", "Dit is geen tekstbestand. Kies een bestand dat als .csv of .xlsx is bewaard."),
    ],
)
def test_the_command_ends_with_2_and_a_line_per_fault(
    zonnehoek: Organisation, tmp_path: Path, content: bytes, message: str
) -> None:
    file = tmp_path / "mensen.csv"
    file.write_bytes(content)

    with pytest.raises(CommandError) as refused:
        _import("zonnehoek", str(file), "--apply")

    assert (refused.value.returncode, str(refused.value)) == (2, message)
    assert Membership.objects.count() == 0


def test_the_command_knows_its_organisations_and_files(zonnehoek: Organisation, tmp_path: Path) -> None:
    for arguments in (("nergens", "x.csv"), ("zonnehoek", str(tmp_path / "weg.csv"))):
        with pytest.raises(CommandError) as refused:
            _import(*arguments)
        assert refused.value.returncode == 1


def test_a_tab_that_excel_writes_down() -> None:
    text = "sep=\t\r\nnaam\te-mailadres, werk\r\nRia\tria@huis.example\r\n"

    rows = read_list(text.encode(), "mensen.csv")

    assert [(row.number, row.cells[-1].text) for row in rows] == [
        (2, "e-mailadres, werk"),
        (3, "ria@huis.example"),
    ]


def test_a_declaration_is_refused_in_a_part_of_any_name() -> None:
    data = rezipped(workbook_of(RIA), lambda _name, content: content, **{"xl/sheet.data": b"<!DOCTYPE x>"})

    with pytest.raises(Unreadable) as refused:
        read_list(data, "mensen.xlsx")

    assert str(refused.value) == "Dit is geen gewoon Excel-bestand. Bewaar de lijst opnieuw als .xlsx."
