"""Taking an account away with everything that is its person's, and keeping it away after a restore.

A tombstone says that an account is gone. It stands in the database and, because a restore brings back an
older database, also in a file beside it (settings.TOMBSTONES_FILE), which a restore must leave alone.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction

from people.audit import record
from people.enums import Verb
from people.models import Person, Tombstone
from people.registry import everything_kept, remarks_for
from people.sight import EVERYBODY, reads_for

logger = structlog.get_logger(__name__)


class SolveFirst(Exception):
    """Something has to be solved before this account can go; its arguments are the sentences."""


def digest_of(person: Person) -> str:
    """What a tombstone knows an account by: 64 hexadecimal digits."""
    created = person.created_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{person.pk} {created}".encode()).hexdigest()


@transaction.atomic
def erase_account(*, person: Person) -> None:
    """Take away everything of somebody, the account last, and put up a tombstone.

    Raises SolveFirst when a remark blocks it. Nothing is left half gone: it is one transaction.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    blocks = [remark.text for remark in remarks_for(person) if remark.blocks]
    if blocks:
        raise SolveFirst(*blocks)
    _erase(person)


@transaction.atomic
def erase_again(*, person: Person) -> None:
    """The same after a restore: it was decided before, so nothing blocks it."""
    _erase(person)


def _erase(person: Person) -> None:
    digest, key = digest_of(person), person.pk
    record(Verb.ERASED, subject=key, actor=None, about=f"people.Person:{key}")
    # Everybody's: what others share with her goes too.
    with reads_for(EVERYBODY, "erasing an account"):
        for kept in reversed(everything_kept()):  # the account itself comes first in an export, last here
            if kept.erase is not None:
                kept.erase(person)
    Tombstone.objects.bulk_create([Tombstone(digest=digest)], ignore_conflicts=True)
    transaction.on_commit(write_tombstones, robust=True)


def write_tombstones() -> int:
    """Put every tombstone that the file hasn't got yet into it; says how many. Safe to run twice."""
    path = Path(settings.TOMBSTONES_FILE)
    known = set(_digests_in(path))
    missing = [row for row in Tombstone.objects.all() if row.digest not in known]
    if missing:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps({"digest": row.digest, "day": str(row.day)}) + "\n" for row in missing)
    return len(missing)


def _digests_in(path: Path) -> Iterator[str]:
    """The digests of a file; a line that was cut off halfway is passed over, and told in the log."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            yield str(json.loads(line)["digest"])
        except (ValueError, KeyError, TypeError):
            logger.warning("tombstone_unreadable", line=number)


def replay_tombstones(paths: Iterable[Path] = ()) -> int:
    """Erase every account that has a tombstone, in the database or in these files; says how many."""
    digests = set(Tombstone.objects.values_list("digest", flat=True))
    for path in (Path(settings.TOMBSTONES_FILE), *paths):
        digests.update(_digests_in(path))
    back = [person for person in Person.objects.all() if digest_of(person) in digests]
    for person in back:
        erase_again(person=person)
    return len(back)
