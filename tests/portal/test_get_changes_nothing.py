"""Looking changes nothing but the log of who looked, and the sessions of who is signed in.

Every table is compared before and after, row by row, and every stored file.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from organisations.enums import Role
from organisations.models import Organisation
from tests.application_role import as_owner
from tests.portal.doors.crawl import go_round, seeds
from tests.portal.doors.world import House, furnish
from tests.portal.test_access_matrix import ROLES

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("quick")]

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
# What must hold rows, so that it is seen that the tables are read.
OF_ORGANISATIONS = ("organisations_membership", "modules_answerslot", "cohorts_cohort", "people_device")
NOTHING = hashlib.sha256(b"").hexdigest()
# So that the round cannot shrink to nothing unseen.
LEAST_ANSWERS = {"house": 2_500, "region": 2_300}


def _digests() -> dict[str, str]:
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


@pytest.mark.parametrize("kind", ["house", "region"])
def test_get_and_head_change_nothing(
    kind: str, region: Organisation, house: Callable[[str], Organisation]
) -> None:
    here: House = furnish(region if kind == "region" else house("zonnehoek"), "Hier")
    there = furnish(house("amelberga"), "Ginds")
    before, answers, faults = _digests(), 0, []

    assert {name for name in OF_ORGANISATIONS if before[name] == NOTHING} == set()

    for role in (*ROLES[kind], None):  # and nobody
        wire = here.wires[role] if role else here.anonymous
        # A closed door is the same to everybody: one role knocks at all of them.
        only = None if role == Role.ORG_ADMIN else role
        found = go_round(wire, seeds(here, there, only), searches=("hier",), methods=("GET", "HEAD"))
        answers += len(found.answers)
        faults += found.faults()

    after = _digests()
    print(f"\n{kind}: {answers} answers")
    assert [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)] == []
    assert faults == []
    assert answers > LEAST_ANSWERS[kind]
