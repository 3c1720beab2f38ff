"""`manage.py database_roles` on a database of its own, as an installation does it: owner, application, backup."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from tests.installation import ROOT, Installation

pytestmark = pytest.mark.walls


def test_after_apply_nothing_is_wrong(installation: Installation) -> None:
    for role in installation.names[:2]:
        assert installation.roles(role, "--check") == (0, ["De rollen en de rechten kloppen."])


def test_the_role_that_serves_sets_a_region_up(installation: Installation) -> None:
    owner, application, backup = installation.names

    status, _lines = installation.manage(application, "load_region", "--domain", "leren.example.org")

    count = "SELECT count(*) FROM theming_theme"
    assert status == 0
    assert [installation.execute(role, count) for role in (application, owner, backup)] == [
        [(0,)],
        [(8,)],
        [(8,)],
    ]


@pytest.mark.parametrize(
    ("who", "statement"),
    [
        (1, "UPDATE people_auditentry SET verb = 'joined'"),
        (1, "DELETE FROM people_auditentry"),
        (1, "DELETE FROM people_tombstone"),
        (1, "TRUNCATE organisations_team CASCADE"),
        (1, "ALTER TABLE organisations_team DISABLE ROW LEVEL SECURITY"),
        (1, "DELETE FROM django_migrations"),
        (1, "CREATE TABLE mine (id int)"),
        (2, "DELETE FROM organisations_team"),
        (2, "SELECT people_auditentry_expire('2001-01-01')"),
    ],
)
def test_what_a_role_may_not_do(installation: Installation, who: int, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        installation.execute(installation.names[who], statement)


def test_the_log_goes_by_its_age_only(installation: Installation) -> None:
    application = installation.names[1]

    with pytest.raises(psycopg.errors.RaiseException, match="24 months"):
        installation.execute(application, "SELECT people_auditentry_expire(now())")
    removed = installation.execute(application, "SELECT people_auditentry_expire(now() - interval '2 years')")
    assert removed == [(0,)]


def test_each_fault_is_told_on_a_line(installation: Installation) -> None:
    owner, application, backup = installation.names
    broken = [
        (
            "ALTER TABLE organisations_team NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE organisations_team FORCE ROW LEVEL SECURITY",
        ),
        ("CREATE POLICY extra ON cohorts_cohort USING (true)", "DROP POLICY extra ON cohorts_cohort"),
        (
            f"GRANT DELETE ON people_auditentry TO {application}",
            f"REVOKE DELETE ON people_auditentry FROM {application}",
        ),
        (f"REVOKE SELECT ON people_person FROM {backup}", f"GRANT SELECT ON people_person TO {backup}"),
    ]
    for statement, _mend in broken:
        installation.execute(owner, statement)

    status, lines = installation.roles(owner, "--check")

    for _statement, mend in broken:
        installation.execute(owner, mend)
    assert (status, [line.split(" Add to")[0] for line in lines]) == (
        2,
        [
            f"{application}: mag DELETE op people_auditentry",
            f"{backup}: mist SELECT op people_person",
            "cohorts_cohort gives rows of cohorts.Cohort to others than PostgreSQL should.",
            "organisations_team gives rows of organisations.Team to others than PostgreSQL should.",
        ],
    )
    assert installation.roles(owner, "--check")[0] == 0


def test_without_an_option_the_statements_are_printed(installation: Installation) -> None:
    status, lines = installation.roles(installation.names[0])

    assert (status, lines[0]) == (0, f'CREATE ROLE "{installation.names[0]}" LOGIN NOSUPERUSER NOBYPASSRLS;')


# The whole of it, served: 32 threads in seven houses, on a pool of connections.
SECONDS = float(os.environ.get("WALLS_SECONDS", "5"))
THREADS = 32
PEOPLE = """
import json
from django.test import Client
from django.utils import timezone
from organisations.enums import Role
from organisations.models import Membership, Organisation, Team
from organisations.tenancy import use_organisation
from people.models import Person

