"""What a request left behind: every table row by row, every stored file, and which tables a statement writes."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from tests.application_role import as_owner

# Looking leaves the log of who looked and the sessions of who is signed in.
MAY_CHANGE = frozenset(
    {
        "people_auditentry",
        "django_session",
        # Wagtail's note of who has a page open now, so that two editors see each other: a session too.
        "wagtailadmin_editingsession",
        # And of how she likes her own admin, and of what she is mailed: made when she looks for the first time.
        "wagtailusers_userprofile",
        "wagtailcore_pagesubscription",
    }
)
# A session that counts at another house's door ends there, and its line in her list of devices with it.
ENDS_WITH_A_SESSION = "people_device"
EMPTY = hashlib.sha256(b"").hexdigest()
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|TRUNCATE) "?(\w+)', re.IGNORECASE)


def digests() -> dict[str, str]:
    """One per table and per stored file; as the owner, who sees the rows of every organisation."""
    found = {}
    with as_owner(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in MAY_CHANGE:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                rows = sorted(repr(row) for row in cursor.fetchall())
                found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
        if path.is_file():
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@contextmanager
def collecting_writes() -> Iterator[set[str]]:
    """The tables that are written inside, beside those that looking may change."""
    written: set[str] = set()

    def note(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if (found := WRITES.match(str(sql))) and found[1] not in MAY_CHANGE:
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written
