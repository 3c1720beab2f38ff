"""A backup by its own role, put back into an empty database: the same rows, and who was erased stays so."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import psycopg
import pytest

from tests.installation import Installation, url_of

pytestmark = pytest.mark.walls

THEMES = 8  # seven organisations and the region

BEFORE = """
from django.core.management import call_command
from people.devices import remember_device
from people.models import Person
from people.sight import seeing_as
call_command("load_region", domain="leren.example.org", verbosity=0)
for name in ("blijft", "gaat"):
    person = Person.objects.create_user(f"{name}@huis.example", name=name)
    with seeing_as(person.pk):
        remember_device(
            person=person, session_key=name, organisation_key="huis", user_agent="", is_shared=False
        )
"""
ERASE = """
from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.erasure import erase_account
from people.models import Person
with use_organisation(Organisation.objects.first()):
    erase_account(person=Person.objects.get(email="gaat@huis.example"))
"""


@pytest.fixture
def empty_host(installation: Installation) -> Iterator[Installation]:
    """Another database with the same roles and nothing in it."""
    there = replace(installation, name=f"{installation.name}_back")
    with psycopg.connect(url_of("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {there.name} OWNER {installation.names[0]}")
        try:
            yield there
        finally:
            with suppress(psycopg.Error):
                connection.execute(f"DROP DATABASE {there.name} WITH (FORCE)")


def _program(name: str, *arguments: str) -> None:
    path = shutil.which(name)
    assert path, f"{name} is needed: install the package postgresql-client"
    done = subprocess.run([path, *arguments], capture_output=True, text=True, env=dict(os.environ))
    assert (done.returncode, done.stderr) == (0, "")


def _contents(database: str, role: str) -> dict[str, tuple[int, str]]:
    """Per table how many rows, and a hash of all that they hold."""
    with psycopg.connect(url_of(database, role)) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        return {
            table: connection.execute(  # type: ignore[misc]
                f"SELECT count(*), coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') FROM {table} t"
            ).fetchone()
            for (table,) in tables
        }


def _walls(database: str, role: str) -> list[tuple[object, ...]]:
    """Row security, policies and rights, per table."""
    with psycopg.connect(url_of(database, role)) as connection:
        return connection.execute(
            "SELECT relname, relrowsecurity, relforcerowsecurity, relacl::text,"
            " array(SELECT polname || polpermissive::text || pg_get_expr(polqual, polrelid)"
            " FROM pg_policy WHERE polrelid = c.oid ORDER BY polname)::text"
            " FROM pg_class c WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
        ).fetchall()


def _of_this_house(database: str, role: str) -> list[str]:
    """Addresses of people and keys of devices that this test made; the database is other tests' too."""
    ours = (
        "SELECT email FROM people_person WHERE email LIKE '%@huis.example'"
        " UNION SELECT session_key FROM people_device WHERE organisation_key = 'huis' ORDER BY 1"
    )
    with psycopg.connect(url_of(database, role)) as connection:
        return [name for (name,) in connection.execute(ours)]


def test_what_the_backup_role_takes_along_comes_back_and_who_was_erased_does_not(
    installation: Installation, empty_host: Installation
) -> None:
    owner, application, backup = installation.names
    dump = str(installation.folder / "reservekopie.dump")
    status, said = installation.manage(application, "shell", "--verbosity", "0", "-c", BEFORE)
    assert status == 0, said

    _program("pg_dump", "--format=custom", f"--file={dump}", url_of(installation.name, backup))
    before = _contents(installation.name, backup)
    status, said = installation.manage(application, "shell", "--verbosity", "0", "-c", ERASE)
    assert status == 0, said
    _program("pg_restore", "--no-owner", f"--dbname={url_of(empty_host.name, owner)}", dump)

    assert _contents(empty_host.name, backup) == before
    assert _of_this_house(empty_host.name, backup) == [
        "blijft",
        "blijft@huis.example",
        "gaat",
        "gaat@huis.example",
    ]
    assert before["theming_theme"][0] == THEMES
    assert _walls(empty_host.name, backup) == _walls(installation.name, backup)

    assert empty_host.manage(application, "replay_tombstones") == (0, ["1 opnieuw verwijderd"])
    assert _of_this_house(empty_host.name, backup) == ["blijft", "blijft@huis.example"]
