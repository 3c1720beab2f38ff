"""What others do with a hand-in: ask for more, sign off, leave a reaction. Whether they may is looked at before."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from modules.assignments import SHOWN, may_judge
from modules.models import HandIn, HandInEvent, HandInEventKind, HandInState, LookAlong, LookStand
from modules.services.assignments.handing import mark_signed_off
from modules.services.assignments.telling import tell_owner
from organisations.enums import Role
from people.audit import record
from people.enums import Verb
from people.models import Person
from people.sight import acts_for


class Passed(Exception):
    """It has gone on meanwhile: somebody answered it, or it was taken back."""


class NewerVersion(Exception):
    """It was handed in again since it was read."""


@contextmanager
def _work_of(look: LookAlong, reason: str) -> Iterator[HandIn]:
    """The hand-in, locked, with the right to write in it as nobody else's."""
    with transaction.atomic(), acts_for(look.owner_id, reason):
        rows = HandIn.objects.select_for_update(of=("self",)).select_related("module", "person")
        work = rows.filter(pk=look.hand_in_id).first()
        if work is None:  # its owner removed it, or her account
            raise Passed
        yield work


def newest_version(work: HandIn) -> int:
    """Which time that it was handed in is the last: the key of that event, 0 before the first."""
    newest = work.events.filter(kind=HandInEventKind.HANDED_IN).order_by("-pk").first()
    return newest.pk if newest else 0


def ask_for_more(*, look: LookAlong, by: Person, question: str, uuid: UUID, version: int) -> HandIn:
    """Give it back with a question. The same UUID again changes nothing.

    Raises Passed when it isn't to be judged any more, NewerVersion when `version` isn't the last.
    """
    with _work_of(look, "asking for more about an assignment") as work:
        if work.events.filter(uuid=uuid).exists():
            return work
        _check(work, by, version)
        work.state, work.changed_at = HandInState.MORE_ASKED, timezone.now()
        work.save(update_fields=["state", "changed_at"])
        _note(work, HandInEventKind.MORE_ASKED, by, Role.PRACTICE_TRAINER, question, uuid)
        _answered(look, LookStand.ANSWERED)
        record(Verb.ASKED_MORE, subject=look.owner_id, about=work)
        tell_owner(work, look.organisation, by, signed_off=False)
    return work


def sign_off(*, look: LookAlong, by: Person, remark: str, uuid: UUID, version: int) -> HandIn:
    """Sign it off, once. The same UUID again changes nothing. Raises Passed and NewerVersion as above."""
    with _work_of(look, "signing off an assignment") as work:
        if work.events.filter(uuid=uuid).exists():
            return work
        _check(work, by, version)
        day = timezone.localdate()
        work.state, work.changed_at = HandInState.SIGNED_OFF, timezone.now()
        work.signed_off_by, work.signed_off_on = by, day
        work.save(update_fields=["state", "changed_at", "signed_off_by", "signed_off_on"])
        _note(work, HandInEventKind.SIGNED_OFF, by, Role.PRACTICE_TRAINER, remark, uuid)
        if work.module is not None:
            mark_signed_off(person_id=look.owner_id, module=work.module, day=day)
        _answered(look, LookStand.SIGNED_OFF)
        record(Verb.SIGNED_OFF, subject=look.owner_id, about=work)
        tell_owner(work, look.organisation, by, signed_off=True)
    return work


def react(*, look: LookAlong, by: Person, text: str, uuid: UUID) -> HandIn:
    """Leave a short reaction. Raises Passed when it was taken back meanwhile."""
    with _work_of(look, "a reaction to an assignment") as work:
        if work.events.filter(uuid=uuid).exists():
            return work
        if work.state not in SHOWN:
            raise Passed
        work.changed_at = timezone.now()
        work.save(update_fields=["changed_at"])
        _note(work, HandInEventKind.REACTED, by, look.role, text, uuid)
        _answered(look, LookStand.ANSWERED)
        record(Verb.REACTED, subject=look.owner_id, about=work)
    return work


def _check(work: HandIn, by: Person, version: int) -> None:
    if not may_judge(work.state, asks_trainer=work.asks_trainer, owner_id=work.person_id, by_id=by.pk):
        raise Passed
    if version != newest_version(work):
        raise NewerVersion


def _note(work: HandIn, kind: HandInEventKind, by: Person, role: str, text: str, uuid: UUID) -> None:
    HandInEvent.objects.create(
        person_id=work.person_id, hand_in=work, kind=kind, by=by, by_role=role, text=text, uuid=uuid
    )


def _answered(look: LookAlong, stand: LookStand) -> None:
    LookAlong.objects.filter(pk=look.pk).update(stand=stand, since=timezone.now())
