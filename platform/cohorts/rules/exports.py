"""What a cell of an export may hold."""

from collections.abc import Iterable, Sequence

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A file for Dutch Excel: byte order mark, semicolons, quotes, no formulas."""
    lines = [header, *rows]
    body = "\r\n".join(";".join(_quoted(safe_cell(cell)) for cell in line) for line in lines)
    return f"\ufeff{body}\r\n"


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
