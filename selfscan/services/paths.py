"""Paths: planned again whenever something changes on which they depend, and kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from competences.models import Evidence, Phase
from competences.services import replan
from modules.models import ModuleProgress
from modules.queries import progress_of
from organisations.models import Organisation
from people.models import Person
from people.sight import EVERYBODY, reads_for, seeing_as
from selfscan import queries
from selfscan.enums import Choice, PathReason
from selfscan.models import PathPreference, PathVersion, ScanAnswer, ScanRun, TraineeMoment
from selfscan.rules.arrange import move
from selfscan.rules.order import SOON
from selfscan.rules.plan import Plan, make_plan

PUT_ASIDE = (Choice.PARKED, Choice.KNOWN)


class NoScanError(Exception):
    """No scan was loaded yet."""


class MandatoryModuleError(Exception):
    """Everybody does this module: it can't be parked."""


def plan_again(*, person: Person, organisation: Organisation | None, reason: str, subject: str = "") -> None:
    """Write a new path for somebody who finished a scan; do nothing for who hasn't."""
    run = ScanRun.objects.select_related("version").filter(person=person, finished_at__isnull=False)
    newest = run.order_by("pk").last()
    if newest is None:
        return
    today = timezone.localdate()
    write_path(
        run=newest,
        reason=reason,
        subject=subject,
        answers=queries.answers_of(newest),
        evidence=queries.counting_evidence(person, newest, today),
        preference=queries.preference_of(person),
        progress=progress_of(person),
        today=today,
    )


def write_path(
    *,
    run: ScanRun,
    reason: str,
    subject: str,
    answers: Mapping[str, ScanAnswer],
    evidence: Iterable[Evidence],
    preference: PathPreference,
    progress: Mapping[str, ModuleProgress],
    today: dt.date,
) -> PathVersion:
    """Plan from what was read, and keep the path with the evidence it rests on."""
    rows = list(evidence)
    definition = queries.planning_definition(run.version)
    given = queries.plan_input(
        run=run,
        answers=answers,
        pieces=queries.pieces_of(rows, queries.stored_scan(run.version)),
        preference=preference,
        progress=progress,
        today=today,
        cases=queries.cases_to_play(rows),
    )
    plan = make_plan(definition, given)
    return PathVersion.objects.create(
        person_id=run.person_id,
        run=run,
        reason=reason,
        subject=subject,
        policy=plan.policy,
        evidence_ids=sorted(row.pk for row in rows),
        result=plan.as_stored() | {"following": given.following, "phase": given.phase},
    )


def plan_now(
    *,
    run: ScanRun | None,
    answers: Mapping[str, ScanAnswer],
    preference: PathPreference,
    progress: Mapping[str, ModuleProgress],
) -> Plan:
    """The path that would follow from the answers so far, or from none; computed, never stored.

    Raises NoScanError while no scan was loaded at all.
    """
    version = run.version if run else queries.current_version()
    if version is None:
        raise NoScanError
    given = queries.plan_input(
        run=run,
        answers=answers,
        pieces=tuple(queries.answer_pieces(run, answers).values()) if run else (),
        preference=preference,
        progress=progress,
        today=timezone.localdate(),
    )
    return make_plan(queries.planning_definition(version), given)


@transaction.atomic
def set_phase(
    *,
    person: Person,
    organisation: Organisation | None,
    phase: Phase | None,
    on: dt.date | None = None,
) -> None:
    """Say what she is busy with now (nobody: no phase), and a date for it when she knows one."""
    preference = _locked_preference(person)
    changed = preference.phase != phase
    preference.phase, preference.phase_answered = phase, True
    preference.save()
    added = False
    if phase and on:
        _, added = TraineeMoment.objects.get_or_create(person=person, phase=phase, on=on)
    if changed or added:
        reason = PathReason.PHASE_CHANGED if changed else PathReason.MOMENT_CHANGED
        replan(person=person, organisation=organisation, reason=reason, subject=phase.key if phase else "")


@transaction.atomic
def remove_moment(*, moment: TraineeMoment, organisation: Organisation | None) -> None:
    """Take one of somebody's dates away."""
    moment.delete()
    replan(person=moment.person, organisation=organisation, reason=PathReason.MOMENT_CHANGED)


@transaction.atomic
def choose_for_module(
    *,
    person: Person,
    organisation: Organisation | None,
    module: str,
    kind: Choice | None,
    reason: str = "",
    is_mandatory: bool = False,
) -> None:
    """Add, park, or claim a module, or take that back (no kind).

    Raises MandatoryModuleError for a module that everybody does.
    """
    if is_mandatory and kind in PUT_ASIDE:
        raise MandatoryModuleError(module)
    preference = _locked_preference(person)
    was_chosen = module in queries.chosen_modules(preference)
    if is_mandatory and kind is None and preference.choices.get(module, {}).get("kind") in PUT_ASIDE:
        return  # it comes back when everybody no longer has to do it
    preference.choices.pop(module, None)
    if kind:
        preference.choices[module] = {"kind": kind.value, "reason": reason}
    preference.save()
    if was_chosen != (kind == Choice.CHOSEN):
        replan(person=person, organisation=organisation, reason=PathReason.MODULE_CHOSEN, subject=module)


@transaction.atomic
def move_module(*, person: Person, path: list[str], module: str, by: int) -> None:
    """Move a module up (-1) or down (+1) in the path as she sees it; from then on it is her own order."""
    preference = _locked_preference(person)
    preference.order = move(path, module, by=by)
    preference.save()


@transaction.atomic
def follow_advice_again(*, person: Person) -> None:
    """Let go of her own order; what she added or parked stays."""
    preference = _locked_preference(person)
    preference.order = []
    preference.save()


def _locked_preference(person: Person) -> PathPreference:
    PathPreference.objects.get_or_create(person=person)
    return PathPreference.objects.select_for_update().get(person=person)


def plan_near_moments(*, today: dt.date) -> int:
    """Plan again for everybody with a date that came within six weeks since her newest path; say for how many.

    Safe to run more than once a day, and after days on which it didn't run.
    """
    newest = PathVersion.objects.filter(person=OuterRef("person")).order_by("-pk")
    near = TraineeMoment.objects.filter(on__range=(today, today + SOON)).annotate(
        planned_at=Subquery(newest.values("created_at")[:1])
    )
    with reads_for(EVERYBODY, "whose date came near"):
        people = {
            moment.person_id: moment.person
            for moment in near.select_related("person").filter(planned_at__isnull=False)
            if timezone.localdate(moment.planned_at) < moment.on - SOON
        }
    for person in people.values():
        with seeing_as(person.pk):
            replan(person=person, organisation=None, reason=PathReason.MOMENT_NEAR)
    return len(people)
