"""Keep erased people erased after a restore."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from people.erasure import replay_tombstones


class Command(BaseCommand):
    """Run right after every restore, before the portal is opened; safe to run twice."""

    help = "Verwijdert na het terugzetten van een reservekopie wie al verwijderd was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Further files of tombstones, for instance of another machine."""
        parser.add_argument("files", nargs="*", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many accounts had come back."""
        missing = [str(path) for path in options["files"] if not path.exists()]
        if missing:
            raise CommandError(f"Niet gevonden: {', '.join(missing)}")
        self.stdout.write(f"{replay_tombstones(options['files'])} opnieuw verwijderd")
