"""Take in mail that came back."""

import mailbox
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from people.bounces import MAX_BYTES, NotAReport, read_report
from people.services import take_undelivered

EXIT_FAULTS = 2
STANDARD_INPUT = "invoer"


class Command(BaseCommand):
    """Give it a report on standard input, files, or a Maildir of which it reads what is new; safe to repeat."""

    help = "Leest berichten over mail die terugkwam (RFC 3464) en zet dat bij de uitnodiging."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files and Maildirs; without any it reads one mail from standard input."""
        parser.add_argument("paths", nargs="*", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many; exits with 2 and a line per fault when something could not be read. Names no address."""
        self.came_back = self.unknown = self.passing = 0
        faults = []
        for name, raw in self._mails(options["paths"]):
            try:
                if raw is None:
                    raise NotAReport("is niet gevonden of niet te lezen")
                self._take(raw)
            except NotAReport as fault:
                faults.append(f"{name}: {fault}")
        self.stdout.write(
            f"{self.came_back} teruggekomen, {self.unknown} niet van ons, {self.passing} nog onderweg"
        )
        for line in faults:
            self.stderr.write(line)
        if faults:
            sys.exit(EXIT_FAULTS)

    def _take(self, raw: bytes) -> None:
        report = read_report(raw)
        self.passing += report.passing
        for undelivered in report.undelivered:
            if take_undelivered(undelivered):
                self.came_back += 1
            else:
                self.unknown += 1

    def _mails(self, paths: list[Path]) -> Iterator[tuple[str, bytes | None]]:
        """Each mail with the name under which a fault is told; None for what cannot be read."""
        if not paths:
            yield STANDARD_INPUT, sys.stdin.buffer.read(MAX_BYTES + 1)
        for path in paths:
            if path.is_dir():
                yield from _new_in(path)
            else:
                yield str(path), _content(path)


def _content(path: Path) -> bytes | None:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return None


def _new_in(path: Path) -> Iterator[tuple[str, bytes | None]]:
    """What is new in a Maildir; each is marked as read once it has been taken in."""
    if not all((path / name).is_dir() for name in ("new", "cur", "tmp")):
        yield str(path), None
        return
    box = mailbox.Maildir(path, create=False)
    for key in sorted(box.keys()):
        message = box.get_message(key)
        if message.get_subdir() != "new":
            continue
        yield f"{path}/{key}", box.get_bytes(key)
        message.set_subdir("cur")
        message.add_flag("S")
        box[key] = message
