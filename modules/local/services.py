"""Keeping what an organisation says in a step. Verbs, each in one transaction."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from modules.models import LocalText, LocalTextVersion, StepPage
from organisations.models import Organisation
from people.models import Person


class OlderText(Exception):
    """Somebody else saved another text meanwhile; `now` is that text."""

    def __init__(self, now: LocalText) -> None:
        super().__init__()
        self.now = now


class OlderTexts(Exception):
    """Somebody else saved other texts meanwhile; `now` holds them by the name of their field."""

    def __init__(self, now: dict[str, LocalText]) -> None:
        super().__init__()
        self.now = now


@dataclass(frozen=True)
class Written:
    """A text as it was sent, for a question (the note has none), over a version."""

    name: str
    slot: UUID | None
    text: str
    asked: str
    based_on: int


@transaction.atomic
def keep_texts(*, organisation: Organisation, person: Person, step: StepPage, texts: list[Written]) -> int:
    """Keep the texts of a step, all of them or none; says how many changed. Raises OlderTexts."""
    # One at a time per organisation, so that two first texts at one question don't meet.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    older, changed = {}, 0
    for each in texts:
        try:
            changed += keep_text(
                organisation=organisation,
                person=person,
                step=step,
                slot=each.slot,
                text=each.text,
                asked=each.asked,
                based_on=each.based_on,
            )
        except OlderText as found:
            older[each.name] = found.now
    if older:
        raise OlderTexts(older)
    return changed


@transaction.atomic
def keep_text(
    *,
    organisation: Organisation,
    person: Person | None,
    step: StepPage,
    slot: UUID | None,
    text: str,
    asked: str,
    based_on: int,
) -> bool:
    """Keep a text as its newest version; the same text at the same question makes none and gives False.

    `based_on` is the version that it was written over, 0 for none. Raises OlderText when there is a newer one.
    """
    which = {"slot": slot} if slot else {"page": step, "slot": None}
    row = LocalText.objects.select_for_update().filter(**which).first()
    if row is None:
        if not text:
            return False
        row = LocalText(organisation=organisation, version=0, slot=slot)
    elif (row.text, row.asked) == (text, asked):
        return False
    elif row.version != based_on:
        raise OlderText(row)
    row.page, row.step_code, row.step_title = step, step.code, step.title
    row.text, row.asked, row.version = text, asked, row.version + 1
    row.saved_at, row.saved_by = timezone.now(), person
    row.save()
    LocalTextVersion.objects.create(
        organisation=organisation,
        local_text=row,
        version=row.version,
        text=text,
        asked=asked,
        saved_at=row.saved_at,
        saved_by=person,
    )
    return True
