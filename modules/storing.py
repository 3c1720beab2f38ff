"""Private files of people: no address of their own, a name that nobody can guess, gone when their row is gone."""

import datetime as dt
from collections.abc import Iterable
from typing import IO, Final
from uuid import uuid4

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction

from modules.models import AssignmentFile, LeftFile
from people.sight import EVERYBODY, reads_for

logger = structlog.get_logger(__name__)

FOLDER: Final = "opdrachten"


def private_storage() -> Storage:
    """Where they lie: beside the media, on disk or in the bucket."""
    return storages["private"]


def keep(content: bytes, ending: str) -> str:
    """Store a file and return its path. Raises OSError when it can't be kept now."""
    return str(private_storage().save(f"{FOLDER}/{uuid4().hex}.{ending}", ContentFile(content)))


def open_stored(path: str) -> IO[bytes] | None:
    """The file, or None when it can't be read now."""
    try:
        return private_storage().open(path)
    except OSError:
        return None


def let_go(paths: Iterable[str]) -> None:
    """Take files away once this transaction holds; what fails then is tried again by `sweep_left_files`."""
    going = [path for path in paths if path]
    if not going:
        return
    LeftFile.objects.bulk_create([LeftFile(path=path) for path in going], ignore_conflicts=True)
    transaction.on_commit(lambda: _delete(going), robust=True)


def drop(path: str) -> None:
    """Take away a file whose row was never written."""
    try:
        private_storage().delete(path)
    except OSError:
        logger.warning("private_file_left")


def sweep_left_files() -> int:
    """Try again what could not be taken away; says how many files are gone."""
    return _delete(list(LeftFile.objects.values_list("path", flat=True)))


def sweep_unowned(before: dt.datetime) -> int:
    """Take away files stored before a moment that no row knows, as after a request that was rolled back.

    Says how many files are gone.
    """
    storage = private_storage()
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:  # nobody stored anything yet
        return 0
    # Read whole, whoever asks: a row that is not seen would cost somebody her file.
    with reads_for(EVERYBODY, "files that no row knows"):
        known = set(AssignmentFile.objects.values_list("stored", flat=True))
    paths = {f"{FOLDER}/{name}" for name in names} - known
    return _delete([path for path in sorted(paths) if storage.get_modified_time(path) < before])


def _delete(paths: list[str]) -> int:
    gone = []
    for path in paths:
        try:
            private_storage().delete(path)
        except OSError:
            logger.warning("private_file_left")
        else:
            gone.append(path)
    LeftFile.objects.filter(path__in=gone).delete()
    return len(gone)
