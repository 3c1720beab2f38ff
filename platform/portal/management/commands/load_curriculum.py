"""`manage.py load_curriculum`: the curriculum from fixtures into pages and snippets."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from competences.loading import Fault, LoadReport
from portal.fixtures import organisation_faults

# In the order in which they build on each other.
LOADERS = ("competences.load", "modules.load", "selfscan.load")
EXIT_FAULTS = 2


def faults_in(directory: Path, loaders: Iterable[Any]) -> set[Fault]:
    """Every fault of the organisations, and of the loaders up to the first on which no other can build."""
    found = set(organisation_faults(directory))
    for loader in loaders:
        faults = loader.validate(directory)
        found.update(faults)
        if faults:
            break
    return found


def with_faults_of_demo(directory: Path, found: set[Fault]) -> set[Fault]:
    """The same with those of the demo, which only a check asks for: what it says never holds a release up."""
    from portal.demo.cast_file import CAST_FILE, cast_faults
    from portal.demo.text_files import reference_faults, shape_faults

    if not (directory / CAST_FILE).exists():  # a region of its own needs none
        return found
    found = found.union(cast_faults(directory), shape_faults(directory))
    return found or set(reference_faults(directory))


class Command(BaseCommand):
    """Validates everything first; then loads all of it in one transaction, or nothing."""

    help = "Laadt het curriculum uit fixtures/. Wat de redactie heeft veranderd, blijft zoals het is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the fixtures are, and whether to stop after checking them."""
        parser.add_argument("--directory", type=Path, default=settings.FIXTURES_DIR)
        parser.add_argument(
            "--check", action="store_true", help="Controleer alleen, ook wat de demo zegt; laad niets."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 2 and a line per fault when a fixture is wrong."""
        directory: Path = options["directory"]
        loaders = [import_module(name) for name in LOADERS]
        faults = faults_in(directory, loaders)
        if options["check"]:
            faults = with_faults_of_demo(directory, faults)
        if faults:
            for fault in sorted(faults):
                self.stderr.write(str(fault))
            sys.exit(EXIT_FAULTS)
        if options["check"]:
            self.stdout.write("De fixtures kloppen.")
            return
        report = LoadReport()
        with transaction.atomic():
            for loader in loaders:
                loader.load(directory, report)
        # Publishing keeps the index too, by a task; after loading everything can be found at once.
        call_command("update_index", verbosity=0, stdout=StringIO())
        if options["verbosity"]:
            self.say(report)

    def say(self, report: LoadReport) -> None:
        """One line of totals, and a line for everything that was left alone."""
        self.stdout.write(
            f"Curriculum: {len(report.created)} gemaakt, {len(report.updated)} bijgewerkt, "
            f"{len(report.unchanged)} ongewijzigd, {len(report.left_alone)} met rust gelaten."
        )
        for key in report.left_alone:
            self.stdout.write(f"Met rust gelaten, veranderd door de redactie: {key}")
