"""Three roles of the database: one owns and migrates, one serves, one makes backups."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from psycopg import sql

from people.models import AppendedRow

RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
# The list of migrations is the owner's; everybody may know it.
READ_ONLY = ("django_migrations",)
# Retention takes old entries of the log away through this function of the owner.
FUNCTIONS = ("people_auditentry_expire(timestamptz)",)


@dataclass(frozen=True)
class Roles:
    """What they are called here."""

    owner: str = "leerlijn_owner"
    application: str = "leerlijn_app"
    backup: str = "leerlijn_backup"

    def keys(self) -> set[str]:
        """The three names."""
        return {self.owner, self.application, self.backup}


@dataclass(frozen=True)
class Standing:
    """Whether row security holds for a role at all."""

    is_superuser: bool
    bypasses: bool


def append_only_tables() -> list[str]:
    """The tables of rows that are written once."""
    return [model._meta.db_table for model in apps.get_models() if issubclass(model, AppendedRow)]


def creation(roles: Roles) -> dict[str, str]:
    """Per role the statement that makes it; passwords are given apart. Needs a superuser."""
    return {
        roles.owner: f"CREATE ROLE {_name(roles.owner)} LOGIN NOSUPERUSER NOBYPASSRLS",
        roles.application: f"CREATE ROLE {_name(roles.application)} LOGIN NOSUPERUSER NOBYPASSRLS",
        roles.backup: f"CREATE ROLE {_name(roles.backup)} LOGIN NOSUPERUSER BYPASSRLS",
    }


def grants_to_application(role: str, owner: str = "CURRENT_USER") -> list[str]:
    """What the role that serves may do: everything with rows, nothing with tables. For the owner to run."""
    to, future = _name(role), f"ALTER DEFAULT PRIVILEGES FOR ROLE {_name(owner)} IN SCHEMA public"
    return [
        f"GRANT USAGE ON SCHEMA public TO {to}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {to}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {to}",
        f"{future} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {to}",
        f"{future} GRANT USAGE, SELECT ON SEQUENCES TO {to}",
        f"REVOKE UPDATE, DELETE ON {', '.join(append_only_tables())} FROM {to}",
        f"REVOKE INSERT, UPDATE, DELETE ON {', '.join(READ_ONLY)} FROM {to}",
        *(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC" for function in FUNCTIONS),
        *(f"GRANT EXECUTE ON FUNCTION {function} TO {to}" for function in FUNCTIONS),
    ]


def grants_to_backup(role: str, owner: str = "CURRENT_USER") -> list[str]:
    """What the role that makes backups may do: read everything."""
    to, future = _name(role), f"ALTER DEFAULT PRIVILEGES FOR ROLE {_name(owner)} IN SCHEMA public"
    return [
        f"GRANT USAGE ON SCHEMA public TO {to}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {to}",
        f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {to}",
        f"{future} GRANT SELECT ON TABLES TO {to}",
        f"{future} GRANT SELECT ON SEQUENCES TO {to}",
    ]


def rights_of_application(table: str) -> set[str]:
    """What the role that serves may do with the rows of one table."""
    if table in READ_ONLY:
        return {"SELECT"}
    return {"SELECT", "INSERT"} if table in append_only_tables() else {"SELECT", "INSERT", "UPDATE", "DELETE"}


# What there is now ---------------------------------------------------------------------------------


def existing_roles(roles: Roles) -> dict[str, Standing]:
    """Those of the three that the database has."""
    rows = _rows(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = ANY(%s)", list(roles.keys())
    )
    return {name: Standing(is_superuser, bypasses) for name, is_superuser, bypasses in rows}


def tables() -> list[str]:
    """Every table of this portal."""
    return [
        name for (name,) in _rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    ]


def tables_owned_by(role: str) -> list[str]:
    """The tables of a role, and of the roles of which it is a member."""
    return [
        name
        for (name,) in _rows(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(%s, tableowner, 'MEMBER')"
            " ORDER BY 1",
            role,
        )
    ]


def rights_of(role: str) -> dict[str, set[str]]:
    """Per table what this role may do with it."""
    found: dict[str, set[str]] = {table: set() for table in tables()}
    for table, right in _rows(
        "SELECT tablename, wanted FROM pg_tables, unnest(%s::text[]) AS wanted WHERE schemaname = 'public'"
        " AND has_table_privilege(%s, quote_ident(tablename), wanted)",
        list(RIGHTS),
        role,
    ):
        found[table].add(right)
    return found


def _rows(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _name(role: str) -> str:
    return role if role == "CURRENT_USER" else sql.Identifier(role).as_string()
