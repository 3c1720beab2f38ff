"""The fixed cast and the loaded region: every test stands on the real fixtures."""

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.test import Client
from hypothesis import settings as hypothesis_settings
from xdist.scheduler import LoadFileScheduling

from competences.loading import LoadReport
from organisations import tenancy
from organisations.load import load_organisations
from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.models import Person
from people.sight import EVERYBODY, nobody, reads_for
from tests.application_role import become_application
from tests.factories import make_member
from tests.identity_provider.running import identity_provider, provider_process  # noqa: F401  # fixtures
from tests.installation import installation  # noqa: F401  # a fixture
from theming.load import load as load_styles

DOMAIN = "localhost"
PORT = 8000


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Load organisations and curriculum once per database, as the role that serves; tests roll back to here."""
    with django_db_blocker.unblock():
        become_application()
        load_organisations(settings.FIXTURES_DIR, domain=DOMAIN, port=PORT)
        load_styles(settings.FIXTURES_DIR, LoadReport())
        call_command("load_curriculum", verbosity=0)


@pytest.fixture(autouse=True)
def _mail_goes_to_the_outbox(settings: Any) -> None:
    """Django's test runner swaps the mail backend; ours is what is tested."""
    settings.EMAIL_BACKEND = "people.mail.OutboxBackend"


@pytest.fixture(autouse=True)
def _the_test_sees_everybody(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test itself puts down and looks at everybody's own rows; requests in it begin with nobody's."""
    if "db" not in request.fixturenames and not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("db")
    with reads_for(EVERYBODY, "the test itself"):
        yield


@pytest.fixture(autouse=True)
def _commands_begin_with_nobody(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command begins as from a shell: no organisation, nobody's rows; it says itself what it needs."""
    if "db" not in request.fixturenames and not request.node.get_closest_marker("django_db"):
        return
    execute = BaseCommand.execute

    def begin(command: BaseCommand, *args: Any, **options: Any) -> Any:
        # A command that calls another goes on with what it said.
        monkeypatch.setattr(BaseCommand, "execute", execute)
        try:
            with nobody(), no_organisation():
                return execute(command, *args, **options)
        finally:
            monkeypatch.setattr(BaseCommand, "execute", begin)

    monkeypatch.setattr(BaseCommand, "execute", begin)


@contextmanager
def no_organisation() -> Iterator[None]:
    """Everything inside has no tenant, whatever the test around it has."""
    token = tenancy._current.set(None)
    tenancy._tell_database()
    try:
        yield
    finally:
        tenancy._current.reset(token)
        tenancy._tell_database()


@pytest.fixture(autouse=True)
def _nothing_is_kept_from_the_test_before() -> None:
    """The cache outlives a test; what a test put into the database doesn't."""
    cache.clear()


@pytest.fixture
def region(db: None) -> Organisation:
    """The region's own organisation."""
    return Organisation.objects.select_related("site").get(kind="region")


@pytest.fixture
def house(db: None) -> Callable[[str], Organisation]:
    """`house("zonnehoek")`: one of the seven organisations."""

    def find(key: str) -> Organisation:
        return Organisation.objects.select_related("site").get(key=key)

    return find


@pytest.fixture
def zonnehoek(house: Callable[[str], Organisation]) -> Iterator[Organisation]:
    """De Zonnehoek, as the current organisation of the test."""
    organisation = house("zonnehoek")
    with use_organisation(organisation):
        yield organisation


@pytest.fixture
def member(db: None) -> Callable[..., Person]:
    """`member(organisation, Role.SUPERVISOR, name="…")`: an activated person with that role."""
    return make_member


@pytest.fixture
def client_at(db: None) -> Callable[..., Client]:
    """`client_at(organisation, person)`: a browser on that host, signed in when a person is given."""

    def open_browser(organisation: Organisation, person: Person | None = None, **extra: Any) -> Client:
        client = Client(HTTP_HOST=organisation.site.hostname, **extra)
        if person is not None:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            session = client.session
            session["organisation"] = organisation.pk
            # as after a true sign-in: what asks for a fresh one opens for a quarter of an hour
            session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
            session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
            session.save()
        return client

    return open_browser


# A test runs where it can tell something. The rounds that take minutes and the browser's (beside its walks) say
# the same on both databases and run on PostgreSQL; row security is PostgreSQL's own; what never asks a database
# runs on SQLite. EVERYTHING=1 runs all that the database at hand can.
LEFT_OUT_ON_SQLITE = {
    "matrix": "tests of the accessibility matrix",
    "proof": "tests of every role, every address and thousands of malformed requests",
    "browser": "tests in a browser beside the walks",
    "walls": "tests of row security and database roles",
}
LEFT_OUT_ON_POSTGRESQL = {"pure": "tests that ask no database"}
CANNOT = {"walls"}
LONG = ("matrix", "proof")
EVERYTHING = os.environ.get("EVERYTHING") == "1"
ON_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
LEFT_OUT = pytest.StashKey[dict[str, int]]()
# No deadline: a busy machine is no fault.
hypothesis_settings.register_profile("leerlijn", deadline=None, max_examples=40)
hypothesis_settings.load_profile("leerlijn")
# The collector looks through the same hundred thousands of objects of Django and Wagtail time and again.
gc.set_threshold(100_000, 20, 50)


def _is(item: pytest.Item, marker: str) -> bool:
    if marker == "pure":
        asks = "db" in item.fixturenames  # type: ignore[attr-defined]  # every test here is a function
        elsewhere = ("django_db", *LEFT_OUT_ON_SQLITE)
        return not asks and not any(item.get_closest_marker(each) for each in elsewhere)
    if marker == "browser" and item.get_closest_marker("walk"):
        return False
    return item.get_closest_marker(marker) is not None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the other database tells as well, and begin with what takes longest."""
    counts = {}
    for marker, what in (LEFT_OUT_ON_SQLITE if ON_SQLITE else LEFT_OUT_ON_POSTGRESQL).items():
        if EVERYTHING and marker not in CANNOT:
            continue
        left_out = [item for item in items if _is(item, marker)]
        counts[what] = len(left_out)
        items[:] = [item for item in items if not _is(item, marker)]
        config.hook.pytest_deselected(items=left_out)
    items.sort(key=lambda item: not any(item.get_closest_marker(marker) for marker in LONG))
    config.stash[LEFT_OUT] = counts
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = counts


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A parallel worker tells how many it left out."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", {})


class AFileAtATime(LoadFileScheduling):
    """Parallel workers take a file each; of the long rounds each takes one test. What shares what is dear stays together."""

    IN_PIECES = (
        "tests/browser/test_accessibility.py",
        "tests/portal/test_access_matrix.py",
        "tests/portal/test_canary.py",
    )

    # They need a database with its roles, migrated from nothing (tests.installation): one for both.
    WITH_ROLES = ("tests/portal/test_backup.py", "tests/portal/test_database_roles.py")

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(self.WITH_ROLES):
            return "installation"
        return nodeid if nodeid.startswith(self.IN_PIECES) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> AFileAtATime:
    """Instead of what --dist names."""
    return AFileAtATime(config, log)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say aloud what did not run."""
    other = "PostgreSQL (DATABASE_URL=postgres://…)" if ON_SQLITE else "SQLite"
    for what, count in config.stash.get(LEFT_OUT, {}).items():
        if count:
            terminalreporter.write_line(f"{count} {what} left out: they run on {other}")
