"""Reads of assignments: one's own, and what somebody who was asked to look along sees of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from modules.assignments import SHOWN, roles_to_ask
from modules.followers import trainers_of
from modules.models import (
    AssignmentFile,
    HandIn,
    HandInEvent,
    HandInEventKind,
    LookAlong,
    ModulePage,
)
from organisations.enums import Role
from organisations.models import Membership, active_on
from people.models import Person
from people.sight import reads_for


def hand_in_of(person: Person, module: ModulePage) -> HandIn | None:
    """Her work on a module with its files and all that happened to it; three queries, one when there is none."""
    return _whole().filter(person=person, module=module).first()


def hand_in_state(person: Person, module: ModulePage) -> str:
    """Where her work on a module is; empty before she began."""
    rows = HandIn.objects.filter(person=person, module=module).values_list("state", flat=True)
    return rows.first() or ""


def _whole() -> QuerySet[HandIn]:
    events = HandInEvent.objects.select_related("by").order_by("pk")
    return HandIn.objects.select_related("signed_off_by", "learner", "team_leader").prefetch_related(
        "files", Prefetch("events", queryset=events)
    )


@dataclass(frozen=True)
class Asking:
    """Whom she can ask to look along at the assignment of a module."""

    trainers: Sequence[Person]
    learners: Sequence[Membership]
    team_leaders: Sequence[Membership]


def whom_to_ask(person: Person, module: ModulePage) -> Asking:
    """The trainers of her groups; who works here as a colleague-in-training; the leader of her team, if she is asked."""
    today = timezone.localdate()
    roles = roles_to_ask(module.assignment_reader)
    wanted = Q(role=Role.LEARNER)
    if Role.TEAM_LEADER in roles:
        own = Membership.objects.filter(
            active_on(today), person=person, role=Role.SUPERVISOR, team__isnull=False
        )
        wanted |= Q(role=Role.TEAM_LEADER, team__in=own.values("team"))
    rows = list(
        Membership.objects.filter(active_on(today), wanted)
        .exclude(person=person)
        .select_related("person")
        .order_by("person__name", "pk")
    )
    return Asking(
        trainers=trainers_of(person),
        learners=[row for row in rows if row.role == Role.LEARNER],
        team_leaders=[row for row in rows if row.role == Role.TEAM_LEADER],
    )


# Looking along ------------------------------------------------------------------------------------


def looks_of(viewer: Person, role: str) -> list[LookAlong]:
    """What somebody is asked by name to look along at, in the role that she works in; the newest first."""
    rows = LookAlong.objects.filter(viewer=viewer, role=role).select_related("owner")
    return list(rows.order_by("-since", "-pk"))


def look_of(viewer: Person, role: str, hand_in_id: int) -> LookAlong | None:
    """That she was asked to look along at this one: by name, or as a trainer of a group of its owner."""
    look = (
        LookAlong.objects.filter(hand_in__pk=hand_in_id, role=role)
        .exclude(owner=viewer)
        .select_related("owner", "organisation")
        .first()
    )
    if look is None:
        return None
    is_asked = (
        viewer in trainers_of(look.owner) if role == Role.PRACTICE_TRAINER else look.viewer_id == viewer.pk
    )
    return look if is_asked else None


@dataclass(frozen=True)
class Shown:
    """What somebody who looks along sees: the text as it was handed in last, its files, and what was said."""

    work: HandIn
    text: str
    version: int
    files: Sequence[AssignmentFile]
    events: Sequence[HandInEvent]


def shown_to(look: LookAlong) -> Shown | None:
    """The hand-in as it was given; None when it was taken back meanwhile."""
    with reads_for([look.owner_id], "an assignment that was handed in"):
        work = _whole().filter(pk=look.hand_in_id, state__in=SHOWN).first()
        if work is None:
            return None
        events = list(work.events.all())
        given = [event for event in events if event.kind == HandInEventKind.HANDED_IN]
        if not given:
            return None
        files = [file for file in work.files.all() if file.is_shown]
    first = given[-look.times :][0]
    since = [event for event in events if event.pk >= first.pk]
    return Shown(work, given[-1].text, given[-1].pk, files, _told(since, look))


def _told(events: list[HandInEvent], look: LookAlong) -> list[HandInEvent]:
    """A trainer reads everything that was said since it was given to her; others what they themselves said."""
    if look.role == Role.PRACTICE_TRAINER:
        return events
    return [event for event in events if event.by_id == look.viewer_id]


def own_file(person: Person, hand_in_id: int, key: UUID) -> AssignmentFile | None:
    """A file of her own."""
    return AssignmentFile.objects.filter(person=person, hand_in__pk=hand_in_id, key=key).first()


def shown_file(look: LookAlong, key: UUID) -> AssignmentFile | None:
    """A file that was handed in with what somebody looks along at."""
    with reads_for([look.owner_id], "a file with an assignment that was handed in"):
        return AssignmentFile.objects.filter(
            hand_in=look.hand_in_id, key=key, is_shown=True, hand_in__state__in=SHOWN
        ).first()
