"""Reads of groups: whose they are, and what their trainer may see of the people in them."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from cohorts.models import Cohort, CohortTrainer, Enrolment
from cohorts.rules import AFTERWARDS, BoardRow, need_of
from gatherings.registry import Group
from modules.models import ModuleProgress
from modules.queries import published_modules
from organisations.enums import Role
from organisations.models import Invitation, Membership, Organisation, active_on
from organisations.rules import MINIMUM_GROUP, Subject, may_see_status, plain, showable_counts
from people.models import Person
from people.sight import EVERYBODY, reads_for
from selfscan.models import ScanRun
from selfscan.queries import ScanState, scan_states

NOTHING_DONE = ScanState(finished_on=None, is_shared=False)


def not_ended(day: dt.date) -> Q:
    return Q(ends__isnull=True) | Q(ends__gte=day)


def is_looked_after(day: dt.date, *, of: str = "") -> Q:
    """The condition of `rules.is_looked_after` for groups, or for rows that lead to one by `of` ("cohort__")."""
    return Q(**{f"{of}ends__isnull": True}) | Q(**{f"{of}ends__gte": day - AFTERWARDS})


# Whose group ----------------------------------------------------------------------------------------


def cohorts_of(trainer: Person) -> QuerySet[Cohort]:
    """The groups of the current organisation that this trainer looks after: not those that ended long ago."""
    return every_cohort_of(trainer).filter(is_looked_after(timezone.localdate()))


def every_cohort_of(trainer: Person) -> QuerySet[Cohort]:
    """The same with those that ended long ago: she sees their name and days, and nobody in them."""
    return Cohort.objects.filter(trainers__person=trainer)


def cohorts_with_counts(trainer: Person, today: dt.date) -> QuerySet[Cohort]:
    """Every group of hers, also those that are over, each with `people`: how many take part now."""
    works_here = Exists(_memberships(OuterRef("person"), today))
    current = Enrolment.objects.filter(not_ended(today), works_here, cohort=OuterRef("pk")).order_by()
    people = current.values("cohort").annotate(number=Count("pk")).values("number")
    return every_cohort_of(trainer).annotate(people=Coalesce(Subquery(people), 0))


def names_of_cohorts(keys: Iterable[int]) -> dict[int, str]:
    """What groups of the current organisation are called, by key."""
    return dict(Cohort.objects.filter(pk__in=list(keys)).values_list("pk", "name"))


def trainers_of(person: Person) -> list[Person]:
    """The practice trainers of somebody's groups in the current organisation."""
    today = timezone.localdate()
    enrolments = Enrolment.objects.filter(not_ended(today), is_looked_after(today, of="cohort__"))
    groups = enrolments.filter(person=person).values("cohort")
    works_here = Membership.objects.filter(
        active_on(today), person=OuterRef("person"), role=Role.PRACTICE_TRAINER
    )
    rows = CohortTrainer.objects.filter(Exists(works_here), cohort__in=groups).exclude(person=person)
    return list(dict.fromkeys(row.person for row in rows.select_related("person")))


@dataclass(frozen=True)
class Looking:
    """Somebody who looks after a group, under the name by which she is known here."""

    person_id: int
    name: str
    works_here: bool


def trainers_in(cohort: Cohort) -> list[Looking]:
    """Who looks after a group, the first one first; two queries."""
    return trainers_by_cohort([cohort])[cohort.pk]


def trainers_by_cohort(cohorts: Iterable[Cohort]) -> dict[int, list[Looking]]:
    """For each group who looks after it; two queries, whatever the number."""
    names = {each.person_id: each.shown_name for each in trainers_here(timezone.localdate())}
    found: dict[int, list[Looking]] = {cohort.pk: [] for cohort in cohorts}
    for row in CohortTrainer.objects.filter(cohort__in=list(found)).select_related("person").order_by("pk"):
        name = names.get(row.person_id, str(row.person))
        found[row.cohort_id].append(Looking(row.person_id, name, row.person_id in names))
    return found


def trainers_here(today: dt.date) -> list[Membership]:
    """Who signed in to the current organisation and works here as a practice trainer, by name; one query."""
    rows = Membership.objects.filter(
        active_on(today), role=Role.PRACTICE_TRAINER, activated_at__isnull=False
    ).select_related("person")
    # Two rows of one role are one trainer.
    found = {each.person_id: each for each in rows.order_by("-pk")}
    return sorted(found.values(), key=lambda each: (plain(each.shown_name), each.pk))


