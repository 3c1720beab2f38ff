"""Whose group is it, and who asks? Shared by the views of this app."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cohorts.models import Cohort
from cohorts.queries import board_of, cohorts_of
from cohorts.rules import BoardRow
from organisations.asking import organisation_of, person_of


def own_cohort(request: HttpRequest, cohort_id: int) -> Cohort:
    """A group of this trainer; for anybody else's group the same 404 as for none."""
    return get_object_or_404(cohorts_of(person_of(request)), pk=cohort_id)


def board_for(request: HttpRequest, cohorts: list[Cohort]) -> list[BoardRow]:
    """What she may see of the people in these groups."""
    return board_of(
        cohorts,
        viewer=person_of(request),
        organisation=organisation_of(request),
        today=timezone.localdate(),
    )


def row_of(request: HttpRequest, cohort: Cohort, person_id: int) -> BoardRow:
    """One person of the group, or 404."""
    row = next((row for row in board_for(request, [cohort]) if row.person_id == person_id), None)
    if row is None:
        raise Http404
    return row
