"""Sharing the words of a result with one's own practice trainer, and stopping that."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation, active_on
from people.audit import record
from people.enums import Verb
from people.models import Person
from people.rules import is_overtaken, mark_of
from selfscan.models import ScanShare

NOT_SHARED = mark_of(())
"""The mark of a result that is not shared with somebody."""

TrainerSource = Callable[[Person], list[Person]]

_trainer_sources: list[TrainerSource] = []


class ShareChanged(Exception):
    """It was shared, stopped or given another last day after the form was made; `current` holds now, if any."""

    def __init__(self, current: ScanShare | None) -> None:
        super().__init__("The share was changed.")
        self.current = current


def register_trainer_source(source: TrainerSource) -> None:
    """Have a higher floor say who somebody's own practice trainers are; called once, in AppConfig.ready."""
    if source not in _trainer_sources:
        _trainer_sources.append(source)


def own_trainers(person: Person) -> list[Person]:
    """With whom she can share here: the trainers of her groups, else all practice trainers of the organisation."""
    trainers = [trainer for source in _trainer_sources for trainer in source(person)]
    if not trainers:
        # Who never signed in here is known here by the name that was typed, not by the one she has elsewhere.
        memberships = Membership.objects.filter(
            active_on(timezone.localdate()), role=Role.PRACTICE_TRAINER, activated_at__isnull=False
        )
        trainers = [membership.person for membership in memberships.select_related("person")]
    return [trainer for trainer in dict.fromkeys(trainers) if trainer != person]


@transaction.atomic
def share_result(
    *,
    person: Person,
    trainer: Person,
    organisation: Organisation,
    last_day: dt.date | None = None,
    based_on: str = "",
) -> ScanShare:
    """Share the words per competence with one of her own trainers, through a last day or until she stops.

    Sharing twice is sharing once: the last day becomes the one that is given, and none when none is. Raises
    PermissionError for somebody who isn't her own trainer here; with the mark of what it is based on, ShareChanged
    where that is not what holds now.
    """
    if trainer not in own_trainers(person):
        raise PermissionError
    Person.objects.select_for_update().get(pk=person.pk)
    ends_at = end_of(last_day) if last_day else None
    between = {"person": person, "with_person": trainer, "organisation": organisation}
    share = ScanShare.objects.open_at(timezone.now()).filter(**between).first()
    now = share.mark if share else NOT_SHARED
    if is_overtaken(based_on=based_on, now=now, wanted=mark_of((last_day,))):
        raise ShareChanged(share)
    if share is None:
        share = ScanShare.objects.create(**between, ends_at=ends_at)
    elif share.ends_at == ends_at:
        return share
    else:
        share.ends_at = ends_at
        share.save(update_fields=["ends_at"])
    until = {"until": last_day.isoformat()} if last_day else {}
    record(Verb.SHARED, actor=person, subject=person, about=share, with_person=trainer.pk, **until)
    return share


def end_of(day: dt.date) -> dt.datetime:
    """The last moment of a day, where the portal is."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


@transaction.atomic
def revoke_share(*, person: Person, trainer_id: int) -> None:
    """Stop sharing with somebody, everywhere, at once."""
    Person.objects.select_for_update().get(pk=person.pk)
    now = timezone.now()
    shares = ScanShare.objects.open_at(now).filter(person=person, with_person_id=trainer_id)
    if shares.update(ends_at=now):
        record(Verb.STOPPED_SHARING, actor=person, subject=person, with_person=trainer_id)
