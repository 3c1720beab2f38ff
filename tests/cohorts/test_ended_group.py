"""What a trainer sees of a group that has ended: everything for four weeks, then its name and days."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import timezone

from cohorts.models import Cohort
from cohorts.rules import is_looked_after
from gatherings.registry import groups_of
from modules.followers import trainers_of
from modules.models import ModulePage
from people.enums import Verb
from people.models import AuditEntry, Person
from tests.cohorts.conftest import House
from tests.factories import make_participant
from tests.modules.assignments import handed_in, page_of

LAST_DAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("ends", "today", "seen"),
    [
        (None, dt.date(2099, 1, 1), True),
        (LAST_DAY, dt.date(2026, 6, 1), True),
        (LAST_DAY, dt.date(2026, 6, 29), True),
        (LAST_DAY, dt.date(2026, 6, 30), False),
    ],
)
def test_four_weeks_and_not_a_day_more(ends: dt.date | None, today: dt.date, seen: bool) -> None:
    assert is_looked_after(ends, today) is seen


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Far from midnight, standing still."""
    with time_machine.travel("2026-11-25 12:00:00+01:00", tick=False):
        yield


@pytest.fixture
def fatma(here: House) -> Person:
    """Somebody in Marja's group."""
    return make_participant(here.cohort, "Fatma Yıldırım")


def _end(cohort: Cohort, days_ago: int) -> None:
    today = timezone.localdate()
    Cohort.objects.filter(pk=cohort.pk).update(
        starts=today - dt.timedelta(days=200), ends=today - dt.timedelta(days=days_ago)
    )


def _main(here: House, address: str) -> str:
    page = BeautifulSoup(here.client.get(address).content, "html.parser")
    return " ".join(page.select_one("main").get_text(" ").split())


def test_in_the_four_weeks_after_it_all_still_goes(here: House, fatma: Person) -> None:
    _end(here.cohort, 28)

    assert "Fatma Yıldırım" in _main(here, f"/groepen/{here.cohort.pk}/")
    assert "Fatma Yıldırım" in _main(here, "/groepen/mensen/")
    assert trainers_of(fatma) == [here.trainer]
    assert [group.people for group in groups_of(here.trainer)] == [frozenset({fatma.pk})]


def test_after_that_nothing_of_its_people_is_seen(here: House, fatma: Person) -> None:
    _end(here.cohort, 29)

    board = _main(here, f"/groepen/{here.cohort.pk}/")
    assert ("Deze groep was klaar op" in board, "Fatma" in board) == (True, False)
    assert (
        "werkbegeleider" not in page_of(here.client.get("/groepen/")).select_one("[data-cohort]").get_text()
    )
    assert "Fatma" not in _main(here, "/groepen/mensen/")
    parts = ("export.csv", f"{fatma.pk}/", "toevoegen/", "startkaarten/", "begeleiders/")
    answers = {part: here.client.get(f"/groepen/{here.cohort.pk}/{part}").status_code for part in parts}
    assert answers == dict.fromkeys(parts, 404)
    assert (trainers_of(fatma), groups_of(here.trainer)) == ([], [])


@pytest.mark.parametrize(("days_ago", "waits", "status"), [(28, 1, 200), (29, 0, 404)])
def test_what_was_handed_in_waits_as_long(
    here: House, fatma: Person, days_ago: int, waits: int, status: int
) -> None:
    work = handed_in(fatma, ModulePage.objects.get(key="M01"), here.organisation)

    _end(here.cohort, days_ago)

    assert len(page_of(here.client.get("/beoordelen/")).select("main li[data-hand-in]")) == waits
    assert here.client.get(f"/beoordelen/{work.pk}/").status_code == status


def test_a_group_that_goes_on_after_all_gets_another_last_day(here: House, fatma: Person) -> None:
    _end(here.cohort, 29)
    later = timezone.localdate() + dt.timedelta(days=30)

    here.client.post(
        f"/groepen/{here.cohort.pk}/wijzigen/",
        {"name": "Najaar", "starts": "2026-01-01", "ends": later.isoformat()},
    )

    assert "Fatma Yıldırım" in _main(here, f"/groepen/{here.cohort.pk}/")
    assert AuditEntry.objects.get(verb=Verb.CHANGED_GROUP).actor_id == here.trainer.pk
