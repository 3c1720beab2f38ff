"""Who needs the trainer, and what an export cell may hold."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts.rules import Need, csv_text, need_of, safe_cell

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("is_active", "days_ago", "has_bounced", "need"),
    [
        (False, 13, False, None),
        (False, 14, False, Need.UNUSED),
        (False, 0, True, Need.BOUNCED),
        (False, 30, True, Need.BOUNCED),
        (True, 30, True, None),
    ],
)
def test_need(is_active: bool, days_ago: int, has_bounced: bool, need: Need | None) -> None:
    invited_on = TODAY - dt.timedelta(days=days_ago)
    found = need_of(is_active=is_active, invited_on=invited_on, has_bounced=has_bounced, today=TODAY)
    assert found is need


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", " =1"])
def test_a_formula_becomes_text(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=4))
def test_a_file_reads_back_as_it_was(cells: list[str]) -> None:
    text = csv_text(["kop"] * len(cells), [cells])
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows == [["kop"] * len(cells), [safe_cell(cell) for cell in cells]]
