"""Telling PostgreSQL for whom a transaction runs.

A setting is local to its transaction: one of a session would go to the next request on a pooled connection.
A thread or task has a connection of its own and names its own organisation and people: nothing that was said
here is known there, so that it gets no rows, never somebody else's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def in_transaction() -> Iterator[None]:
    """On PostgreSQL everything inside is in one transaction, opened here when there is none."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        yield


def tell(**settings: Any) -> None:
    """Set `app.<name>` until the end of this transaction.

    Says nothing in a transaction that already failed: its rollback puts back what held before.
    """
    if connection.vendor != "postgresql" or not _listens():
        return
    calls = ", ".join("set_config(%s, %s, true)" for _each in settings)
    parameters = [part for name, value in settings.items() for part in (f"app.{name}", str(value or ""))]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", parameters)


def _listens() -> bool:
    if not connection.in_atomic_block or connection.needs_rollback:
        return False
    raw: Any = connection.connection
    status = raw.info.transaction_status if raw is not None else None
    return status is not None and status.name in {"IDLE", "INTRANS"}