def groups_looked_after(trainer: Person) -> list[Group]:
    """The groups that a trainer looks after, with who takes part in each now; two queries."""
    today = timezone.localdate()
    cohorts = list(cohorts_of(trainer))
    people: dict[int, set[int]] = defaultdict(set)
    for cohort, person in Enrolment.objects.filter(not_ended(today), cohort__in=cohorts).values_list(
        "cohort", "person"
    ):
        people[cohort].add(person)
    return [Group(cohort.pk, cohort.name, frozenset(people[cohort.pk])) for cohort in cohorts]


# The board ------------------------------------------------------------------------------------------


def _memberships(person: Any, today: dt.date) -> QuerySet[Membership]:
    return Membership.objects.filter(not_ended(today), person=person, role=Role.SUPERVISOR).order_by("starts")


def enrolments_in(cohorts: Iterable[Cohort], today: dt.date) -> QuerySet[Enrolment]:
    """Everybody who takes part now and works here as a supervisor, in one query.

    Each row has `shown_as` (the typed name), `activated_at` (first sign-in here), `membership_id`,
    `invited_at` and `bounced_at` (of the last invitation), `modules_total` (of the curriculum now).
    """
    memberships = _memberships(OuterRef("person"), today)
    invitations = Invitation.objects.filter(
        membership__person=OuterRef("person"), membership__role=Role.SUPERVISOR
    ).order_by("-sent_at", "-pk")
    return (
        Enrolment.objects.filter(not_ended(today), cohort__in=list(cohorts))
        .select_related("person", "cohort")
        .annotate(
            membership_id=Subquery(memberships.values("pk")[:1]),
            shown_as=Subquery(memberships.values("display_name")[:1]),
            activated_at=Subquery(memberships.values("activated_at")[:1]),
            invited_at=Subquery(invitations.values("sent_at")[:1]),
            bounced_at=Subquery(invitations.values("bounced_at")[:1]),
            modules_total=Subquery(_how_many_modules()),
        )
        .filter(membership_id__isnull=False)
        .order_by("-cohort__starts", "pk")
    )


def _how_many_modules() -> QuerySet[Any]:
    modules: QuerySet[Any] = published_modules().order_by().values("live")
    counted: QuerySet[Any] = modules.annotate(number=Count("pk")).values("number")
    return counted


@dataclass(frozen=True)
class Progress:
    """How far somebody is online: how many modules, and the last one with its day."""

    has_begun: bool = False
    modules_done: int = 0
    modules_whole: int = 0
    milestone: str = ""
    milestone_key: str = ""
    milestone_on: dt.date | None = None


def progress_by_person(people: Iterable[int]) -> dict[int, Progress]:
    """For each person who began: how many modules are online af and wholly done, and the last; one query."""
    rows = ModuleProgress.objects.filter(person__in=list(people), module__live=True).values_list(
        "person_id", "steps_done", "online_done_on", "module__key", "module__title", "whole_done_on"
    )
    begun: set[int] = set()
    done: dict[int, list[tuple[dt.date, str, str]]] = defaultdict(list)
    whole: Counter[int] = Counter()
    for person_id, steps_done, online_done_on, key, title, whole_done_on in rows:
        whole[person_id] += whole_done_on is not None
        if steps_done:
            begun.add(person_id)
        if online_done_on:
            done[person_id].append((online_done_on, key, title))
    found = {}
    for person_id in begun | done.keys():
        last_on, last_key, title = max(done[person_id], default=(None, "", ""))
        found[person_id] = Progress(True, len(done[person_id]), whole[person_id], title, last_key, last_on)
    return found


