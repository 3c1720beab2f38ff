"""Telling PostgreSQL for whom a transaction runs.

A setting is local to its transaction: one of a session would go to the next request on a pooled connection.
A thread has a connection and a context of its own and names its own organisation and people: nothing that was
said here is known there, so that it gets no rows, never somebody else's. (Whoever copies a context into a thread
takes along what was said in it.)

What is said goes to the database right before the next statement, and only when it differs from what this
transaction was told: a request changes for whom it works far oftener than it asks.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_wanted: ContextVar[Mapping[str, str]] = ContextVar("wanted", default=MappingProxyType({}))

UNDOES = "ROLLBACK TO SAVEPOINT"
TELLS = "SELECT set_config("
ASKS_FOR_NO_ROWS = ("SAVEPOINT", "RELEASE SAVEPOINT", UNDOES, TELLS)


@contextmanager
def in_transaction() -> Iterator[None]:
    """On PostgreSQL everything inside is in one transaction, opened here when there is none."""
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        yield


def tell(**settings: Any) -> None:
    """From now on every statement in a transaction runs with `app.<name>` as said here."""
    _wanted.set({**_wanted.get(), **{name: str(value or "") for name, value in settings.items()}})


def tells_first(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Have a new connection told before each statement; a receiver of `connection_created`."""
    if connection.vendor == "postgresql":
        others = [each for each in connection.execute_wrappers if not isinstance(each, _TellsFirst)]
        connection.execute_wrappers[:] = [_TellsFirst(connection), *others]


class _TellsFirst:
    """Stands before every statement of one connection, and knows what its transaction was told."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.told: Mapping[str, str | None] = {}  # None: perhaps this, perhaps something else

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Tell what changed, then go on."""
        if self._status() == "IDLE":  # this statement begins a transaction, or is one by itself
            self.told = {}
        if isinstance(sql, str) and sql.startswith(ASKS_FOR_NO_ROWS):
            if sql.startswith(UNDOES):  # what was told since is gone with it
                self.told = dict.fromkeys(self.told)
        else:
            self._tell()
        return execute(sql, params, many, context)

    def _status(self) -> str:
        raw: Any = self.connection.connection
        status: str = raw.info.transaction_status.name
        return status

    def _tell(self) -> None:
        """Set what differs, until the end of this transaction.

        Nothing in one that already failed: its rollback puts back what held before.
        """
        if not self.connection.in_atomic_block or self.connection.needs_rollback:
            return
        if self._status() not in {"IDLE", "INTRANS"}:
            return
        told, wanted = self.told, _wanted.get()
        new = {
            name: wanted.get(name, "")
            for name in told.keys() | wanted.keys()
            if told.get(name, "") != wanted.get(name, "")
        }
        if not new:
            return
        calls = ", set_config(".join("%s, %s, true)" for _each in new)
        parameters = [part for name, value in new.items() for part in (f"app.{name}", value)]
        with self.connection.cursor() as cursor:
            cursor.execute(TELLS + calls, parameters)
        self.told = {**told, **new}
