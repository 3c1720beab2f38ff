"""Where somebody stands: her preference, her dates, her stored paths."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from people.models import Person
from selfscan.models import PathPreference, PathVersion, ScanRun, TraineeMoment
from selfscan.queries.policy import decision_rows, decisions_of_rows
from selfscan.queries.rows import rows_of
from selfscan.rules.order import Moment
from selfscan.rules.policy import Decision


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: her preference, whether a run is open, and her newest paths (the newest first).

    With what the current organisation decided for everybody there.
    """

    preference: PathPreference
    has_open_run: bool
    paths: tuple[PathVersion, ...]
    decisions: Mapping[str, Decision] = field(default_factory=dict)


def standing_of(person: Person) -> Standing:
    """What her path page starts from, her dates included: one query, or two when she has a path."""
    row = (
        Person.objects.filter(pk=person.pk)
        .select_related("path_preference__phase")
        .annotate(
            has_open_run=Exists(ScanRun.objects.filter(person=OuterRef("pk"), finished_at=None)),
            has_path=Exists(PathVersion.objects.filter(person=OuterRef("pk"))),
            moments=moment_rows("pk"),
            decisions=decision_rows(),
        )
        .get()
    )
    fetched_preference(row).moments_found = moments_of_rows(row.moments)
    return Standing(
        preference=fetched_preference(row),
        has_open_run=row.has_open_run,
        paths=tuple(latest_paths(person)) if row.has_path else (),
        decisions=decisions_of_rows(row.decisions),
    )


def latest_paths(person: Person, *, count: int = 2) -> list[PathVersion]:
    """Her newest paths, the newest first."""
    paths = PathVersion.objects.filter(person=person).select_related("run__version")
    return list(paths.order_by("-pk")[:count])


def earlier_result(run: ScanRun) -> PathVersion | None:
    """The result of an earlier run that is old enough to show growth, with the run itself."""
    if run.finished_at is None:
        return None
    weeks = run.version.texts["repeat"]["at_least_weeks"]
    earlier = PathVersion.objects.filter(
        person=run.person_id, run__finished_at__lte=run.finished_at - dt.timedelta(weeks=weeks)
    )
    return earlier.select_related("run__version").order_by("-pk").first()


def preference_of(person: Person) -> PathPreference:
    """What she told and decided herself; an unsaved empty one when she decided nothing yet."""
    found = PathPreference.objects.select_related("phase").filter(person=person).first()
    return found or PathPreference(person=person)


def fetched_preference(person: Person) -> PathPreference:
    """The same, from a person who was fetched together with it."""
    return getattr(person, "path_preference", None) or PathPreference(person=person)


def moment_rows(person: str) -> Subquery:
    """The dates of the person whose key is in this field, for `moments_of_rows`."""
    return rows_of(TraineeMoment.objects.filter(person=OuterRef(person)), on="on", phase="phase__key")


def moments_of_rows(rows: Sequence[Mapping[str, str]] | None) -> tuple[Moment, ...]:
    """Dates that a query brought along, as the rule reads them."""
    return tuple(Moment(dt.date.fromisoformat(row["on"]), row["phase"]) for row in rows or ())


def moments_of(person: Person) -> QuerySet[TraineeMoment]:
    """The dates that she gave."""
    return TraineeMoment.objects.filter(person=person).select_related("phase")


def known_moments(preference: PathPreference) -> tuple[Moment, ...]:
    """Her dates as the rule reads them; who never said where she is has none."""
    if not preference.phase_answered:
        return ()
    if preference.moments_found is not None:
        return preference.moments_found
    return tuple(Moment(moment.on, moment.phase.key) for moment in moments_of(preference.person))