def board_of(
    cohorts: Iterable[Cohort], *, viewer: Person, organisation: Organisation, today: dt.date
) -> list[BoardRow]:
    """Everybody in these groups, each person once, with what a practice trainer may see.

    Three queries for any number of people. Of somebody who did not sign in here yet nothing shows but the
    invitation, whatever she does elsewhere.
    """
    enrolments: list[Any] = list(enrolments_in(cohorts, today))
    active = {row.person_id for row in enrolments if row.activated_at}
    shows_scan = may_see_status(Role.PRACTICE_TRAINER, Subject.SCAN_DONE)
    shows_progress = may_see_status(Role.PRACTICE_TRAINER, Subject.PROGRESS)
    with reads_for(active, "the board of a group"):
        scans = scan_states(active, viewer=viewer, organisation=organisation) if shows_scan else {}
        progress = progress_by_person(active) if shows_progress else {}
    rows: dict[int, BoardRow] = {}
    for enrolment in enrolments:
        known = rows.get(enrolment.person_id)
        if known:
            names = (*known.cohort_names, enrolment.cohort.name)
            rows[enrolment.person_id] = replace(known, cohort_names=names)
            continue
        rows[enrolment.person_id] = _board_row(
            enrolment,
            scans.get(enrolment.person_id, NOTHING_DONE),
            progress.get(enrolment.person_id, Progress()),
            today,
        )
    return list(rows.values())


def _board_row(enrolment: Any, scan: ScanState, progress: Progress, today: dt.date) -> BoardRow:
    is_active = enrolment.activated_at is not None
    name = str(enrolment.person) if is_active else enrolment.shown_as or str(enrolment.person)
    invited_on = timezone.localdate(enrolment.invited_at) if enrolment.invited_at else None
    has_bounced = enrolment.bounced_at is not None
    return BoardRow(
        person_id=enrolment.person_id,
        membership_id=enrolment.membership_id,
        name=name,
        email=enrolment.person.email,
        enrolled_on=enrolment.enrolled_on,
        is_active=is_active,
        invited_on=invited_on,
        has_bounced=has_bounced,
        scan_done=scan.finished_on is not None,
        scan_shared=scan.is_shared,
        shared_until=scan.shared_until,
        has_begun=progress.has_begun,
        modules_done=progress.modules_done,
        modules_total=enrolment.modules_total or 0,
        modules_whole=progress.modules_whole,
        milestone=progress.milestone,
        milestone_key=progress.milestone_key,
        milestone_on=progress.milestone_on,
        cohort_id=enrolment.cohort_id,
        cohort_names=(enrolment.cohort.name,),
        need=need_of(is_active=is_active, invited_on=invited_on, has_bounced=has_bounced, today=today),
    )


# Figures --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """The totals of one organisation; None where a total may not be shown."""

    organisation: Organisation
    supervisors: int | None
    counts: tuple[int | None, ...]


def figures_of(organisations: Iterable[Organisation], today: dt.date) -> list[Figures]:
    """Per organisation: supervisors, of whom signed in, scan finished, a module online af; one query.

    The caller says `all_organisations`. Nothing under five people, and nothing from which one answer follows.
    """
    sums = _sums(today)
    return [_figures(organisation, sums.get(organisation.pk)) for organisation in organisations]


def _sums(today: dt.date) -> dict[int, Mapping[str, Any]]:
    supervisors = Membership.objects.filter(active_on(today), role=Role.SUPERVISOR)
    here = Q(activated_at__isnull=False)
    scanned = Exists(ScanRun.objects.filter(person=OuterRef("person"), finished_at__isnull=False))
    completed = Exists(ModuleProgress.objects.filter(person=OuterRef("person"), online_done_on__isnull=False))
    rows = (
        supervisors.order_by("organisation")
        .annotate(scanned=scanned, completed=completed)
        .values("organisation")
        .annotate(
            people=Count("person", distinct=True),
            signed_in=Count("person", filter=here, distinct=True),
            with_scan=Count("person", filter=here & Q(scanned=True), distinct=True),
            with_module=Count("person", filter=here & Q(completed=True), distinct=True),
        )
    )
    with reads_for(EVERYBODY, "sums of an organisation"):
        return {row["organisation"]: row for row in rows}


def _figures(organisation: Organisation, row: Mapping[str, Any] | None) -> Figures:
    whole = row["people"] if row else 0
    parts = [row["signed_in"], row["with_scan"], row["with_module"]] if row else [0, 0, 0]
    return Figures(
        organisation=organisation,
        supervisors=whole if whole >= MINIMUM_GROUP else None,
        counts=tuple(showable_counts(whole, parts)),
    )
