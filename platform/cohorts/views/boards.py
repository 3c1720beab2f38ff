"""The board of one group and of all groups together, and the same as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cohorts.exports import board_file
from cohorts.models import Cohort
from cohorts.queries import cohorts_of
from cohorts.rules import (
    MAX_SEARCH,
    BoardRow,
    Filter,
    Order,
    chosen,
    filtered,
    is_looked_after,
    ordered,
    searched,
)
from cohorts.views.access import board_for, own_cohort, own_cohort_ever
from organisations.asking import organisation_of, person_of
from organisations.words import addressed
from people.audit import record_each, record_listed
from people.enums import Verb


def _choices(request: HttpRequest, rows: list[BoardRow]) -> dict[str, Any]:
    """The rows as filtered, searched and ordered by the address, and what the controls show."""
    which, order = (
        chosen(Filter, request.GET.get("filter", "")),
        chosen(Order, request.GET.get("volgorde", "")),
    )
    organisation = organisation_of(request)
    text = request.GET.get("q", "").strip()[:MAX_SEARCH]
    found = searched(rows, text)
    shown = filtered(found, which)
    return {
        "rows": ordered(shown, order),
        "addresses": "; ".join(row.email for row in ordered(shown, Order.NAME)),
        "people_count": len(rows),
        "filter": which,
        "order": order,
        "search": text,
        "filters": [
            (Filter.ALL, _("Alle"), len(found)),
            (
                Filter.NEEDS_YOU,
                addressed(organisation, _("Heeft je nodig"), _("Heeft u nodig")),
                len(filtered(found, Filter.NEEDS_YOU)),
            ),
            (Filter.NOT_STARTED, _("Niet gestart"), len(filtered(found, Filter.NOT_STARTED))),
        ],
        "orders": [
            (
                Order.NEED,
                addressed(organisation, _("Wie je nodig heeft eerst"), _("Wie u nodig heeft eerst")),
            ),
            (Order.NAME, _("Naam")),
            (Order.MILESTONE, _("Laatste mijlpaal")),
        ],
    }


@require_safe
def cohort_board(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/groepen/<id>/`: how everybody in the group is doing, status only; of one that is over its name and days."""
    cohort = own_cohort_ever(request, cohort_id)
    if not is_looked_after(cohort.ends, timezone.localdate()):
        return render(request, "cohorts/cohort_ended.html", {"cohort": cohort})
    rows = board_for(request, [cohort])
    context = {"cohort": cohort, **_choices(request, rows)}
    record_listed({row.person_id: cohort for row in context["rows"]})
    template = "cohorts/_rows.html" if request.htmx else "cohorts/cohort_board.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_safe
def my_people(request: HttpRequest) -> HttpResponse:
    """`/groepen/mensen/`: everybody over all groups of this trainer."""
    rows = board_for(request, list(cohorts_of(person_of(request))))
    context = {"shows_cohort": True, **_choices(request, rows)}
    record_listed({row.person_id: f"{Cohort._meta.label}:{row.cohort_id}" for row in context["rows"]})
    template = "cohorts/_rows.html" if request.htmx else "cohorts/my_people.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_safe
def cohort_export(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/groepen/<id>/export.csv`: the board as a file."""
    cohort = own_cohort(request, cohort_id)
    rows = ordered(board_for(request, [cohort]), Order.NAME)
    text = board_file(rows, organisation=organisation_of(request))
    record_each(Verb.EXPORTED_BOARD, subjects=[row.person_id for row in rows], about=cohort)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = slugify(cohort.name) or str(cohort.pk)
    response["Content-Disposition"] = f'attachment; filename="groep-{name}.csv"'
    return response
