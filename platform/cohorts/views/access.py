"""Whose group is it, and who asks? Shared by the views of this app."""

from collections import Counter

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cohorts.models import Cohort
from cohorts.queries import board_of, cohorts_of, every_cohort_of
from cohorts.reviewing.queries import owners_waiting
from cohorts.rules import BoardRow, with_waiting
from organisations.asking import organisation_of, person_of


def own_cohort(request: HttpRequest, cohort_id: int) -> Cohort:
    """A group that this trainer looks after; for any other the same 404 as for none."""
    return get_object_or_404(cohorts_of(person_of(request)), pk=cohort_id)


def own_cohort_ever(request: HttpRequest, cohort_id: int) -> Cohort:
    """The same, or one of hers that is over: for its name and days, never for its people."""
    return get_object_or_404(every_cohort_of(person_of(request)), pk=cohort_id)


def board_for(request: HttpRequest, cohorts: list[Cohort]) -> list[BoardRow]:
    """What she may see of the people in these groups, and whose assignments wait for her."""
    rows = board_of(
        cohorts,
        viewer=person_of(request),
        organisation=organisation_of(request),
        today=timezone.localdate(),
    )
    waiting = Counter(owners_waiting_for(request))
    return [with_waiting(row, waiting[row.person_id]) for row in rows]


def row_of(request: HttpRequest, cohort: Cohort, person_id: int) -> BoardRow:
    """One person of the group, or 404."""
    row = next((row for row in board_for(request, [cohort]) if row.person_id == person_id), None)
    if row is None:
        raise Http404
    return row


def owners_waiting_for(request: HttpRequest) -> list[int]:
    """Whose assignments wait for this trainer: the menu counts them and the board marks them, in one query."""
    found: list[int] | None = getattr(request, "owners_waiting", None)
    if found is None:
        found = owners_waiting(person_of(request))
        request.owners_waiting = found  # type: ignore[attr-defined]  # for the rest of this request
    return found
