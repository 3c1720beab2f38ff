"""`manage.py database_roles`: the three roles of PostgreSQL: who owns, who serves, who makes backups."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.core.checks import Tags, run_checks
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from people.walls.roles import (
    Roles,
    creation,
    existing_roles,
    grants_to_application,
    grants_to_backup,
    rights_of,
    rights_of_application,
    tables,
    tables_owned_by,
)

EXIT_FAULTS = 2


class Command(BaseCommand):
    """Prints the statements; `--apply` runs them, `--check` looks whether the database is as they make it."""

    help = "Toont, maakt of controleert de drie rollen van de database: eigenaar, toepassing, reservekopie."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What the roles are called, and what to do."""
        names = Roles()
        parser.add_argument("--owner", default=names.owner)
        parser.add_argument("--application", default=names.application)
        parser.add_argument("--backup", default=names.backup)
        action = parser.add_mutually_exclusive_group()
        action.add_argument(
            "--apply", action="store_true", help="voer uit, verbonden als eigenaar of beheerder"
        )
        action.add_argument("--check", action="store_true", help="controleer; 2 en een regel per fout")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, apply or check."""
        if connection.vendor != "postgresql":
            raise CommandError("Rollen zijn er alleen in PostgreSQL; zet DATABASE_URL.")
        roles = Roles(options["owner"], options["application"], options["backup"])
        if options["check"]:
            self._check(roles)
        elif options["apply"]:
            self._apply(roles)
        else:
            for statement in [*creation(roles).values(), *_grants(roles)]:
                self.stdout.write(f"{statement};")

    def _apply(self, roles: Roles) -> None:
        existing = existing_roles(roles)
        with connection.cursor() as cursor:
            for role, statement in creation(roles).items():
                if role not in existing:
                    cursor.execute(statement)
                    self.stdout.write(f"gemaakt: {role}, nog zonder wachtwoord")
            if "people_person" not in connection.introspection.table_names(cursor):
                self.stdout.write("nog geen tabellen: migreer als eigenaar, en voer dit dan opnieuw uit")
                return
            for statement in _grants(roles):
                cursor.execute(statement)
        self.stdout.write("rechten gegeven")

    def _check(self, roles: Roles) -> None:
        faults = list(_faults(roles))
        for message in run_checks(tags=[Tags.database], databases=["default"]):
            faults.append(f"{message.msg} {message.hint or ''}".strip())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            sys.exit(EXIT_FAULTS)
        self.stdout.write("De rollen en de rechten kloppen.")


def _grants(roles: Roles) -> list[str]:
    return [
        *grants_to_application(roles.application, roles.owner),
        *grants_to_backup(roles.backup, roles.owner),
    ]


def _faults(roles: Roles) -> Iterator[str]:
    existing = existing_roles(roles)
    for role in (roles.owner, roles.application, roles.backup):
        if role not in existing:
            yield f"{role}: deze rol bestaat niet"
        elif existing[role].is_superuser:
            yield f"{role}: is superuser, dus voor deze rol geldt geen muur"
    for role in (roles.owner, roles.application):
        if role in existing and existing[role].bypasses:
            yield f"{role}: heeft BYPASSRLS, dus voor deze rol geldt geen muur"
    if roles.backup in existing and not existing[roles.backup].bypasses:
        yield f"{roles.backup}: mist BYPASSRLS, dus een reservekopie zou leeg zijn"
    if roles.keys() <= existing.keys():
        yield from _faults_of_owner(roles.owner)
        yield from _faults_of_application(roles.application)
        yield from _wrong_rights(roles.backup, lambda table: {"SELECT"})


def _faults_of_owner(role: str) -> Iterator[str]:
    owned = tables_owned_by(role)
    yield from (f"{role}: is geen eigenaar van {table}" for table in tables() if table not in owned)


def _faults_of_application(role: str) -> Iterator[str]:
    yield from (f"{role}: is eigenaar van {table}" for table in tables_owned_by(role))
    yield from _wrong_rights(role, rights_of_application)


def _wrong_rights(role: str, wanted_on: Callable[[str], set[str]]) -> Iterator[str]:
    for table, rights in rights_of(role).items():
        wanted = wanted_on(table)
        yield from (f"{role}: mag {right} op {table}" for right in sorted(rights - wanted))
        yield from (f"{role}: mist {right} op {table}" for right in sorted(wanted - rights))
