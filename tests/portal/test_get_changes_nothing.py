"""Looking changes nothing but the log of who looked, and the sessions of who is signed in.

Every table is compared before and after, row by row, and every stored file.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from organisations.models import Organisation
from tests.portal.doors.crawl import go_round, seeds
from tests.portal.doors.world import House, furnish
from tests.portal.test_access_matrix import ROLES
from theming.fontbuild import build_fonts
from theming.queries import fonts

pytestmark = pytest.mark.proof

MAY_CHANGE = frozenset(
    {
        "people_auditentry",
        "django_session",
        # Wagtail's note of who has a page open now, so that two editors see each other: a session too.
        "wagtailadmin_editingsession",
    }
)
# So that the round cannot shrink to nothing unseen.
LEAST_ANSWERS = {"house": 1_500, "region": 1_300}


@pytest.fixture(autouse=True)
def _quietly() -> Iterator[None]:
    build_fonts(fonts().folder)
    cache.clear()
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def _digests() -> dict[str, str]:
    """One per table and per stored file."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in MAY_CHANGE:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                rows = sorted(repr(row) for row in cursor.fetchall())
                found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
        if path.is_file():
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@pytest.mark.parametrize("kind", ["house", "region"])
def test_get_and_head_change_nothing(
    kind: str, region: Organisation, house: Callable[[str], Organisation]
) -> None:
    here: House = furnish(region if kind == "region" else house("zonnehoek"), "Hier")
    there = furnish(house("amelberga"), "Ginds")
    before, answers, faults = _digests(), 0, []

    for wire in (*(here.wires[role] for role in ROLES[kind]), here.anonymous):
        found = go_round(wire, seeds(here, there, "hier"), methods=("GET", "HEAD"))
        answers += len(found.answers)
        faults += found.faults()

    after = _digests()
    print(f"\n{kind}: {answers} answers")
    assert [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)] == []
    assert faults == []
    assert answers > LEAST_ANSWERS[kind]
