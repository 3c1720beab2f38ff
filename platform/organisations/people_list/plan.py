"""What a list would change: compared with who works here now, row by row, nothing done."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from organisations.enums import Role
from organisations.forms import roles_for
from organisations.models import Location, Membership, Organisation, Team
from organisations.people_list.columns import Column, Fault, Listed, bare
from organisations.people_list.nearness import near_name
from organisations.words import TERM_OF_ROLE, role_name, word

MOST_COMPARED: Final = 50  # new teams in one list


class Outcome(StrEnum):
    """What happens to a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True)
class Planned:
    """One row and what would happen: a new role, another team, name or dates, or nothing."""

    row: Listed
    outcome: Outcome
    changes: tuple[str, ...] = ()
    membership: Membership | None = None
    is_new_team: bool = False

    @property
    def sentence(self) -> str:
        """What would happen, in words."""
        if self.outcome is Outcome.NEW:
            return _("Nieuwe rol")
        return ", ".join(self.changes) if self.changes else _("Blijft zo")


@dataclass(frozen=True)
class Plan:
    """Everything that reading a list in would do, and every fault that stands in its way."""

    rows: tuple[Planned, ...]
    faults: tuple[Fault, ...]
    new_locations: tuple[str, ...] = ()
    new_teams: tuple[tuple[str, str], ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    # The team that is there already, of a new one that may be a slip of the pen; by the new one's name.
    near_teams: Mapping[str, str] = field(default_factory=dict)

    def with_outcome(self, outcome: Outcome) -> list[Planned]:
        """The rows to which this happens."""
        return [each for each in self.rows if each.outcome is outcome]

    @property
    def teams_to_make(self) -> list[tuple[str, str, str]]:
        """Every new team: its name, its location, and the team that it is like."""
        return [(name, place, self.near_teams.get(name, "")) for name, place in self.new_teams]

    @property
    def changes_nothing(self) -> bool:
        """Is everything as the list says already?"""
        return all(each.outcome is Outcome.SAME for each in self.rows) and not self.moves

    @property
    def fingerprint(self) -> str:
        """Equal for two plans that would do the same."""
        told = [
            [
                each.row.packed(),
                each.outcome.value,
                each.changes,
                each.membership.pk if each.membership else 0,
            ]
            for each in self.rows
        ]
        everything = [
            told,
            self.new_locations,
            self.new_teams,
            self.moves,
            [each.text for each in self.faults],
        ]
        return hashlib.sha256(repr(everything).encode()).hexdigest()


def role_names(organisation: Organisation) -> tuple[dict[str, str], set[str]]:
    """By name in plain letters: the roles that are given out here, and the names of those that are not."""
    given: dict[str, str] = {}
    for value, label in roles_for(organisation):
        given |= {bare(label): value, bare(str(Role(value).label)): value}
        if value in TERM_OF_ROLE:
            given[bare(word(organisation, TERM_OF_ROLE[value]))] = value
    others = {bare(role_name(organisation, role)) for role in Role} | {bare(str(role.label)) for role in Role}
    return given, others - given.keys()


def role_choices(organisation: Organisation) -> list[str]:
    """The names of the roles that are given out here, to choose from."""
    return [label for _value, label in roles_for(organisation)]


def plan_of(rows: Sequence[Listed], *, own_email: str, today: dt.date) -> Plan:
    """What these rows would do in the current organisation, with all faults; three queries.

    Somebody who is known elsewhere is a stranger here: she gets a new role like anybody else.
    """
    planner = _Planner(rows, own_email, today)
    planned = [planner.plan(row) for row in rows if row.email and row.role]
    for row in rows:
        if not (row.email and row.role):
            planner.look_at(row)
    return Plan(
        rows=tuple(planned),
        faults=tuple(planner.faults),
        new_locations=tuple(planner.new_locations.values()),
        new_teams=tuple(planner.new_teams.values()),
        moves=tuple(planner.moves.values()),
        near_teams=planner.near_teams(),
    )


class _Planner:
    def __init__(self, rows: Sequence[Listed], own_email: str, today: dt.date) -> None:
        self.own_email, self.today = own_email, today
        self.faults: list[Fault] = []
        self.teams: Mapping[str, Team] = {
            each.name.casefold(): each for each in Team.objects.select_related("location")
        }
        self.locations: Mapping[str, Location] = {
            each.name.casefold(): each for each in Location.objects.all()
        }
        self.memberships = _memberships({row.email for row in rows if row.email})
        self.works_here = {email for email, _role in self.memberships}
        self.new_locations: dict[str, str] = {}
        self.new_teams: dict[str, tuple[str, str]] = {}
        self.moves: dict[str, tuple[str, str]] = {}

    def plan(self, row: Listed) -> Planned:
        """One row; its faults are gathered."""
        before = len(self.faults)
        known = self._known(row)
        self._check_place(row, known)
        changes = self._changes(row, known) if known else ()
        if known is None:
            self._check_new(row)
            outcome = Outcome.NEW
        else:
            outcome = Outcome.CHANGED if changes else Outcome.SAME
        if row.email == self.own_email and outcome is not Outcome.SAME:
            del self.faults[before:]
            self._wrong(
                row,
                Column.EMAIL,
                _("Dit is het eigen adres. De eigen rollen veranderen niet door een lijst."),
            )
        return Planned(row, outcome, changes, known, row.team.casefold() in self.new_teams)

    def look_at(self, row: Listed) -> None:
        """A row without address or role: what else is wrong with it, so that it is told in the same round.

        What would be right for somebody who works here already is no fault of hers, nor of a row without an
        address: whose it is, is not known.
        """
        is_stranger = bool(row.email) and row.email not in self.works_here
        if is_stranger:
            self._check_new(row)
        elif row.starts and row.ends and row.ends < row.starts:
            self._wrong(row, Column.ENDS, _("Deze dag ligt voor de begindatum."))
        may_be_hers = self._is_closed(row.team) if row.team else bool(row.email)
        if is_stranger or not may_be_hers:
            self._check_place(row, None)

    def _is_closed(self, name: str) -> bool:
        team = self.teams.get(name.casefold())
        return bool(team and team.closed_on)

    def near_teams(self) -> dict[str, str]:
        """By the name of each new team the one that it is like; a list full of new teams is meant so."""
        if len(self.new_teams) > MOST_COMPARED:
            return {}
        known = [each.name for each in self.teams.values() if not each.closed_on]
        near = {name: near_name(name, known) for name, _place in self.new_teams.values()}
        return {name: found for name, found in near.items() if found}

    def _wrong(self, row: Listed, column: Column, text: str) -> None:
        self.faults.append(Fault(row.number, column.value, text))

    def _known(self, row: Listed) -> Membership | None:
        """The role as she has or will have it; an ended one only when the list says the same end."""
        found = self.memberships[row.email, row.role]
        open_ones = [each for each in found if each.ends is None or each.ends >= self.today]
        if open_ones:
            return open_ones[0]
        return next((each for each in found if row.ends and each.ends == row.ends), None)

    def _changes(self, row: Listed, known: Membership) -> tuple[str, ...]:
        starts, ends = row.starts or known.starts, row.ends or known.ends
        if ends and ends < starts:
            self._wrong(row, Column.ENDS, _("Deze dag ligt voor de begindatum."))
        changes = []
        if row.name and not known.activated_at and row.name != known.display_name:
            changes.append(_("naam: %(name)s") % {"name": row.name})
        if row.team and row.team.casefold() != (known.team.name.casefold() if known.team else ""):
            changes.append(_("team: %(team)s") % {"team": row.team})
        if starts != known.starts:
            changes.append(_("vanaf %(day)s") % {"day": f"{starts:%d-%m-%Y}"})
        if ends != known.ends:
            changes.append(_("tot en met %(day)s") % {"day": f"{ends:%d-%m-%Y}"})
        return tuple(changes)

    def _check_new(self, row: Listed) -> None:
        if not row.name:
            self._wrong(row, Column.NAME, _("Hier staat geen naam."))
        if row.ends and row.ends < (row.starts or self.today):
            self._wrong(row, Column.ENDS, _("Deze dag ligt voor de begindatum."))
        elif row.ends and row.ends < self.today:
            self._wrong(row, Column.ENDS, _("Deze dag is al voorbij."))

    def _check_place(self, row: Listed, known: Membership | None) -> None:
        if not row.team:
            if row.location and not (known and _stands_on(known.team, row.location)):
                self._wrong(row, Column.LOCATION, _("Noem ook het team: een locatie hoort bij een team."))
            return
        location = self.locations.get(row.location.casefold()) if row.location else None
        if location and location.closed_on:
            self._wrong(row, Column.LOCATION, _("Deze locatie is gesloten."))
        elif row.location and not location:
            self.new_locations.setdefault(row.location.casefold(), row.location)
        team = self.teams.get(row.team.casefold())
        if team is None:
            self._check_new_team(row)
        elif team.closed_on and not (known and known.team_id == team.pk):
            self._wrong(row, Column.TEAM, _("Dit team is gesloten."))
        elif row.location and not _stands_on(team, row.location):
            self._check_move(row, team)

    def _check_new_team(self, row: Listed) -> None:
        key = row.team.casefold()
        name, place = self.new_teams.setdefault(key, (row.team, row.location))
        if row.location and not place:
            self.new_teams[key] = (name, row.location)
        elif row.location.casefold() not in ("", place.casefold()):
            self._wrong(
                row, Column.LOCATION, _("In deze lijst staat dit team ook op %(place)s.") % {"place": place}
            )

    def _check_move(self, row: Listed, team: Team) -> None:
        """A team without a location gets the one in the list; a team never moves by a list."""
        place = str(team.location) if team.location else ""
        if not place:
            _name, place = self.moves.setdefault(row.team.casefold(), (team.name, row.location))
        if place.casefold() != row.location.casefold():
            self._wrong(row, Column.LOCATION, _("Dit team hoort bij %(place)s.") % {"place": place})


def _stands_on(team: Team | None, location: str) -> bool:
    return bool(team and team.location and team.location.name.casefold() == location.casefold())


def _memberships(emails: Iterable[str]) -> Mapping[tuple[str, str], list[Membership]]:
    found = defaultdict(list)
    rows = Membership.objects.filter(person__email__in=emails).select_related("person", "team__location")
    for each in rows.order_by("starts", "pk"):
        found[each.person.email, each.role].append(each)
    return found