cookies = {}
for house in Organisation.objects.select_related("site").filter(kind="member"):
    with use_organisation(house):
        team, _new = Team.objects.get_or_create(organisation=house, name=f"Team kanarie-{house.key}-")
        person, _new = Person.objects.get_or_create(
            email=f"kanarie@{house.key}.example", defaults={"name": f"Piet kanarie-{house.key}-"}
        )
        Membership.objects.get_or_create(
            organisation=house, person=person, role=Role.ORG_ADMIN,
            defaults={"team": team, "activated_at": timezone.now()},
        )
    client = Client(HTTP_HOST=house.site.hostname)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["organisation"] = house.pk
    session.save()
    cookies[house.key] = session.session_key
print(json.dumps(cookies))
"""


@pytest.fixture
def served(installation: Installation) -> Iterator[tuple[int, dict[str, str]]]:
    """The portal behind gunicorn, as the role that serves; its port, and per house the session of an administrator."""
    application = installation.names[1]
    assert installation.manage(application, "load_region", "--domain", "localhost", "--port", "80")[0] == 0
    status, lines = installation.manage(application, "shell", "--verbosity", "0", "-c", PEOPLE)
    assert status == 0, lines
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "1",
            "--threads",
            "16",
        ],
        cwd=ROOT,
        env=installation.environment(application),
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_it_answers(port)
        yield port, json.loads(lines[-1])
    finally:
        server.terminate()
        server.wait(timeout=40)


def test_threads_that_alternate_houses_get_their_own_only(served: tuple[int, dict[str, str]]) -> None:
    """Five seconds here; WALLS_SECONDS=60 for a minute."""
    port, cookies = served
    houses = sorted(cookies)
    until = time.monotonic() + SECONDS

    def visit(number: int) -> tuple[int, list[str]]:
        answers, wrong = 0, []
        while time.monotonic() < until or answers < len(houses):
            house = houses[(number + answers) % len(houses)]
            request = urllib.request.Request(
                f"http://127.0.0.1:{port}/beheer/mensen/",
                headers={"Host": f"{house}.localhost", "Cookie": f"sessionid={cookies[house]}"},
            )
            with urllib.request.urlopen(request, timeout=60) as answer:
                found = set(re.findall("kanarie-([a-z]+)-", answer.read().decode()))
            answers += 1
            if found != {house}:
                wrong.append(f"{house}: {sorted(found)}")
        return answers, wrong

    with ThreadPoolExecutor(THREADS) as pool:
        results = list(pool.map(visit, range(THREADS)))

    print(f"{sum(answers for answers, _wrong in results)} answers of {len(houses)} houses")
    assert [fault for _answers, wrong in results for fault in wrong] == []
    assert sum(answers for answers, _wrong in results) >= THREADS * len(houses)


def wait_until_it_answers(port: int) -> None:
    """Until the portal says that it is well."""
    for _attempt in range(240):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/gezond/", timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("The portal did not start.")


# Whose migrations stand: of our own apps.
STANDING = (
    "SELECT DISTINCT app FROM django_migrations WHERE app IN"
    " ('cohorts', 'competences', 'gatherings', 'modules', 'organisations', 'people', 'selfscan', 'theming') ORDER BY 1"
)


def test_the_owner_migrates_back_and_forth(installation: Installation) -> None:
    owner = installation.names[0]
    # Everything that points to an organisation goes before it: theming, cohorts, selfscan, gatherings, half of modules.
    assert installation.manage(owner, "migrate", "organisations", "zero", "--verbosity", "0") == (0, [])
    assert installation.execute(owner, STANDING) == [("competences",), ("modules",), ("people",)]
    assert installation.manage(owner, "migrate", "--verbosity", "0") == (0, [])
    assert installation.roles(owner, "--apply") == (0, ["rechten gegeven"])
    assert installation.roles(owner, "--check")[0] == 0
