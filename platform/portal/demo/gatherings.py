"""Gatherings of the demo: a coming, a running and a past one in every house."""

import datetime as dt
from collections.abc import Mapping
from uuid import uuid4

from django.utils import timezone

from gatherings.enums import Move
from gatherings.models import Gathering
from gatherings.queries import offered_forms
from gatherings.services import (
    add_people,
    end_gathering,
    let_bring_in,
    move,
    plan_gathering,
    save_takeaway,
    start_gathering,
)
from modules.models import CasePage
from organisations.models import Organisation
from people.models import Person

PAST_DAYS, COMING_DAYS = 12, 8


def put_gatherings(organisation: Organisation, people: Mapping[str, Person]) -> None:
    """Daan was at one, leads one that goes on now, and takes part in one that Marja plans."""
    daan, marja, els, fatma = (people[local] for local in ("daan", "marja", "els", "fatma"))
    past = _plan(organisation, marja, "K05", 1, -PAST_DAYS, dt.time(14))
    add_people(gathering=past, people=[daan.pk, els.pk, fatma.pk])
    let_bring_in(gathering=past, person_id=els.pk)
    begun = timezone.now() - dt.timedelta(days=PAST_DAYS)
    start_gathering(gathering=past, now=begun)
    save_takeaway(
        person=els,
        gathering=past,
        text="Ik maak een vaste plek in het rooster waarop we samen dienst hebben.",
        is_shared=True,
        revision=0,
    )
    past.refresh_from_db()
    end_gathering(
        gathering=past, minutes=50, present=[daan.pk, marja.pk, els.pk], guests=1, revision=past.revision
    )
    Gathering.objects.filter(pk=past.pk).update(ended_at=begun + dt.timedelta(minutes=50))

    running = _plan(organisation, daan, "K06", 0, 0, None)
    add_people(gathering=running, people=[els.pk, fatma.pk])
    running = start_gathering(gathering=running)
    for _each in range(2):
        running = move(gathering=running, what=Move.NEXT, revision=running.revision)
    move(gathering=running, what=Move.PAUSE, revision=running.revision)

    coming = _plan(organisation, marja, "K03", 2, COMING_DAYS, dt.time(13, 30))
    add_people(gathering=coming, people=[daan.pk, els.pk])


def _plan(
    organisation: Organisation, leader: Person, case: str, way: int, days: int, at: dt.time | None
) -> Gathering:
    page = CasePage.objects.get(key=case)
    offered = offered_forms()[way]
    return plan_gathering(
        organisation=organisation,
        leader=leader,
        uuid=uuid4(),
        title=page.title,
        story="",
        case=page,
        form_key=offered.key,
        form=offered.form,
        held_on=timezone.localdate() + dt.timedelta(days=days),
        starts_at=at,
        guests=0,
        has_timers=True,
    )
