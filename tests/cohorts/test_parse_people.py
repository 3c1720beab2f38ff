"""Reading pasted names and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts.rules import Fault, parse_people


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ria Kuipers <ria@huis.example>", "Ria Kuipers"),
        ('"Kuipers, Ria" <RIA@huis.example>', "Kuipers, Ria"),
        ("Ria Kuipers; ria@huis.example", "Ria Kuipers"),
        ("Ria Kuipers, ria@huis.example", "Ria Kuipers"),
        ("ria@huis.example; Ria Kuipers", "Ria Kuipers"),
        ("Ria\tKuipers\tria@huis.example\t06 12345678", "Ria Kuipers"),
        ("Ria Kuipers ria@huis.example", "Ria Kuipers"),
        ("Ria  Kuipers\u00a0<mailto:ria@huis.example>;", "Ria Kuipers"),
    ],
)
def test_a_row_is_understood_however_it_was_typed(line: str, name: str) -> None:
    (row,) = parse_people(line)
    assert (row.name, row.email, row.faults, row.is_good) == (name, "ria@huis.example", (), True)


def test_several_people_on_one_line_of_a_mail_programme() -> None:
    rows = parse_people("Ria Kuipers <ria@huis.example>; Bas Linders <bas@huis.example>")
    assert [(row.name, row.email) for row in rows] == [
        ("Ria Kuipers", "ria@huis.example"),
        ("Bas Linders", "bas@huis.example"),
    ]


def test_bare_addresses_are_good_but_have_no_name() -> None:
    rows = parse_people("ria@huis.example; bas@huis.example")
    assert [(row.email, row.faults, row.is_good) for row in rows] == [
        ("ria@huis.example", (Fault.NO_NAME,), True),
        ("bas@huis.example", (Fault.NO_NAME,), True),
    ]


def test_a_header_row_and_empty_rows_are_no_people() -> None:
    rows = parse_people("Naam;E-mailadres\r\n\r\n;;\r\nRia;ria@huis.example\r\n")
    assert [(row.line, row.name) for row in rows] == [(4, "Ria")]


@pytest.mark.parametrize(
    ("text", "faults", "messages"),
    [
        ("Ria Kuipers", [(Fault.NO_ADDRESS,)], ["Hier staat geen e-mailadres."]),
        ("Ria; ria@huis", [(Fault.BROKEN_ADDRESS,)], ["Dit e-mailadres klopt niet."]),
        ("Ria; ria@@huis.example", [(Fault.BROKEN_ADDRESS,)], ["Dit e-mailadres klopt niet."]),
        (
            "http://kwaad.example/; ria@huis.example",
            [(Fault.ODD_NAME,)],
            ["In deze naam staan tekens die niet in een naam horen."],
        ),
        (
            "Ria\u202eeiraM; ria@huis.example",
            [(Fault.ODD_NAME,)],
            ["In deze naam staan tekens die niet in een naam horen."],
        ),
        ("🌻🌻; ria@huis.example", [(Fault.ODD_NAME,)], ["In deze naam staan geen letters."]),
        (
            f"{'W' * 121}; ria@huis.example",
            [(Fault.ODD_NAME,)],
            ["Deze naam is te lang. Er passen 120 tekens."],
        ),
        (
            "🌻🌻; ria@huis",
            [(Fault.BROKEN_ADDRESS, Fault.ODD_NAME)],
            ["Dit e-mailadres klopt niet.", "In deze naam staan geen letters."],
        ),
        (
            "🌻🌻",
            [(Fault.NO_ADDRESS, Fault.ODD_NAME)],
            ["Hier staat geen e-mailadres.", "In deze naam staan geen letters."],
        ),
        (
            "ria@huis",
            [(Fault.BROKEN_ADDRESS, Fault.NO_NAME)],
            [
                "Dit e-mailadres klopt niet.",
                "Geen naam. Tot de eerste keer inloggen staat hier het adres.",
            ],
        ),
        (
            "Ria; ria@huis.example\n🌻🌻; ria@huis.example",
            [(), (Fault.DOUBLE, Fault.ODD_NAME)],
            ["Dit adres staat ook in regel 1.", "In deze naam staan geen letters."],
        ),
        ("Al Binnen; al@binnen.example", [(Fault.ALREADY_HERE,)], ["Zit al in deze groep."]),
        (
            "Ria; ria@huis.example\nRia K; RIA@huis.example",
            [(), (Fault.DOUBLE,)],
            ["Dit adres staat ook in regel 1."],
        ),
    ],
)
def test_faults_are_found_by_row(text: str, faults: list[tuple[Fault, ...]], messages: list[str]) -> None:
    rows = parse_people(text, already_here={"al@binnen.example"})
    assert [row.faults for row in rows] == faults
    assert [message for row in rows for message in row.messages] == messages
    assert [row.is_good for row in rows] == [not each for each in faults]


@given(st.text(max_size=300))
def test_no_paste_breaks_it_and_no_good_row_lacks_an_address(text: str) -> None:
    rows = parse_people(text)
    good = [row.email for row in rows if row.is_good]
    assert len(good) == len(set(good))
    assert all(email.count("@") >= 1 and email == email.lower() for email in good)
