"""`make demo`: from nothing to a running portal, without destroying what was made."""

import os
import shutil
import socket
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from competences.loading import LoadReport
from organisations.load import load_organisations
from organisations.models import Organisation
from portal.demo.film import show_the_film
from portal.demo.scene import set_the_scene
from theming.load import load as load_styles

DOMAIN = "localhost"


class Command(BaseCommand):
    """Migrate, load what is missing, serve."""

    help = "Start de demoregio op http://localhost:PORT/."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """`--reset` throws the demo away first; `--prepare` stops before serving."""
        parser.add_argument("--reset", action="store_true")
        parser.add_argument("--prepare", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare and serve until Ctrl-C."""
        port = settings.PORT
        call_command("load_curriculum", "--check", stdout=StringIO())
        if not options["prepare"]:
            self._refuse_taken_port(port)
        if options["reset"]:
            self._reset()
        prepare_demo(port=port, say=self.stdout.write)
        if options["prepare"]:
            return
        self.stdout.write(
            f"\n  Leerlijn draait: http://{DOMAIN}:{port}/\n"
            f"  Bijvoorbeeld:    http://zonnehoek.{DOMAIN}:{port}/  (wachtwoord: demo)\n"
            f"  Opent de browser dat adres niet? Zet in het hosts-bestand:\n"
            f"  127.0.0.1 localhost {' '.join(f'{key}.{DOMAIN}' for key in self._keys())}\n"
            "  Stoppen: Ctrl-C\n"
        )
        os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
        call_command("runserver", f"127.0.0.1:{port}", "--noreload", "--skip-checks", "--nostatic")

    @staticmethod
    def _keys() -> list[str]:
        return list(Organisation.objects.filter(kind="member").values_list("key", flat=True))

    @staticmethod
    def _refuse_taken_port(port: int) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(
                    f"Poort {port} is bezet. Kies een andere: make demo PORT={port + 1}"
                ) from None

    def _reset(self) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("Alleen de SQLite-demo kan zo opnieuw beginnen; maak de database zelf leeg.")
        database = str(connection.settings_dict["NAME"])
        for suffix in ("", "-wal", "-shm"):
            Path(f"{database}{suffix}").unlink(missing_ok=True)
        for storage in storages["default"], storages["private"]:
            if isinstance(storage, FileSystemStorage):
                shutil.rmtree(storage.location, ignore_errors=True)


def prepare_demo(*, port: int, say: Any) -> None:
    """Bring the database to the demo region; what is there already stays as it is."""
    say("Database bijwerken …")
    call_command("migrate", verbosity=0, interactive=False)
    organisations = load_organisations(settings.FIXTURES_DIR, domain=DOMAIN, port=port)
    say("Leerlijn laden …")
    call_command("load_curriculum", verbosity=0)
    show_the_film(settings.FIXTURES_DIR)
    say("Huisstijlen en letters …")
    load_styles(settings.FIXTURES_DIR, LoadReport())
    call_command("build_fonts", stdout=StringIO())
    say("Demogroep …")
    set_the_scene(organisations)
