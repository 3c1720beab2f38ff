"""Reads that several floors share."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Invitation, Membership, Organisation, active_on
from organisations.rules import may_correct_address, plain

# Which role somebody lands in when she has more than one and chose none yet.
ROLE_ORDER: Sequence[str] = (
    Role.SUPERVISOR,
    Role.PRACTICE_TRAINER,
    Role.ORG_ADMIN,
    Role.STYLE_MANAGER,
    Role.TEAM_LEADER,
    Role.LEARNER,
    Role.EDITOR,
    Role.REGIONAL_COORDINATOR,
    Role.CASE_AUTHOR,
)


def memberships_of(person_id: int, day: dt.date) -> QuerySet[Membership]:
    """Somebody's memberships of the current organisation that hold on a day."""
    return Membership.objects.filter(active_on(day), person_id=person_id).order_by("pk")


def in_role_order(memberships: Sequence[Membership]) -> list[Membership]:
    """The same memberships, the most likely one to be used first."""
    return sorted(memberships, key=lambda each: (ROLE_ORDER.index(each.role), each.pk))


def members() -> QuerySet[Organisation]:
    """The care organisations, in their fixed order."""
    return Organisation.objects.filter(kind="member").select_related("site")


# People of an organisation ------------------------------------------------------------------------


def people_of(day: dt.date) -> QuerySet[Membership]:
    """Every membership of the current organisation that holds on a day or starts later.

    Each row has `invited_at` and `bounced_at` of its last invitation; one query.
    """
    invitations = Invitation.objects.filter(membership=OuterRef("pk")).order_by("-sent_at", "-pk")
    return (
        Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day))
        .select_related("person", "team")
        .annotate(
            invited_at=Subquery(invitations.values("sent_at")[:1]),
            bounced_at=Subquery(invitations.values("bounced_at")[:1]),
        )
    )


def searched_people(memberships: Iterable[Membership], text: str) -> list[Membership]:
    """Those whose shown name or address has every word of the text, by name, capitals and accents apart."""
    words = plain(text).split()
    found = [
        each
        for each in memberships
        if all(word in plain(f"{each.shown_name} {each.person.email}") for word in words)
    ]
    return sorted(found, key=lambda each: (plain(each.shown_name), each.pk))


@dataclass(frozen=True)
class Colleague:
    """Somebody with all her roles here."""

    person_id: int
    name: str
    email: str
    memberships: tuple[Membership, ...]

    @property
    def telling(self) -> Membership:
        """The role that says how it is with the account: used, or came back, or simply the first."""
        used = [each for each in self.memberships if each.activated_at]
        came_back = [each for each in self.memberships if getattr(each, "bounced_at", None)]
        return (used or came_back or list(self.memberships))[0]


def by_person(memberships: Iterable[Membership]) -> list[Colleague]:
    """The same memberships, gathered per person, in the order in which people come first."""
    gathered: dict[int, list[Membership]] = {}
    for each in memberships:
        gathered.setdefault(each.person_id, []).append(each)
    return [
        Colleague(person_id, roles[0].shown_name, roles[0].person.email, tuple(roles))
        for person_id, roles in gathered.items()
    ]


def people_who_left(day: dt.date) -> QuerySet[Membership]:
    """Every membership of the current organisation that ended before a day, the latest end first; one query."""
    return Membership.objects.filter(ends__lt=day).select_related("person", "team").order_by("-ends", "pk")


def may_correct_address_of(membership: Membership, *, by_role: str) -> bool:
    """Would `organisations.services.correct_address` do it? One query."""
    today = timezone.localdate()
    rows = Membership.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), person=membership.person_id)
    found = list(rows.values_list("role", "activated_at"))
    return may_correct_address(
        [role for role, _used in found], has_been_used=any(used for _role, used in found), by_role=by_role
    )


def role_counts(day: dt.date) -> dict[str, int]:
    """How many people hold each role of the current organisation on a day; one query."""
    rows = Membership.objects.filter(active_on(day)).order_by("role").values_list("role")
    return dict(rows.annotate(number=Count("person", distinct=True)))


def administrators(day: dt.date) -> list[Membership]:
    """Who manages an organisation on a day, of every organisation that the caller may read, by name; one query."""
    rows = Membership.objects.filter(active_on(day), role=Role.ORG_ADMIN).select_related("person")
    return searched_people(rows, "")


def supervisors_of_team(team_id: int | None, day: dt.date) -> list[Membership]:
    """The supervisors of a team on a day, by name; nobody without a team."""
    if team_id is None:
        return []
    rows = Membership.objects.filter(active_on(day), role=Role.SUPERVISOR, team=team_id)
    return searched_people(rows.select_related("person"), "")
