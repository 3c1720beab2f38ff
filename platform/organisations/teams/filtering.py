"""Choosing people by team or by location, from the address."""

from dataclasses import dataclass

from organisations.models import Location, Team
from organisations.queries import Colleague

_OF_LOCATION = "locatie-"


@dataclass(frozen=True)
class PlaceFilter:
    """The teams that can be chosen, and the choice: a team, a whole location, or neither (empty)."""

    teams: tuple[Team, ...]
    choice: str = ""

    @property
    def groups(self) -> list[tuple[Location | None, str, list[Team]]]:
        """Per location: itself, the value that stands for the whole of it, its teams; without one last."""
        locations = {each.location_id: each.location for each in self.teams}
        ordered = sorted(locations.items(), key=lambda item: (item[1] is None, str(item[1])))
        return [
            (location, f"{_OF_LOCATION}{pk}", [each for each in self.teams if each.location_id == pk])
            for pk, location in ordered
        ]

    def holds(self, colleague: Colleague) -> bool:
        """Has she a role in the team or on the location that was chosen?"""
        if not self.choice:
            return True
        wanted = {
            each.pk
            for each in self.teams
            if self.choice in (str(each.pk), f"{_OF_LOCATION}{each.location_id}")
        }
        return any(each.team_id in wanted for each in colleague.memberships)


def place_filter(text: str) -> PlaceFilter:
    """The filter that an address asks for; anything unknown is no filter. One query."""
    teams = tuple(Team.objects.select_related("location"))
    known = {str(each.pk) for each in teams}
    known |= {f"{_OF_LOCATION}{each.location_id}" for each in teams if each.location_id}
    return PlaceFilter(teams, text if text in known else "")
