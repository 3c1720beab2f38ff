"""On PostgreSQL the suite runs as the role that serves: as a superuser or owner it would prove nothing.

Databases are made, migrated, flushed and dropped by whom DATABASE_URL names; everything else is done by a role
that is neither owner nor superuser, in this connection and in every later one.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from people.walls.roles import grants_to_application

ROLE = "leerlijn_test_app"


def become_application() -> None:
    """Make the role where it is missing, give it what production gives, and go on as that role."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            with suppress(
                psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation
            ):  # another worker was first
                cursor.connection.execute(f"CREATE ROLE {ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS")
        for statement in grants_to_application(ROLE):
            cursor.execute(statement)
    connection_created.connect(_set_role, dispatch_uid="application_role")
    _set_role(connection=connection)
    _flush_as_owner()


def _set_role(*, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if connection.alias == "default":
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {ROLE}")


@contextmanager
def as_owner() -> Iterator[None]:
    """Inside, the connection has the rights of whoever made the database."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    try:
        yield
    finally:
        _set_role(connection=connection)


def empty_for_the_test(model: type[models.Model]) -> None:
    """Take away all rows of a table to which the role that serves may only add."""
    with as_owner():
        model._base_manager.all()._raw_delete(connection.alias)


def _flush_as_owner() -> None:
    """Emptying tables after a test with transactions of its own is the owner's."""
    flush = connection.ops.execute_sql_flush

    def execute_sql_flush(statements: list[str]) -> None:
        with as_owner():
            flush(statements)

    connection.ops.execute_sql_flush = execute_sql_flush  # type: ignore[method-assign]
