"""Assignments that go: wiped by their owner, erased with her account, or past their term."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from modules import storing
from modules.models import AssignmentFile, HandIn, UploadPiece
from organisations.tenancy import all_organisations
from people.audit import record
from people.enums import Verb
from people.models import Person

UNDERWAY = dt.timedelta(days=1)


@transaction.atomic
def take_away(person: Person) -> int:
    """Everything that she handed in or was writing, with its files; returns how many assignments."""
    take_away_files(person)
    # Who was asked to look along may be of several organisations.
    with all_organisations("assignments that their owner takes away"):
        _total, by_model = HandIn.objects.filter(person=person).delete()
    return by_model.get(HandIn._meta.label, 0)


@transaction.atomic
def take_away_files(person: Person) -> None:
    """All her photos and sound, from the storage too."""
    files = AssignmentFile.objects.filter(person=person)
    storing.let_go(list(files.values_list("stored", flat=True)))
    files.delete()


@transaction.atomic
def wipe_assignments(*, person: Person) -> int:
    """The same by her own choice. That an assignment was done and signed off stays in her progress."""
    number = take_away(person)
    record(Verb.WIPED, actor=person, subject=person, about="assignments", assignments=number)
    return number


def forget_assignments(before: dt.datetime) -> int:
    """Photos and sound of assignments in which nothing happened since a moment; pieces of files that never came,
    and files that no row knows.

    Returns the number of files. The text and what was said about it stay with their owner.
    """
    UploadPiece.objects.filter(sent_at__lt=timezone.now() - UNDERWAY).delete()
    storing.sweep_left_files()
    storing.sweep_unowned(timezone.now() - UNDERWAY)
    old = AssignmentFile.objects.filter(hand_in__changed_at__lt=before)
    paths = list(old.values_list("stored", flat=True))
    storing.let_go(paths)
    old.delete()
    return len(paths)
