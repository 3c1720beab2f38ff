"""Reads of locations and teams: what is there, what may be chosen, how many people are in it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from organisations.models import Location, Team


def open_locations() -> QuerySet[Location]:
    """The locations that may be chosen."""
    return Location.objects.filter(closed_on=None)


def open_teams() -> QuerySet[Team]:
    """The teams that may be chosen."""
    return Team.objects.filter(closed_on=None)


def teams_with_people(day: dt.date) -> QuerySet[Team]:
    """Every team with its location and `people`: how many have a role in it on that day or later."""
    here_or_coming = Q(membership__ends__isnull=True) | Q(membership__ends__gte=day)
    return Team.objects.select_related("location").annotate(
        people=Count("membership__person", filter=here_or_coming, distinct=True)
    )


@dataclass(frozen=True)
class Place:
    """A location with its teams; without a location: the teams that have none."""

    location: Location | None
    teams: tuple[Team, ...]


def places(day: dt.date) -> list[Place]:
    """Every location with its teams, the teams without one last; two queries."""
    teams = list(teams_with_people(day))
    found = [
        Place(location, tuple(each for each in teams if each.location_id == location.pk))
        for location in Location.objects.all()
    ]
    homeless = tuple(each for each in teams if each.location_id is None)
    return [*found, Place(None, homeless)] if homeless else found
