"""What free text should not hold: a citizen service number, a birth date, a phone number (source: TRUST, Privacy).

Pure. It warns and never refuses, so it may find too much rather than too little.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.rules import visible


class DetailKind(StrEnum):
    """Kinds of private details, in the order in which they are named."""

    BSN = "bsn"
    BIRTH_DATE = "birth_date"
    PHONE = "phone"


SEEMS_LIKE: dict[DetailKind, str | Promise] = {
    DetailKind.BSN: _("In deze tekst lijkt een burgerservicenummer (BSN) te staan."),
    DetailKind.BIRTH_DATE: _("In deze tekst lijkt een geboortedatum te staan."),
    DetailKind.PHONE: _("In deze tekst lijkt een telefoonnummer te staan."),
}


@dataclass(frozen=True, order=True)
class PrivateDetail:
    """What was found: its kind, and its digits or its day."""

    kind: DetailKind
    value: str


# A number of more than so many years ago, with day and month, is hardly the day on which something happened.
YOUNGEST = 14
OLDEST = 120
_GAP = r"[ \t.\-–—‐‑()/]{0,5}"  # bounded: a long line of dashes costs no more than any text
_PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+|00)[ \t]?31{_GAP}(?:\(0\))?{_GAP}[1-9](?:{_GAP}\d){{8}}"
    rf"|0[1-9](?:{_GAP}\d){{8}}|\(0\d{{1,3}}\)(?:{_GAP}\d){{6,8}}|\+(?:{_GAP}\d){{9,14}})(?!\d)"
)
_BSN = re.compile(r"(?<!\d)\d(?:[ \t.\-–‐‑]?\d){8}(?!\d)")
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})e?[ \t\-.]{1,2}(jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?[ \t\-.,]{0,2}['’‘]?"
    r"(\d{4}|\d{2})(?!\d)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<!\d)(\d{1,2})[ \t]?[-/. –‐‑][ \t]?(\d{1,2})[ \t]?[-/. –‐‑][ \t]?['’‘]?(\d{4}|\d{2})(?!\d)"
)
_BACKWARDS = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_TOGETHER = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_BORN = re.compile(r"\b(?:geb|geboren|geboortedatum|geboortedag)\b[^\n]{0,25}$", re.IGNORECASE)


def private_details(text: str, *, today: dt.date) -> tuple[PrivateDetail, ...]:
    """What is in a text that looks like a BSN, a birth date or a phone number, without doubles, in order of kind.

    A BSN is nine digits that pass the eleven test. A birth date is a whole date of 14 to 120 years before
    `today`, or any date after "geboren" or "geb.". A phone number is a Dutch one, or one with + before it.
    """
    plain = unicodedata.normalize("NFKC", visible(text))
    found: set[PrivateDetail] = set()
    for match in _PHONE.finditer(plain):
        found.add(PrivateDetail(DetailKind.PHONE, _digits(match.group())))
    plain = _PHONE.sub(lambda match: "·" * len(match.group()), plain)
    for day in _birth_dates(plain, today):
        found.add(PrivateDetail(DetailKind.BIRTH_DATE, day.isoformat()))
    for match in _BSN.finditer(plain):
        if is_bsn(digits := _digits(match.group())):
            found.add(PrivateDetail(DetailKind.BSN, digits))
    order = list(DetailKind)
    return tuple(sorted(found, key=lambda detail: (order.index(detail.kind), detail.value)))


def is_bsn(digits: str) -> bool:
    """Do nine digits pass the eleven test of a citizen service number?"""
    if len(digits) != 9 or not digits.isdecimal() or int(digits) == 0:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def fingerprint(found: tuple[PrivateDetail, ...]) -> str:
    """What somebody says "keep it anyway" to: another detail has another one. Empty when nothing was found."""
    if not found:
        return ""
    told = "\n".join(f"{detail.kind}:{detail.value}" for detail in sorted(found))
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def kinds_of(found: tuple[PrivateDetail, ...]) -> tuple[DetailKind, ...]:
    """The kinds that were found, each once, in order."""
    return tuple(kind for kind in DetailKind if any(detail.kind is kind for detail in found))


def _digits(text: str) -> str:
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


def _birth_dates(text: str, today: dt.date) -> Iterator[dt.date]:
    for match in _NAMED.finditer(text):
        name = match.group(2).lower()
        month = _MONTHS.index({"maart": "mrt", "oct": "okt"}.get(name, name)) + 1
        yield from _if_born(text, match.start(), today, match.group(3), month, match.group(1))
    for pattern in (_NUMBERS, _TOGETHER):
        for match in pattern.finditer(text):
            yield from _if_born(text, match.start(), today, match.group(3), match.group(2), match.group(1))
    for match in _BACKWARDS.finditer(text):
        yield from _if_born(text, match.start(), today, *match.groups())


def _if_born(
    text: str, start: int, today: dt.date, year: str, month: str | int, day: str
) -> Iterator[dt.date]:
    """The day, when it exists and is so long ago, or when the words before it say that somebody was born."""
    number = int(year)
    if len(year) == 2:
        number += today.year // 100 * 100
        if number > today.year:
            number -= 100
    try:
        date = dt.date(number, int(month), int(day))
    except ValueError:
        return
    said = bool(_BORN.search(text[max(0, start - 40) : start]))
    if date <= today and (
        YOUNGEST <= today.year - number <= OLDEST or (said and today.year - number <= OLDEST)
    ):
        yield date
