"""What people of the demo's group handed in: three wait, one has a question, one is signed off."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils import timezone

from modules.models import HandIn, HandInEvent, LookAlong, ModulePage, ModuleProgress
from modules.services import Looks, add_file, ask_for_more, hand_in, react, save_draft, sign_off
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from portal.demo.cast_file import FILES_OF_WORK

Row = Mapping[str, Any]


def hand_in_for_the_demo(
    rows: list[Row], *, organisation: Organisation, people: Mapping[str, Person], trainer: Person
) -> None:
    """Let these people hand in, within their organisation; everything is dated back."""
    for row in rows:
        module = ModulePage.objects.get(key=row["module"])
        work = _hand_in(row, module, organisation, people)
        _answer(row, work, people, trainer)
        _date_back(work, row["days_ago"])


def _hand_in(
    row: Row, module: ModulePage, organisation: Organisation, people: Mapping[str, Person]
) -> HandIn:
    person, looks = people[row["who"]], row.get("looks", {})
    chosen = {f"{role}_id": people[local].pk for role, local in looks.items()}
    common: dict[str, Any] = {"person": person, "module": module}
    save_draft(**common, uuid=uuid4(), based_on=0, text=row["text"], looks=Looks(True, **chosen))
    for name in (row[kind] for kind in FILES_OF_WORK if kind in row):
        data = (settings.FIXTURES_DIR / "assignments" / name).read_bytes()
        add_file(**common, upload=uuid4(), name=name, data=data, confirmed=True)
    return hand_in(**common, organisation=organisation, uuid=uuid4())


def _answer(row: Row, work: HandIn, people: Mapping[str, Person], trainer: Person) -> None:
    asked = {
        look.role: look for look in LookAlong.objects.filter(hand_in=work).select_related("organisation")
    }
    version = HandInEvent.objects.get(hand_in=work, kind="handed_in").pk
    judged: dict[str, Any] = {
        "look": asked[Role.PRACTICE_TRAINER],
        "by": trainer,
        "uuid": uuid4(),
        "version": version,
    }
    if reaction := row.get("reaction"):
        react(look=asked[Role.LEARNER], by=people[reaction["by"]], text=reaction["text"], uuid=uuid4())
    if question := row.get("question"):
        ask_for_more(**judged, question=question)
    if remark := row.get("signed"):
        sign_off(**judged, remark=remark)


def _date_back(work: HandIn, days_ago: int) -> None:
    moment = timezone.now() - dt.timedelta(days=days_ago)
    answered = moment + dt.timedelta(days=1)
    HandIn.objects.filter(pk=work.pk).update(saved_at=moment, handed_in_at=moment, changed_at=answered)
    LookAlong.objects.filter(hand_in=work).update(since=moment)
    for event in HandInEvent.objects.filter(hand_in=work):
        HandInEvent.objects.filter(pk=event.pk).update(at=moment if event.kind == "handed_in" else answered)
    day = timezone.localdate(answered)
    HandIn.objects.filter(pk=work.pk, signed_off_on__isnull=False).update(signed_off_on=day)
    progress = ModuleProgress.objects.filter(person=work.person_id, module=work.module_id)
    progress.update(assignment_done_on=timezone.localdate(moment))
    progress.filter(assignment_signed_on__isnull=False).update(assignment_signed_on=day)
    progress.filter(whole_done_on__isnull=False).update(whole_done_on=day)
