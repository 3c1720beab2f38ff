"""Free text warns of a BSN, a birth date and a phone number, and keeps it after a second press."""

import datetime as dt

import pytest
from django import forms
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from people.forms import WarnsOfPrivateDetails
from people.private_details import DetailKind, is_bsn, private_details

TODAY = dt.date(2026, 11, 25)
BSN, BIRTH, PHONE = DetailKind.BSN, DetailKind.BIRTH_DATE, DetailKind.PHONE


def _found(text: str) -> list[tuple[DetailKind, str]]:
    return [(detail.kind, detail.value) for detail in private_details(text, today=TODAY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Haar nummer is 123456782.", [(BSN, "123456782")]),
        ("bsn:1234.56.782", [(BSN, "123456782")]),
        ("123 456 782 en 123-456-782", [(BSN, "123456782")]),
        ("１２３４５６７８２", [(BSN, "123456782")]),
        ("12345\u200b6782", [(BSN, "123456782")]),
        ("Bel 06-12345678 na vier uur", [(PHONE, "0612345678")]),
        ("06 12 34 56 78", [(PHONE, "0612345678")]),
        ("+31 (0)6 1234 5678", [(PHONE, "310612345678")]),
        ("0031612345678", [(PHONE, "0031612345678")]),
        ("0412-123456", [(PHONE, "0412123456")]),
        ("(0412) 12 34 56", [(PHONE, "0412123456")]),
        ("0412 -- 123456", [(PHONE, "0412123456")]),
        ("+32 475 12 34 56", [(PHONE, "32475123456")]),
        ("Mevrouw is van 12-03-1941", [(BIRTH, "1941-03-12")]),
        ("12/3/'41", [(BIRTH, "1941-03-12")]),
        ("1941-03-12", [(BIRTH, "1941-03-12")]),
        ("12 maart 1941", [(BIRTH, "1941-03-12")]),
        ("2e okt. 1938", [(BIRTH, "1938-10-02")]),
        ("12031941", [(BIRTH, "1941-03-12")]),
        ("geb. 1-2-2020", [(BIRTH, "2020-02-01")]),
        ("Zij is geboren op 3 mei 2019", [(BIRTH, "2019-05-03")]),
        (
            "123456782, 12-03-1941, 0612345678",
            [(BSN, "123456782"), (BIRTH, "1941-03-12"), (PHONE, "0612345678")],
        ),
    ],
)
def test_private_detail_is_found(text: str, found: list[tuple[DetailKind, str]]) -> None:
    assert _found(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789",  # fails the eleven test
        "000000000",
        "1123456782",  # ten digits
        "Op 12-03-2026 hadden we dit gesprek",
        "3 oktober 2025, om 14.30 uur",
        "31-02-1941",
        "geboren 12-03-2031",
        "Bel 112, of 113, of 0800-0113",
        "Kamer 12, 3e verdieping, 5 bewoners, van 8 tot 10 uur",
        "In 1941 woonde zij hier al",
        "36,5 graden, 120/80, pols 72",
        "M05 duurt 45 minuten, 3 tot 4 keer per week",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert _found(text) == []


@given(st.integers(min_value=1, max_value=999_999_999))
def test_eleven_test_holds_for_one_last_digit_at_most(number: int) -> None:
    digits = f"{number:09d}"
    passing = [last for last in "0123456789" if is_bsn(digits[:8] + last)]
    weighed = sum((9 - place) * int(digit) for place, digit in enumerate(digits[:8])) % 11
    assert passing == ([str(weighed)] if weighed < 10 and (weighed or number >= 10) else [])


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert list(private_details(text, today=TODAY)) == list(private_details(text, today=TODAY))


@given(st.dates(min_value=dt.date(1907, 1, 1), max_value=dt.date(2012, 12, 31)))
def test_every_old_date_is_found(day: dt.date) -> None:
    assert (BIRTH, day.isoformat()) in _found(f"de datum {day.day}-{day.month}-{day.year} staat er")


class _Form(WarnsOfPrivateDetails):
    text = forms.CharField(max_length=100, widget=forms.Textarea)
    title = forms.CharField(required=True)


def test_second_press_keeps_what_was_warned_of() -> None:
    first = _Form({"text": "Bel 0612345678", "title": "x"})
    assert first.errors == {"text": ["In deze tekst lijkt een telefoonnummer te staan."]}
    assert first.asks_to_keep
    page = render_to_string("people/_keep_anyway.html", {"form": first, "say": "Bewaar"})
    assert (page.count(f'name="keep_anyway" value="{first.asked}"'), page.count("Toch bewaren")) == (1, 1)

    assert _Form({"text": "Bel 0612345678.", "title": "x", "keep_anyway": first.asked}).is_valid()


def test_another_detail_is_warned_of_anew() -> None:
    asked = _Form({"text": "Bel 0612345678", "title": "x"})
    asked.is_valid()

    second = _Form({"text": "Bel 0612345678, bsn 123456782", "title": "x", "keep_anyway": asked.asked})

    assert second.errors == {
        "text": [
            "In deze tekst lijkt een burgerservicenummer (BSN) te staan.",
            "In deze tekst lijkt een telefoonnummer te staan.",
        ]
    }


def test_another_fault_keeps_the_ordinary_button() -> None:
    form = _Form({"text": "Bel 0612345678", "title": ""})
    assert (form.is_valid(), form.asks_to_keep, bool(form.asked)) == (False, False, True)


def test_ordinary_text_asks_nothing() -> None:
    form = _Form({"text": "Ik vroeg eerst wat zij zag.", "title": "x"})
    assert (form.is_valid(), form.asked) == (True, "")
