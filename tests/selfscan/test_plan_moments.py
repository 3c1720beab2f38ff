"""Dates that come near while nobody is looking."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from competences.models import Phase
from people.models import Person
from selfscan.models import PathPreference, PathVersion, ScanRun, TraineeMoment
from selfscan.queries import latest_paths

pytestmark = pytest.mark.django_db


def plan_moments() -> str:
    """Run the daily command."""
    out = StringIO()
    call_command("plan_moments", stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def moment(finished_run: ScanRun, supervisor: Person) -> TraineeMoment:
    """A date in five weeks, of somebody whose path was planned two weeks ago."""
    PathVersion.objects.update(created_at=timezone.now() - timedelta(weeks=2))
    PathPreference.objects.create(person=supervisor, phase_answered=True)
    return TraineeMoment.objects.create(
        person=supervisor,
        phase=Phase.objects.get(key="F6"),
        on=timezone.localdate() + timedelta(weeks=5),
    )


def test_date_that_came_near_writes_one_new_path(moment: TraineeMoment, supervisor: Person) -> None:
    assert (plan_moments(), plan_moments()) == ("1", "0")
    newest = latest_paths(supervisor)[0]
    assert newest.reason == "moment_near"
    line = next(row for row in newest.result["modules"] if row["key"] == "M12")
    assert ["phase", "2"] in line["terms"]


def test_date_that_is_far_away_writes_nothing(moment: TraineeMoment) -> None:
    TraineeMoment.objects.update(on=timezone.localdate() + timedelta(weeks=7))
    assert plan_moments() == "0"


def test_date_that_was_near_already_writes_nothing(moment: TraineeMoment) -> None:
    PathVersion.objects.update(created_at=timezone.now())
    assert plan_moments() == "0"


def test_person_without_a_scan_gets_no_path(supervisor: Person) -> None:
    TraineeMoment.objects.create(
        person=supervisor, phase=Phase.objects.get(key="F6"), on=timezone.localdate()
    )
    assert plan_moments() == "0"
