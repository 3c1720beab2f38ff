"""A fault as it is told: with what stands in the cell, and whose row it is."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

from organisations.people_list.columns import Column, Fault, Listed, shortened


def typed_of(row: Listed) -> dict[str, str]:
    """What stands in a row, as far as the row as it was understood tells."""
    days: dict[str, dt.date | None] = {Column.STARTS: row.starts, Column.ENDS: row.ends}
    texts: dict[str, str] = {
        Column.NAME: row.name,
        Column.EMAIL: row.email,
        Column.LOCATION: row.location,
        Column.TEAM: row.team,
    }
    return texts | {column: f"{day:%d-%m-%Y}" for column, day in days.items() if day}


def told_whose(faults: Iterable[Fault], typed: Mapping[int, Mapping[str, str]]) -> list[Fault]:
    """The same faults, each with what stands in its cell and whose row it is."""
    return [
        replace(
            each,
            cell=shortened(typed.get(each.row, {}).get(each.column, "")),
            whose=shortened(_whose(typed.get(each.row, {}), each.column)),
        )
        for each in faults
    ]


def _whose(typed: Mapping[str, str], column: str) -> str:
    parts = (Column.NAME,) if Column.NAME in typed else (Column.GIVEN, Column.INFIX, Column.FAMILY)
    if column in parts:
        return typed.get(Column.EMAIL, "")
    name = " ".join(typed.get(part, "").strip() for part in parts)
    return " ".join(name.split()) or (typed.get(Column.EMAIL, "") if column != Column.EMAIL else "")
