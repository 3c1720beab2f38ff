"""Reading a checked list in: all of it or nothing, once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from organisations.models import Location, Organisation, Team
from organisations.people_list.columns import Column, Fault, Listed, Understood, understand
from organisations.people_list.joining import Joining, join_all
from organisations.people_list.plan import Outcome, Plan, Planned, plan_of, role_choices, role_names
from organisations.people_list.reading import read_list
from organisations.people_list.telling import told_whose, typed_of
from organisations.services import change_membership, invite
from organisations.teams.services import add_location, add_team, store
from people.models import Person


class NotAsChecked(Exception):
    """Something changed since the list was checked; carries the plan as it would be now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


@dataclass(frozen=True)
class Done:
    """What was done: how many roles given, how many changed, how many invitations queued."""

    new: int
    changed: int
    invited: int


def understood(data: bytes, filename: str, *, organisation: Organisation) -> Understood:
    """A file as this organisation's list of people; raises Unreadable."""
    roles, refused = role_names(organisation)
    return understand(
        read_list(data, filename), roles=roles, refused=refused, choices=role_choices(organisation)
    )


def checked(rows: Sequence[Listed], *, reader: Person | None) -> Plan:
    """What reading these rows in would do today."""
    return plan_of(rows, own_email=reader.email if reader else "", today=timezone.localdate())


def all_faults(found: Understood | None, plan: Plan) -> list[Fault]:
    """Everything that is wrong, by row, with what stands there; what could not be read is not called missing.

    `found` is None for rows that were read before, and are only compared again.
    """
    typed = {each.row.number: typed_of(each.row) for each in plan.rows}
    if found is None:
        return told_whose(plan.faults, typed)
    told = {(each.row, _part_of(each.column)) for each in found.faults}
    more = [
        each
        for each in plan.faults
        if (each.row, each.column) not in told and each.column not in found.missing
    ]
    return told_whose(sorted([*found.faults, *more], key=lambda each: each.row), {**typed, **found.typed})


def _part_of(column: str) -> str:
    """A name in three columns is one name."""
    return Column.NAME.value if column in (Column.GIVEN, Column.INFIX, Column.FAMILY) else column


@transaction.atomic
def read_in(
    *,
    organisation: Organisation,
    rows: Sequence[Listed],
    fingerprint: str,
    reader: Person | None,
    invited_by: str = "",
) -> Done:
    """Do what was checked, in one transaction; with `invited_by` everybody who is new is mailed.

    Raises NotAsChecked, with nothing done, when it would not do what `fingerprint` stands for, or has faults.
    """
    # One list at a time in an organisation, so that two presses of the button do it once.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    plan = checked(rows, reader=reader)
    if plan.faults or plan.fingerprint != fingerprint:
        raise NotAsChecked(plan)
    _make_places(organisation, plan)
    teams = {each.name.casefold(): each for each in Team.objects.all()}
    joining = []
    for each in plan.rows:
        team = teams[each.row.team.casefold()] if each.row.team else None
        if each.outcome is Outcome.NEW:
            joining.append(Joining(each.row, team))
        elif each.outcome is Outcome.CHANGED:
            _change(each, team, reader)
    new = join_all(organisation=organisation, joining=joining)
    if invited_by:
        for membership in new:
            invite(membership=membership, invited_by=invited_by)
    return Done(len(new), len(plan.with_outcome(Outcome.CHANGED)), len(new) if invited_by else 0)


def _make_places(organisation: Organisation, plan: Plan) -> None:
    for name in plan.new_locations:
        add_location(organisation=organisation, name=name)
    locations = {each.name.casefold(): each for each in Location.objects.all()}
    for name, place in plan.new_teams:
        add_team(organisation=organisation, name=name, location=locations.get(place.casefold()))
    for name, place in plan.moves:
        team = Team.objects.get(name=name)
        team.location = locations[place.casefold()]
        store(team)


def _change(planned: Planned, team: Team | None, reader: Person | None) -> None:
    row, membership = planned.row, planned.membership
    if membership is None:
        return
    if row.name and not membership.activated_at:
        membership.display_name = row.name
    membership.team = team or membership.team
    membership.starts, membership.ends = row.starts or membership.starts, row.ends or membership.ends
    change_membership(membership=membership, changed_by=reader)
