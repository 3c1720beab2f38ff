"""A request is one transaction: what fails leaves nothing, and nothing of it stays on the connection."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import DataError, connection, connections, transaction
from django.test import Client

from organisations.enums import Role
from organisations.models import Organisation, Team
from organisations.tenancy import NoTenantError, all_organisations, use_organisation
from people.models import Person
from people.sight import EVERYBODY, reads_for, seeing_as

OURS = "tests.portal.failing_urls"
FATMA = 7  # her number; no row of hers is asked for


@pytest.fixture
def teams(zonnehoek: Organisation) -> Callable[[], list[str]]:
    def names() -> list[str]:
        return list(Team.objects.filter(name="Half werk").values_list("name", flat=True))

    return names


@pytest.mark.parametrize("address", ["/mislukt/", "/vijfhonderd/"])
def test_a_view_that_fails_leaves_nothing(
    zonnehoek: Organisation,
    member: Callable[..., Person],
    client_at: Callable[..., Client],
    teams: Callable[[], list[str]],
    settings: Any,
    address: str,
) -> None:
    settings.ORGANISATION_URLCONF = OURS
    client = client_at(zonnehoek, member(zonnehoek, Role.SUPERVISOR), raise_request_exception=False)

    response = client.post(address)

    assert (response.status_code, teams()) == (500, [])


def test_a_stream_reads_nothing_of_an_organisation(
    house: Callable[[str], Organisation], client_at: Callable[..., Client], settings: Any
) -> None:
    settings.ORGANISATION_URLCONF = OURS
    zonnehoek = house("zonnehoek")
    with use_organisation(zonnehoek):
        Team.objects.create(organisation=zonnehoek, name="Linde")

    stream = iter(client_at(zonnehoek).get("/stroom/").streaming_content)

    past_the_managers = int(next(stream))
    with pytest.raises(NoTenantError):
        list(stream)
    # The managers are SQLite's only wall.
    assert (past_the_managers == 0) == (connection.vendor == "postgresql")


@pytest.mark.walls
def test_a_connection_of_a_pool_carries_nothing_to_the_next(zonnehoek: Organisation) -> None:
    heard: list[Any] = []
    worker = threading.Thread(target=_two_visits_on_one_connection, args=(heard,))

    worker.start()
    worker.join()

    first, page, between, command, after = heard
    assert (first[1:], page) == ((None, None, None, None), 200)
    assert command[1:] == (str(zonnehoek.pk), None, "on", "*")
    # What was never said is unknown, what was said before is empty: both match no row.
    assert (between[1:], after[1:]) == (("", None, None, None), ("", None, "", ""))
    assert {row[0] for row in (first, between, command, after)} == {first[0]}


def _two_visits_on_one_connection(heard: list[Any]) -> None:
    """A request and a command on a pool of one connection; what it says of itself before, between and after."""
    given = connections["default"]
    options = {**given.settings_dict["OPTIONS"], "pool": {"min_size": 1, "max_size": 1, "timeout": 5}}
    pooled = type(given)({**given.settings_dict, "OPTIONS": options}, "default")
    connections["default"] = pooled
    try:
        heard.append(_said(pooled))
        heard.append(Client(HTTP_HOST="zonnehoek.localhost").get("/inloggen/").status_code)
        pooled.close()
        heard.append(_said(pooled))
        organisation = Organisation.objects.get(key="zonnehoek")
        with use_organisation(organisation), all_organisations("the test"), reads_for(EVERYBODY, "the test"):
            heard.append(_read(pooled))
        pooled.close()
        heard.append(_said(pooled))
    finally:
        pooled.close()
        pooled.close_pool()


def _twice_from_the_first_savepoint(wrapper: Any) -> Iterator[Any]:
    for _time in range(2):
        with seeing_as(FATMA), transaction.atomic():
            yield _read(wrapper)


def _after_all_was_taken_back(wrapper: Any) -> Iterator[Any]:
    with seeing_as(FATMA):
        yield _read(wrapper)
        transaction.set_rollback(True)
    with seeing_as(FATMA):
        yield _read(wrapper)


def _after_a_fault_that_was_caught(wrapper: Any) -> Iterator[Any]:
    with seeing_as(FATMA):
        yield _read(wrapper)
        with suppress(DataError), transaction.atomic(), seeing_as(FATMA + 1), wrapper.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        yield _read(wrapper)


def _after_a_new_connection(wrapper: Any) -> Iterator[Any]:
    with seeing_as(FATMA):
        yield _read(wrapper)
    wrapper.close()
    with seeing_as(FATMA):
        yield _read(wrapper)


@pytest.mark.walls
@pytest.mark.parametrize(
    "course",
    [
        _twice_from_the_first_savepoint,
        _after_all_was_taken_back,
        _after_a_fault_that_was_caught,
        _after_a_new_connection,
    ],
    ids=lambda course: course.__name__.strip("_"),
)
def test_the_database_knows_each_time_for_whom_it_works(
    db: None, course: Callable[[Any], Iterator[Any]]
) -> None:
    heard: list[Any] = []

    def go() -> None:  # on a connection of its own, whose transactions end
        wrapper = connections["default"]
        try:
            heard.extend(found[2] for found in course(wrapper))
            heard.append(_read(wrapper)[2])
        finally:
            wrapper.close()

    worker = threading.Thread(target=go)
    worker.start()
    worker.join()

    assert heard == [str(FATMA), str(FATMA), ""]


def _said(wrapper: Any) -> Any:
    found = _read(wrapper)
    wrapper.close()
    return found


def _read(wrapper: Any) -> Any:
    with wrapper.cursor() as cursor:
        cursor.execute(
            "SELECT pg_backend_pid(), current_setting('app.org', true), current_setting('app.person', true),"
            " current_setting('app.all_organisations', true), current_setting('app.reads_for', true)"
        )
        return cursor.fetchone()
