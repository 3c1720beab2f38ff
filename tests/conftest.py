"""The fixed cast and the loaded region: every test stands on the real fixtures."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from competences.loading import LoadReport
from modules.queries import forget_scored_cases
from organisations.load import load_organisations
from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.models import Person
from people.sight import EVERYBODY, reads_for
from tests.application_role import become_application
from tests.factories import make_member
from tests.identity_provider.running import identity_provider, provider_process  # noqa: F401  # fixtures
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
def _cases_are_read_anew() -> None:
    """The cache outlives a test; the cases that a test changed don't."""
    forget_scored_cases()


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
            session.save()
        return client

    return open_browser


# What SQLite leaves out: the accessibility matrix and the rounds of every role at every address take minutes and
# say the same on both, so they run once, on PostgreSQL; row security is PostgreSQL's own.
LEFT_OUT_ON_SQLITE = {
    "matrix": "tests of the accessibility matrix",
    "proof": "tests of every role at every address",
    "walls": "tests of row security and database roles",
}
LEFT_OUT = pytest.StashKey[dict[str, int]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what runs on PostgreSQL only."""
    if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    counts = {}
    for marker in LEFT_OUT_ON_SQLITE:
        left_out = [item for item in items if item.get_closest_marker(marker)]
        counts[marker] = len(left_out)
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
    config.stash[LEFT_OUT] = counts
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = counts


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A parallel worker tells how many it left out."""
    node.config.stash[LEFT_OUT] = getattr(node, "workeroutput", {}).get("left_out", {})


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say aloud what did not run."""
    for marker, count in config.stash.get(LEFT_OUT, {}).items():
        if count:
            terminalreporter.write_line(
                f"{count} {LEFT_OUT_ON_SQLITE[marker]} left out: they run on PostgreSQL (DATABASE_URL=postgres://…)"
            )
