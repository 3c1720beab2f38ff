"""A database set up as README says: roles, owner, migrations, rights; and the addresses of it for each role."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "een wachtwoord van de proef"


@dataclass(frozen=True)
class Installation:
    """A database with its roles, and the address of it for each of them."""

    name: str
    folder: Path

    @property
    def names(self) -> tuple[str, str, str]:
        return f"{self.name}_owner", f"{self.name}_app", f"{self.name}_backup"

    def environment(self, role: str) -> dict[str, str]:
        """What a process reads that works as this role."""
        return {
            **os.environ,
            "DATABASE_URL": url_of(self.name, role),
            "LEERLIJN_VAR": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        }

    def manage(self, role: str, *arguments: str) -> tuple[int, list[str]]:
        """Run a command as this role ("" for the superuser); the status and every line that it said."""
        found = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(role),
            capture_output=True,
            text=True,
        )
        return found.returncode, (found.stdout + found.stderr).splitlines()

    def roles(self, role: str, *arguments: str) -> tuple[int, list[str]]:
        """`database_roles` for these three names."""
        owner, application, backup = self.names
        names = ("--owner", owner, "--application", application, "--backup", backup)
        return self.manage(role, "database_roles", *names, *arguments)

    def execute(self, role: str, statement: str) -> list[Any]:
        """One statement as this role."""
        with psycopg.connect(url_of(self.name, role), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def url_of(database: str, role: str = "") -> str:
    """The address of a database for a role, or for whom DATABASE_URL names."""
    given = settings.DATABASES["default"]
    user, password = (role, PASSWORD) if role else (given["USER"], given["PASSWORD"])
    secret = f":{password.replace(' ', '%20')}" if password else ""
    return f"postgres://{user}{secret}@{given['HOST']}:{given['PORT'] or 5432}/{database}"


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Installation"]:
    """A database for the tests of the roles themselves; one per worker."""
    with installed(f"leerlijn_roles_{os.getpid()}", tmp_path_factory.mktemp("roles")) as made:
        yield made


@contextmanager
def installed(name: str, folder: Path) -> Iterator[Installation]:
    """An empty database of this name with its three roles, as long as the block lasts."""
    made = Installation(name, folder)
    owner = made.names[0]
    with psycopg.connect(url_of("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        try:
            assert made.roles("", "--apply")[0] == 0
            for role in made.names:
                connection.execute(f"ALTER ROLE {role} PASSWORD '{PASSWORD}'")
            connection.execute(f"ALTER DATABASE {name} OWNER TO {owner}")
            assert made.manage(owner, "migrate", "--verbosity", "0") == (0, [])
            assert made.roles(owner, "--apply") == (0, ["rechten gegeven"])
            yield made
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
            for role in made.names:
                with suppress(psycopg.errors.UndefinedObject):
                    connection.execute(f"DROP ROLE {role}")
