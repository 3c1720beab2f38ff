"""Sharing, and what others may know of a scan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate, now

from organisations.models import Organisation
from people.models import Person
from people.sight import reads_for
from selfscan.models import ScanRun, ScanShare
from selfscan.queries.definitions import stored_scan
from selfscan.queries.standing import latest_paths


def open_shares(person: Person, *, organisation: Organisation) -> QuerySet[ScanShare]:
    """With whom she shares her result here now, whether they are her trainers still or not."""
    shares = ScanShare.objects.open_at(now()).filter(person=person, organisation=organisation)
    return shares.select_related("with_person")


@dataclass(frozen=True)
class ScanState:
    """What a practice trainer may know of somebody's scan: that it is done, and whether and until when it is shared."""

    finished_on: dt.date | None
    is_shared: bool
    shared_until: dt.date | None = None


def scan_states(people: Iterable[int], *, viewer: Person, organisation: Organisation) -> dict[int, ScanState]:
    """For each person: done when, and shared with this viewer or not. One query for any number of people."""
    keys = list(people)
    shares = _shares_with(viewer, organisation).filter(person=OuterRef("person"))
    runs = (
        ScanRun.objects.filter(person__in=keys, finished_at__isnull=False)
        .annotate(is_shared=Exists(shares), share_ends_at=Subquery(shares.values("ends_at")[:1]))
        .order_by("pk")
    )
    found = {
        run.person_id: ScanState(
            localdate(run.finished_at),
            run.is_shared,
            localdate(run.share_ends_at) if run.share_ends_at else None,
        )
        for run in runs
    }
    return {key: found.get(key, ScanState(None, is_shared=False)) for key in keys}


def shared_words(
    person: Person, *, viewer: Person, organisation: Organisation
) -> dict[str, str | None] | None:
    """The words per competence title that she shares with this viewer; nothing when she doesn't."""
    with reads_for([person.pk], "a result that is shared"):
        if not _shares_with(viewer, organisation).filter(person=person).exists():
            return None
        path = next(iter(latest_paths(person, count=1)), None)
    if path is None:
        return {}
    definition = stored_scan(path.run.version).definition
    return {
        competence.title: path.result["competences"].get(competence.key, {}).get("word")
        for competence in definition.competences
    }


def _shares_with(viewer: Person, organisation: Organisation) -> QuerySet[ScanShare]:
    return ScanShare.objects.open_at(now()).filter(with_person=viewer, organisation=organisation)
