"""Reads of groups: whose they are, and what their trainer may see of the people in them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from cohorts.models import Cohort, CohortTrainer, Enrolment
from cohorts.rules import BoardRow, need_of
from modules.models import ModuleProgress
from modules.queries import published_modules
from organisations.enums import Role
from organisations.models import Invitation, Membership, Organisation, active_on
from organisations.rules import MINIMUM_GROUP, Subject, may_see_status, showable_counts
from people.models import Person
from people.sight import EVERYBODY, reads_for
from selfscan.models import ScanRun
from selfscan.queries import ScanState, scan_states

NOTHING_DONE = ScanState(finished_on=None, is_shared=False)


def _not_ended(day: dt.date) -> Q:
    return Q(ends__isnull=True) | Q(ends__gte=day)


# Whose group ----------------------------------------------------------------------------------------


def cohorts_of(trainer: Person) -> QuerySet[Cohort]:
    """The groups of the current organisation that this trainer looks after."""
    return Cohort.objects.filter(trainers__person=trainer)


def cohorts_with_counts(trainer: Person, today: dt.date) -> QuerySet[Cohort]:
    """The same groups, each with `people`: how many take part now."""
    works_here = Exists(_memberships(OuterRef("person"), today))
    current = Enrolment.objects.filter(_not_ended(today), works_here, cohort=OuterRef("pk")).order_by()
    people = current.values("cohort").annotate(number=Count("pk")).values("number")
    return cohorts_of(trainer).annotate(people=Coalesce(Subquery(people), 0))


def trainers_of(person: Person) -> list[Person]:
    """The practice trainers of somebody's groups in the current organisation."""
    today = timezone.localdate()
    groups = Enrolment.objects.filter(_not_ended(today), person=person).values("cohort")
    works_here = Membership.objects.filter(
        active_on(today), person=OuterRef("person"), role=Role.PRACTICE_TRAINER
    )
    rows = CohortTrainer.objects.filter(Exists(works_here), cohort__in=groups).exclude(person=person)
    return list(dict.fromkeys(row.person for row in rows.select_related("person")))


# The board ------------------------------------------------------------------------------------------


def _memberships(person: Any, today: dt.date) -> QuerySet[Membership]:
    return Membership.objects.filter(_not_ended(today), person=person, role=Role.SUPERVISOR).order_by(
        "starts"
    )


def enrolments_in(cohorts: Iterable[Cohort], today: dt.date) -> QuerySet[Enrolment]:
    """Everybody who takes part now and works here as a supervisor, in one query.

    Each row has `shown_as` (the typed name), `activated_at` (first sign-in here), `membership_id`,
    `invited_at` and `bounced_at` (of the last invitation).
    """
    memberships = _memberships(OuterRef("person"), today)
    invitations = Invitation.objects.filter(
        membership__person=OuterRef("person"), membership__role=Role.SUPERVISOR
    ).order_by("-sent_at", "-pk")
    return (
        Enrolment.objects.filter(_not_ended(today), cohort__in=list(cohorts))
        .select_related("person", "cohort")
        .annotate(
            membership_id=Subquery(memberships.values("pk")[:1]),
            shown_as=Subquery(memberships.values("display_name")[:1]),
            activated_at=Subquery(memberships.values("activated_at")[:1]),
            invited_at=Subquery(invitations.values("sent_at")[:1]),
            bounced_at=Subquery(invitations.values("bounced_at")[:1]),
        )
        .filter(membership_id__isnull=False)
        .order_by("-cohort__starts", "pk")
    )


@dataclass(frozen=True)
class Progress:
    """How far somebody is online: how many modules, and the last one with its day."""

    has_begun: bool = False
    modules_done: int = 0
    milestone: str = ""
    milestone_key: str = ""
    milestone_on: dt.date | None = None


def progress_by_person(people: Iterable[int]) -> dict[int, Progress]:
    """For each person who began: how many published modules are online af, and the last; one query."""
    rows = ModuleProgress.objects.filter(person__in=list(people), module__live=True).values_list(
        "person_id", "steps_done", "online_done_on", "module__key", "module__title"
    )
    begun: set[int] = set()
    done: dict[int, list[tuple[dt.date, str, str]]] = defaultdict(list)
    for person_id, steps_done, online_done_on, key, title in rows:
        if steps_done:
            begun.add(person_id)
        if online_done_on:
            done[person_id].append((online_done_on, key, title))
    found = {}
    for person_id in begun | done.keys():
        last_on, last_key, title = max(done[person_id], default=(None, "", ""))
        found[person_id] = Progress(True, len(done[person_id]), title, last_key, last_on)
    return found


def board_of(
    cohorts: Iterable[Cohort], *, viewer: Person, organisation: Organisation, today: dt.date
) -> list[BoardRow]:
    """Everybody in these groups, each person once, with what a practice trainer may see.

    Four queries for any number of people. Of somebody who did not sign in here yet nothing shows but the
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
        has_begun=progress.has_begun,
        modules_done=progress.modules_done,
        milestone=progress.milestone,
        milestone_key=progress.milestone_key,
        milestone_on=progress.milestone_on,
        cohort_id=enrolment.cohort_id,
        cohort_names=(enrolment.cohort.name,),
        need=need_of(is_active=is_active, invited_on=invited_on, has_bounced=has_bounced, today=today),
    )


def modules_total() -> int:
    """How many modules the curriculum has now."""
    return published_modules().count()


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
        by_organisation = {row["organisation"]: row for row in rows}
    return [_figures(organisation, by_organisation.get(organisation.pk)) for organisation in organisations]


def _figures(organisation: Organisation, row: Mapping[str, Any] | None) -> Figures:
    whole = row["people"] if row else 0
    parts = [row["signed_in"], row["with_scan"], row["with_module"]] if row else [0, 0, 0]
    return Figures(
        organisation=organisation,
        supervisors=whole if whole >= MINIMUM_GROUP else None,
        counts=tuple(showable_counts(whole, parts)),
    )
