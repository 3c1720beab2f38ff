"""Counting the queries of a request, the same on every database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BOOKKEEPING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config")


def queries_of(client: Client, address: str) -> int:
    """How many queries a page takes, without what only keeps the transaction."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len([query for query in captured.captured_queries if not query["sql"].startswith(BOOKKEEPING)])
