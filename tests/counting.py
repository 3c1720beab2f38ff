"""Counting the queries of a request, the same on every database, and the calls that it costs, the same on every machine."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# The last one is Django asking SQLite once per process whether it knows JSON.
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config", "SELECT JSON(")


@contextmanager
def counting() -> Iterator[list[str]]:
    """Collect the statements of a block, without what only keeps the transaction; read them after it."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    found += [query["sql"] for query in captured if not query["sql"].startswith(BOOKKEEPING)]


def queries_of(client: Client, address: str) -> int:
    """How many queries a page takes."""
    with counting() as statements:
        assert client.get(address).status_code == 200
    return len(statements)


@contextmanager
def counting_calls(*names: str) -> Iterator[Counter[str]]:
    """Count the calls of functions by their qualified name, in Python or C, ours or a library's."""
    found: Counter[str] = Counter()
    # A plain name is looked at first: this stands at every call.
    short = {name.rpartition(".")[2] for name in names}

    def note(frame: Any, event: str, function: Any) -> None:
        if event == "call":
            code = frame.f_code
            if code.co_name in short and code.co_qualname in names:
                found[code.co_qualname] += 1
        elif event == "c_call" and function.__name__ in short and function.__qualname__ in names:
            found[function.__qualname__] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield found
    finally:
        sys.setprofile(before)
