"""Pure rules of groups: reading pasted people, who needs the trainer, what an export cell may hold."""

from cohorts.rules.board import (
    MAX_SEARCH,
    UNUSED_AFTER,
    BoardRow,
    Choice,
    Filter,
    Need,
    Order,
    chosen,
    filtered,
    need_of,
    ordered,
    searched,
    with_waiting,
)
from cohorts.rules.ended import AFTERWARDS, is_looked_after
from cohorts.rules.exports import csv_text, safe_cell
from cohorts.rules.pasting import MAX_ROWS, Fault, PastedPerson, check_people, parse_people

__all__ = [
    "AFTERWARDS",
    "MAX_ROWS",
    "MAX_SEARCH",
    "UNUSED_AFTER",
    "BoardRow",
    "Choice",
    "Fault",
    "Filter",
    "Need",
    "Order",
    "PastedPerson",
    "check_people",
    "chosen",
    "csv_text",
    "filtered",
    "is_looked_after",
    "need_of",
    "ordered",
    "parse_people",
    "safe_cell",
    "searched",
    "with_waiting",
]
