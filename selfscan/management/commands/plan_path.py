"""`plan_path`: from a JSON file with answers to a learning path, without a database."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from selfscan.definition import definition_of_fixtures
from selfscan.rules.contract import ContractError, parse_input, render_output
from selfscan.rules.plan import make_plan
from selfscan.voice import voice_of

FAULTY_INPUT = 2


class Command(BaseCommand):
    """Reads a file or standard input; prints the path, or one line per fault and exit status 2."""

    help = "Print the learning path that follows from the answers in a JSON file (- for standard input)."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the one argument of the contract."""
        parser.add_argument("input", metavar="INPUT.json", help="a file, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, and print nothing at all on standard output when the input has a fault."""
        try:
            definition = definition_of_fixtures(Path(settings.FIXTURES_DIR))
            given = parse_input(self._read(options["input"]), definition, today=date.today())
        except ContractError as error:
            for fault in error.faults:
                self.stderr.write(fault)
            sys.exit(FAULTY_INPUT)
        self.stdout.write(render_output(make_plan(definition, given), definition, voice_of(None)), ending="")

    def _read(self, source: str) -> str:
        try:
            raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
            return raw.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise ContractError([f"{source}: {error}".replace("\n", " ")]) from error
