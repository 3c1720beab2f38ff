"""What an administrator does with locations and teams. Verbs, each in one transaction."""

from django.db import transaction
from django.utils import timezone

from organisations.models import Closable, Location, Membership, Organisation, Team
from people.audit import record
from people.enums import Verb


class InUse(Exception):
    """Somebody tried to delete what people or teams still belong to."""


@transaction.atomic
def add_location(*, organisation: Organisation, name: str) -> Location:
    """A new location."""
    location = Location.objects.create(organisation=organisation, name=name)
    record(Verb.CHANGED_TEAMS, about=location, change="added")
    return location


@transaction.atomic
def add_team(*, organisation: Organisation, name: str, location: Location | None = None) -> Team:
    """A new team, on a location or on none."""
    team = Team.objects.create(organisation=organisation, name=name, location=location)
    record(Verb.CHANGED_TEAMS, about=team, change="added")
    return team


@transaction.atomic
def store(row: Location | Team) -> None:
    """Keep another name or place."""
    row.save()
    record(Verb.CHANGED_TEAMS, about=row, change="changed")


@transaction.atomic
def close(row: Closable) -> None:
    """From now on nobody chooses it; whoever is in it stays in it. Twice is once."""
    if row.closed_on is None:
        row.closed_on = timezone.localdate()
        row.save(update_fields=["closed_on"])
        record(Verb.CHANGED_TEAMS, about=row, change="closed")


@transaction.atomic
def reopen(row: Closable) -> None:
    """It may be chosen again."""
    if row.closed_on is not None:
        row.closed_on = None
        row.save(update_fields=["closed_on"])
        record(Verb.CHANGED_TEAMS, about=row, change="reopened")


@transaction.atomic
def delete_location(*, location: Location) -> None:
    """Take away a location that never had a team; raises InUse for another."""
    if location.teams.exists():
        raise InUse
    record(Verb.CHANGED_TEAMS, about=location, change="deleted")
    location.delete()


@transaction.atomic
def delete_team(*, team: Team) -> None:
    """Take away a team that nobody is or was in, as far as is still kept; raises InUse for another."""
    if Membership.objects.filter(team=team).exists():
        raise InUse
    record(Verb.CHANGED_TEAMS, about=team, change="deleted")
    team.delete()
