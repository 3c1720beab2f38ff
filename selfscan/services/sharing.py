"""Sharing the words of a result with one's own practice trainer, and stopping that."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation, active_on
from people.audit import record
from people.enums import Verb
from people.models import Person
from selfscan.models import ScanShare

TrainerSource = Callable[[Person], list[Person]]

_trainer_sources: list[TrainerSource] = []


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
def share_result(*, person: Person, trainer: Person, organisation: Organisation) -> ScanShare:
    """Share the words per competence with one of her own trainers; sharing twice is sharing once.

    Raises PermissionError for somebody who isn't her own trainer here.
    """
    if trainer not in own_trainers(person):
        raise PermissionError
    share, is_new = ScanShare.objects.get_or_create(
        person=person, with_person=trainer, organisation=organisation, ends_at=None
    )
    if is_new:
        record(Verb.SHARED, actor=person, subject=person, about=share, with_person=trainer.pk)
    return share


@transaction.atomic
def revoke_share(*, person: Person, trainer_id: int) -> None:
    """Stop sharing with somebody, everywhere, at once."""
    shares = ScanShare.objects.filter(person=person, with_person_id=trainer_id, ends_at=None)
    if shares.update(ends_at=timezone.now()):
        record(Verb.STOPPED_SHARING, actor=person, subject=person, with_person=trainer_id)
