"""Giving many people their first role here at once: what `organisations.services.join` does, in a few queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from organisations.models import Membership, Organisation, Team, active_on
from organisations.people_list.columns import Listed
from organisations.registry import roles_changed
from people.audit import record_all
from people.enums import Verb
from people.models import Person


@dataclass(frozen=True)
class Joining:
    """A row of a list whose role is new, with its team."""

    row: Listed
    team: Team | None


@transaction.atomic
def join_all(*, organisation: Organisation, joining: Sequence[Joining]) -> list[Membership]:
    """Give everybody the role of her row; whoever has it already keeps it as it is. Returns what is new."""
    people = _people(joining)
    today = timezone.localdate()
    rows = Membership.objects.filter(person__in=[each.pk for each in people.values()])
    not_ended = Q(ends__isnull=True) | Q(ends__gte=today)
    held = set(rows.filter(not_ended).values_list("person_id", "role"))
    used_here = dict(
        rows.filter(active_on(today)).exclude(activated_at=None).values_list("person_id", "activated_at")
    )
    new = [
        Membership(
            organisation=organisation,
            person=people[each.row.email],
            role=each.row.role,
            team=each.team,
            display_name=each.row.name or each.row.email,
            starts=each.row.starts or today,
            ends=each.row.ends,
            activated_at=used_here.get(people[each.row.email].pk),
        )
        for each in joining
        if (people[each.row.email].pk, each.row.role) not in held
    ]
    Membership.objects.bulk_create(new)
    record_all(Verb.JOINED, [(each.person_id, each, {"given_role": each.role}) for each in new])
    for each in new:
        roles_changed(each.person)
    return new


def _people(joining: Sequence[Joining]) -> dict[str, Person]:
    """Whoever has these addresses, made where there is nobody; locked, as `join` locks one."""
    names = {each.row.email: each.row.name for each in joining}
    known = set(Person.objects.filter(email__in=names).values_list("email", flat=True))
    Person.objects.bulk_create(
        [
            Person(email=email, name=name, password=make_password(None))
            for email, name in names.items()
            if email not in known
        ],
        ignore_conflicts=True,
    )
    locked = Person.objects.select_for_update().filter(email__in=names).order_by("pk")
    return {each.email: each for each in locked}
