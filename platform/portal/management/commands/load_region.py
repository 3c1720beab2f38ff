"""`manage.py load_region --domain leren.example.org`: organisations, hosts and first styles of a new installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from competences.loading import LoadReport
from organisations.load import load_organisations
from theming.load import load as load_styles

HTTPS_PORT = 443


class Command(BaseCommand):
    """Creates what is missing; what an organisation changed since stays. People are invited, not loaded."""

    help = "Maakt de organisaties van fixtures/organisations.yaml, elk op een eigen adres onder het domein."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The domain of the region, of which each organisation gets a host; the port that browsers see."""
        parser.add_argument("--domain", required=True)
        parser.add_argument("--port", type=int, default=HTTPS_PORT)
        parser.add_argument("--directory", type=Path, default=settings.FIXTURES_DIR)

    def handle(self, *args: Any, **options: Any) -> None:
        """Say which hosts there are."""
        directory: Path = options["directory"]
        with transaction.atomic():
            organisations = load_organisations(directory, domain=options["domain"], port=options["port"])
            load_styles(directory, LoadReport())
        for organisation in organisations:
            self.stdout.write(f"{organisation.key}: {organisation.root_url}/")
