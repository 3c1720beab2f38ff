"""Handing in, and taking back."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from modules.assignments import is_whole, may_withdraw, may_write, roles_to_ask
from modules.followers import waits_for_trainers
from modules.models import (
    HandIn,
    HandInEvent,
    HandInEventKind,
    HandInState,
    LookAlong,
    LookStand,
    ModulePage,
    ModuleProgress,
)
from modules.services.assignments.drafting import Locked, StaleDraft, locked_hand_in
from modules.services.assignments.telling import tell_viewer
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import all_organisations
from people.audit import record
from people.enums import Verb
from people.models import Person


class NothingThere(Exception):
    """There is no text and no file to hand in."""


class NobodyAsked(Exception):
    """She chose nobody to look along."""


@transaction.atomic
def hand_in(*, person: Person, module: ModulePage, organisation: Organisation, uuid: UUID) -> HandIn:
    """Give her draft and files to whom she chose. The same UUID again changes nothing.

    Raises Locked while somebody looks along and once it is signed off, StaleDraft for a UUID of an earlier time,
    NothingThere and NobodyAsked for what can't be handed in.
    """
    work = locked_hand_in(person, module)
    is_sent_before = work.events.filter(uuid=uuid).exists()
    if is_sent_before and work.state == HandInState.HANDED_IN:
        return work
    if not may_write(work.state):
        raise Locked(work)
    if is_sent_before:
        raise StaleDraft(work)
    if not work.text.strip() and not work.files.exists():
        raise NothingThere
    asked = _asked(work, module)
    if not asked:
        raise NobodyAsked
    now = timezone.now()
    if work.state != HandInState.MORE_ASKED:  # handing it in before is what set the tick then
        work.was_ticked = _is_ticked(person, module)
    work.state, work.organisation = HandInState.HANDED_IN, organisation
    work.handed_in_at = work.changed_at = now
    work.save(update_fields=["state", "organisation", "handed_in_at", "was_ticked", "changed_at"])
    HandInEvent.objects.create(
        person=person,
        hand_in=work,
        kind=HandInEventKind.HANDED_IN,
        by=person,
        by_role=Role.SUPERVISOR,
        text=work.text,
        uuid=uuid,
        at=now,
    )
    work.files.update(is_shown=True)
    record(Verb.HANDED_IN, actor=person, subject=person, about=work)
    mark_assignment_done(person=person, module=module, done=True)
    _ask(work, organisation, asked, now)
    return work


def _asked(work: HandIn, module: ModulePage) -> dict[str, int | None]:
    """Role → who; nobody in particular for the trainers."""
    wanted: dict[str, int | None] = {}
    if work.asks_trainer:
        wanted[Role.PRACTICE_TRAINER] = None
    if work.learner_id:
        wanted[Role.LEARNER] = work.learner_id
    if work.team_leader_id:
        wanted[Role.TEAM_LEADER] = work.team_leader_id
    return {role: viewer for role, viewer in wanted.items() if role in roles_to_ask(module.assignment_reader)}


def _ask(work: HandIn, organisation: Organisation, asked: dict[str, int | None], now: dt.datetime) -> None:
    """One row per role: who isn't asked any more sees it no more, who is asked anew is told."""
    with all_organisations("who looks along at a hand-in, wherever it was handed in before"):
        stay = LookAlong.objects.filter(hand_in=work, organisation=organisation, role__in=asked)
        LookAlong.objects.filter(hand_in=work).exclude(
            pk__in=list(stay.values_list("pk", flat=True))
        ).delete()
    for role, viewer_id in asked.items():
        look, is_new = LookAlong.objects.get_or_create(
            hand_in=work,
            role=role,
            defaults={
                "organisation": organisation,
                "owner_id": work.person_id,
                "viewer_id": viewer_id,
                "module_key": work.module_key,
                "title": work.title,
                "since": now,
            },
        )
        is_other = look.viewer_id != viewer_id
        if not is_new:
            look.viewer_id, look.stand, look.since = viewer_id, LookStand.WAITING, now
            look.times = 1 if is_other else look.times + 1
            look.save(update_fields=["viewer", "stand", "since", "times"])
        if role == Role.PRACTICE_TRAINER:
            waits_for_trainers(look)
        elif is_new or is_other:
            tell_viewer(look, organisation)


@transaction.atomic
def take_back(*, person: Person, module: ModulePage, uuid: UUID) -> HandIn:
    """Take it back: nobody looks along any more, and she can write in it. Raises Locked once it is signed off.

    The tick "gedaan" that handing in set goes; one of her own, from before, stays.
    """
    work = locked_hand_in(person, module)
    if may_write(work.state) and not may_withdraw(work.state):
        return work
    if not may_withdraw(work.state):
        raise Locked(work)
    work.state, work.changed_at = HandInState.WITHDRAWN, timezone.now()
    work.save(update_fields=["state", "changed_at"])
    HandInEvent.objects.create(
        person=person,
        hand_in=work,
        kind=HandInEventKind.WITHDRAWN,
        by=person,
        by_role=Role.SUPERVISOR,
        uuid=uuid,
    )
    work.files.update(is_shown=False)
    with all_organisations("who looks along at a hand-in that is taken back"):
        LookAlong.objects.filter(hand_in=work).delete()
    record(Verb.WITHDREW_ASSIGNMENT, actor=person, subject=person, about=work)
    if not work.was_ticked:
        mark_assignment_done(person=person, module=module, done=False)
    return work


# What a module remembers of it --------------------------------------------------------------------


def _is_ticked(person: Person, module: ModulePage) -> bool:
    done = ModuleProgress.objects.filter(person=person, module=module, assignment_done_on__isnull=False)
    return done.exists()


def mark_assignment_done(*, person: Person, module: ModulePage, done: bool) -> ModuleProgress:
    """Set or clear that the assignment was done, in her own words or by handing it in; in the caller's transaction."""
    progress, _created = ModuleProgress.objects.select_for_update().get_or_create(
        person=person, module=module
    )
    if done != bool(progress.assignment_done_on):
        progress.assignment_done_on = timezone.localdate() if done else None
        progress.updated = timezone.now()
        settle_whole(progress, module, timezone.localdate())
        progress.save(update_fields=["assignment_done_on", "whole_done_on", "updated"])
    return progress


def mark_signed_off(*, person_id: int, module: ModulePage, day: dt.date) -> ModuleProgress:
    """Remember the day on which the assignment was signed off; in the caller's transaction."""
    progress, _created = ModuleProgress.objects.select_for_update().get_or_create(
        person_id=person_id, module=module
    )
    progress.assignment_done_on = progress.assignment_done_on or day
    progress.assignment_signed_on = progress.assignment_signed_on or day
    settle_whole(progress, module, day)
    progress.save(update_fields=["assignment_done_on", "assignment_signed_on", "whole_done_on"])
    return progress


def settle_whole(progress: ModuleProgress, module: ModulePage, day: dt.date) -> None:
    """Put the day on which a module became wholly done into its progress; it stays, unless her own tick goes."""
    whole = is_whole(
        online_done=progress.online_done_on is not None,
        has_assignment=bool(module.assignment_title),
        asks_sign_off=module.asks_sign_off,
        ticked=progress.assignment_done_on is not None,
        signed_off=progress.assignment_signed_on is not None,
        is_wholly_kept=module.is_wholly_kept,
    )
    if whole:
        progress.whole_done_on = progress.whole_done_on or day
    elif not module.asks_sign_off:
        progress.whole_done_on = None
