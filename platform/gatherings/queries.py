"""Reads of gatherings: whose they are, who may take part, what people keep of them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils import timezone
from django.utils.text import slugify
from wagtail.rich_text import RichText

from gatherings.discussion import Form, Step, minutes_of_steps
from gatherings.enums import State
from gatherings.models import Attendance, Gathering, Participation, Takeaway
from gatherings.registry import groups_of
from gatherings.rules import may_lead
from modules.bringing.queries import brought_by
from modules.bringing.rules import Stage
from modules.models import BroughtCase
from modules.queries import case_index
from organisations.enums import Role
from organisations.models import Membership, active_on
from organisations.rules import plain
from people.models import Person
from people.sight import reads_for

MOST_FOUND = 20
FEWEST_LETTERS = 2


# Ways to discuss --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Offered:
    """A way to discuss that can be chosen: the key of its block, and the name in its address."""

    key: str
    slug: str
    form: Form


def offered_forms() -> list[Offered]:
    """The ways to discuss a case, as the editors keep them."""
    index = case_index()
    found = []
    for block in index.discussion_forms if index else []:
        value = block.value
        steps = [_source(text) for text in value["steps"]]
        if not steps:  # nothing to lead
            continue
        minutes = minutes_of_steps(value["minutes"], len(steps), list(value.get("step_minutes") or []))
        form = Form(
            name=value["name"],
            minutes=sum(minutes) or value["minutes"],
            group=value["group"],
            caution=_source(value["caution"]),
            steps=tuple(Step(text, each) for text, each in zip(steps, minutes, strict=True)),
        )
        found.append(Offered(str(block.id), slugify(value["name"]), form))
    return found


def _source(value: RichText | str | None) -> str:
    return value.source if isinstance(value, RichText) else str(value or "")


# Gatherings -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """A gathering as one person sees it."""

    gathering: Gathering
    people: tuple[Participation, ...]
    takes_part: bool
    leads: bool
    # Who made it is gone, and it has not ended: whoever takes part may go on with it.
    is_left: bool
    # Whom she sees by name: everybody when she takes part, otherwise the people of her own groups.
    named: tuple[Participation, ...]

    @property
    def others(self) -> int:
        """How many more take part than she sees by name."""
        return len(self.people) - len(self.named)

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.gathering.state


def gatherings_for(person: Person, role: str) -> list[Seen]:
    """The gatherings in which somebody takes part, and for a trainer also those of people in her groups.

    Three queries, whatever the number; a trainer's groups come on top.
    """
    looked_after = _looked_after(person, role)
    return _seen(_visible(person, looked_after), person, role, looked_after)


def gathering_for(person: Person, role: str, key: int) -> Seen | None:
    """One of these, or None."""
    looked_after = _looked_after(person, role)
    rows = _visible(person, looked_after).filter(pk=key)
    return next(iter(_seen(rows, person, role, looked_after)), None)


def _looked_after(person: Person, role: str) -> frozenset[int]:
    """The people in the groups of a trainer; of anybody else none."""
    groups = groups_of(person) if role == Role.PRACTICE_TRAINER else []
    return frozenset(key for group in groups for key in group.people)


def _visible(person: Person, looked_after: frozenset[int]) -> QuerySet[Gathering]:
    mine = Participation.objects.filter(person_id__in={person.pk} | looked_after)
    return Gathering.objects.filter(pk__in=mine.values("gathering"))


def _seen(rows: QuerySet[Gathering], person: Person, role: str, looked_after: frozenset[int]) -> list[Seen]:
    people = Prefetch("participations", Participation.objects.select_related("person").order_by("pk"))
    leaders = _who_takes_part(timezone.localdate()).filter(person=OuterRef("leader"))
    rows = rows.annotate(has_leader=Exists(leaders)).select_related("leader", "case")
    found = list(rows.prefetch_related(people))
    return [_one(gathering, person, role, looked_after) for gathering in found]


def _one(gathering: Any, person: Person, role: str, looked_after: frozenset[int]) -> Seen:
    people = tuple(gathering.participations.all())
    takes_part = any(each.person_id == person.pk for each in people)
    is_left = not gathering.has_leader and gathering.state is not State.ENDED
    return Seen(
        gathering=gathering,
        people=people,
        takes_part=takes_part,
        leads=may_lead(
            person_id=person.pk,
            role=role,
            leader_id=gathering.leader_id,
            takes_part=takes_part,
            is_left=is_left,
        ),
        is_left=is_left,
        named=people if takes_part else tuple(each for each in people if each.person_id in looked_after),
    )


# Who may take part ------------------------------------------------------------------------------------


def candidates(today: dt.date) -> QuerySet[Membership]:
    """Who works here as a supervisor or practice trainer and has signed in: those can be asked."""
    return _who_takes_part(today).filter(activated_at__isnull=False).select_related("person")


def _who_takes_part(today: dt.date) -> QuerySet[Membership]:
    return Membership.objects.filter(active_on(today), role__in=[Role.SUPERVISOR, Role.PRACTICE_TRAINER])


def found_people(text: str, today: dt.date, *, without: Iterable[int]) -> list[Person]:
    """At most twenty whose name has every word, for two letters and more; who takes part already is left out."""
    if len(text.strip()) < FEWEST_LETTERS:
        return []
    return _named(candidates(today).exclude(person__in=list(without)), text)[:MOST_FOUND]


def colleagues_of(person: Person, today: dt.date, *, without: Iterable[int]) -> list[Person]:
    """Who works in the same team, by name."""
    teams = Membership.objects.filter(active_on(today), person=person, team__isnull=False).values("team")
    rows = candidates(today).filter(team__in=teams).exclude(person__in=[*without, person.pk])
    return _named(rows)


@dataclass(frozen=True)
class GroupChoice:
    """A trainer's group, with who in it does not take part yet and can be asked."""

    key: int
    name: str
    people: tuple[Person, ...]


