"""Planning a gathering: when, about what, with whom."""

import datetime as dt
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gatherings.discussion import Form
from gatherings.enums import News, State
from gatherings.models import Gathering, Participation
from gatherings.services.common import NotNow, held_row
from gatherings.telling import tell_everybody, tell_people
from modules.models import CasePage
from organisations.models import Organisation
from people.models import Person


@transaction.atomic
def plan_gathering(
    *,
    organisation: Organisation,
    leader: Person,
    uuid: UUID,
    title: str,
    story: str,
    case: CasePage | None,
    form_key: str,
    form: Form,
    held_on: dt.date,
    starts_at: dt.time | None,
    guests: int,
    has_timers: bool,
    brings_in: bool = False,
) -> Gathering:
    """Make a gathering with its leader in it. The same `uuid` again gives the first one back."""
    gathering, is_new = Gathering.objects.get_or_create(
        organisation=organisation,
        uuid=uuid,
        defaults={
            "leader": leader,
            "title": title,
            "story": story,
            "case": case,
            "form_key": form_key,
            "form": form.as_stored(),
            "held_on": held_on,
            "starts_at": starts_at,
            "guests": guests,
            "has_timers": has_timers,
        },
    )
    if is_new:
        Participation.objects.create(
            organisation=organisation, gathering=gathering, person=leader, is_bringer=brings_in
        )
    return gathering


@transaction.atomic
def change_gathering(
    *,
    gathering: Gathering,
    form: Form | None,
    by: Person | None = None,
    brings_in: bool = False,
    **values: Any,
) -> None:
    """Change what a planned gathering is about, how and when; another day or time is told to who takes part.

    `brings_in` says that it is about a case of who changes it; another published case is nobody's.
    """
    held = held_row(gathering)
    if held.state is not State.PLANNED:
        raise NotNow
    moment, case = (held.held_on, held.starts_at), held.case_id
    for name, value in values.items():
        setattr(held, name, value)
    if form is not None:
        held.form = form.as_stored()
    held.revision += 1
    held.save()
    if brings_in and by is not None:
        _bring_in(held, by.pk)
    elif held.case_id not in {None, case}:
        _bring_in(held, None)
    if moment != (held.held_on, held.starts_at):
        tell_everybody(held, News.MOVED, by=by)


@transaction.atomic
def add_people(*, gathering: Gathering, people: Collection[int]) -> int:
    """Let these people take part, and mail who is new; who did already still does. How many are new."""
    held = held_row(gathering)
    if held.state in {State.ENDED, State.CANCELLED}:
        raise NotNow
    known = set(Participation.objects.filter(gathering=held).values_list("person_id", flat=True))
    new = [key for key in people if key not in known]
    Participation.objects.bulk_create(
        [Participation(organisation=held.organisation, gathering=held, person_id=key) for key in new]
    )
    tell_people(held, News.ASKED, to=new)
    return len(new)


@transaction.atomic
def remove_person(*, gathering: Gathering, person_id: int) -> None:
    """Let somebody not take part after all; who leads stays."""
    held = held_row(gathering)
    if held.state in {State.ENDED, State.CANCELLED} or person_id == held.leader_id:
        raise NotNow
    Participation.objects.filter(gathering=held, person=person_id).delete()


@transaction.atomic
def let_bring_in(*, gathering: Gathering, person_id: int) -> None:
    """Say who brings the case in; one person, or nobody for a person who does not take part."""
    held = held_row(gathering)
    if held.state in {State.ENDED, State.CANCELLED}:
        raise NotNow
    _bring_in(held, person_id)


def _bring_in(gathering: Gathering, person_id: int | None) -> None:
    Participation.objects.filter(gathering=gathering, is_bringer=True).update(is_bringer=False)
    Participation.objects.filter(gathering=gathering, person=person_id).update(is_bringer=True)


@transaction.atomic
def cancel_gathering(*, gathering: Gathering, by: Person | None = None) -> None:
    """It does not go on; nobody gets hours, and who takes part gets a mail. Twice is once."""
    held = held_row(gathering)
    if held.state is State.ENDED:
        raise NotNow
    if held.cancelled_at is None:
        held.cancelled_at = timezone.now()
        held.save(update_fields=["cancelled_at"])
        tell_everybody(held, News.CANCELLED, by=by)


@transaction.atomic
def restore_gathering(*, gathering: Gathering, by: Person | None = None) -> None:
    """It goes on after all, where it was; who was told that it did not, is told. Twice is once."""
    held = held_row(gathering)
    if held.cancelled_at is not None:
        held.cancelled_at = None
        held.save(update_fields=["cancelled_at"])
        tell_everybody(held, News.RESTORED, by=by)
