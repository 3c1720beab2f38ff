"""Counting the queries of a request, the same on every database."""

from collections.abc import Iterator
from contextlib import contextmanager

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