def groups_to_ask(trainer: Person, today: dt.date, *, without: Iterable[int]) -> list[GroupChoice]:
    """The groups of a trainer; those of which everybody takes part are left out."""
    groups = groups_of(trainer)
    if not groups:
        return []
    known = _named(candidates(today).exclude(person__in=list(without)))
    return [
        GroupChoice(group.key, group.name, found)
        for group in groups
        if (found := tuple(each for each in known if each.pk in group.people))
    ]


def _named(rows: Iterable[Membership], text: str = "") -> list[Person]:
    """Each person once, by name, whose name has every word; an address is nobody's to search."""
    words = plain(text).split()
    found = [row for row in rows if all(word in plain(row.shown_name) for word in words)]
    found.sort(key=lambda row: (plain(row.shown_name), row.pk))
    return list({row.person_id: row.person for row in found}.values())


def may_be_asked(person_id: int, today: dt.date) -> bool:
    """Works she here, in a role that takes part?"""
    return candidates(today).filter(person=person_id).exists()


# What it is about -------------------------------------------------------------------------------------


def own_brought_cases(person: Person) -> list[BroughtCase]:
    """What somebody brought in herself and did not take back: she may put it on the table."""
    return [told.brought for told in brought_by(person) if told.stage is not Stage.WITHDRAWN]


# What people keep -------------------------------------------------------------------------------------


def attendance_at(gathering: Gathering, people: Iterable[int]) -> dict[int, Attendance]:
    """Who of these people was there, by key; one query."""
    keys = list(people)
    with reads_for(keys, "who was at a gathering"):
        rows = Attendance.objects.filter(gathering=gathering, person__in=keys)
        return {row.person_id: row for row in rows}


def attendance_of(person: Person) -> list[Attendance]:
    """Where somebody was, the last first; everywhere she works."""
    return list(Attendance.objects.filter(person=person).select_related("organisation"))


def takeaway_of(person: Person, gathering: Gathering) -> Takeaway | None:
    """What she takes along herself, or None."""
    return Takeaway.objects.filter(person=person, gathering=gathering).first()


def takeaways_of(person: Person) -> QuerySet[Takeaway]:
    """Everything that somebody took along."""
    return Takeaway.objects.filter(person=person)


def shared_takeaways(gathering: Gathering, people: Iterable[int]) -> list[Takeaway]:
    """What those who took part share with each other; one query."""
    keys = list(people)
    with reads_for(keys, "what is shared within a gathering"):
        rows = Takeaway.objects.filter(gathering=gathering, person__in=keys, is_shared=True)
        return list(rows.select_related("person").order_by("pk"))
