"""`/groepen/`: a trainer's groups, their board, adding people; `/cijfers/` of the region."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.exports import board_file
from cohorts.forms import CohortForm, PasteForm, rows_from
from cohorts.models import Cohort
from cohorts.queries import (
    board_of,
    cohorts_of,
    cohorts_with_counts,
    figures_of,
    modules_total,
)
from cohorts.rules import (
    MAX_SEARCH,
    BoardRow,
    Fault,
    Filter,
    Order,
    PastedPerson,
    chosen,
    filtered,
    ordered,
    searched,
)
from cohorts.services import change_cohort, create_cohort, invite_supervisors, leave
from organisations.models import Membership, Organisation
from organisations.queries import members
from organisations.services import invite_again
from organisations.tenancy import all_organisations
from organisations.words import addressed
from people.audit import record, record_each
from people.enums import Verb
from people.models import Person
from selfscan.queries import shared_words


def _own_cohort(request: HttpRequest, cohort_id: int) -> Cohort:
    """A group of this trainer; for anybody else's group the same 404 as for none."""
    return get_object_or_404(cohorts_of(_person(request)), pk=cohort_id)


def _person(request: HttpRequest) -> Person:
    person: Person = request.user  # type: ignore[assignment]  # portal.access admits members only
    return person


def _my_name(request: HttpRequest) -> str:
    membership: Membership = request.membership  # type: ignore[attr-defined]
    return membership.shown_name


def _board(request: HttpRequest, cohorts: list[Cohort]) -> list[BoardRow]:
    return board_of(
        cohorts,
        viewer=_person(request),
        organisation=request.organisation,  # type: ignore[attr-defined]
        today=timezone.localdate(),
    )


def _choices(request: HttpRequest, rows: list[BoardRow]) -> dict[str, Any]:
    """The rows as filtered, searched and ordered by the address, and what the controls show."""
    which, order = (
        chosen(Filter, request.GET.get("filter", "")),
        chosen(Order, request.GET.get("volgorde", "")),
    )
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    text = request.GET.get("q", "").strip()[:MAX_SEARCH]
    found = searched(rows, text)
    return {
        "rows": ordered(filtered(found, which), order),
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
        "modules_total": modules_total(),
    }


@require_safe
def cohort_list(request: HttpRequest) -> HttpResponse:
    """`/groepen/`: the groups of this trainer."""
    today = timezone.localdate()
    cohorts = list(cohorts_with_counts(_person(request), today))
    context = {
        "current": [cohort for cohort in cohorts if not cohort.ends or cohort.ends >= today],
        "past": [cohort for cohort in cohorts if cohort.ends and cohort.ends < today],
    }
    return render(request, "cohorts/cohort_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_create(request: HttpRequest) -> HttpResponse:
    """`/groepen/nieuw/`: start a group of one's own."""
    form = CohortForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cohort = create_cohort(
            organisation=request.organisation,  # type: ignore[attr-defined]
            name=form.cleaned_data["name"],
            trainer=_person(request),
            starts=form.cleaned_data["starts"],
            ends=form.cleaned_data["ends"],
        )
        return redirect("cohort_add", cohort.pk)
    return _cohort_form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_edit(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/groepen/<id>/wijzigen/`: another name, or other dates."""
    cohort = _own_cohort(request, cohort_id)
    form = CohortForm(request.POST or None, instance=cohort)
    if request.method == "POST" and form.is_valid():
        change_cohort(cohort=form.save(commit=False))
        messages.success(request, _("Bewaard."))
        return redirect("cohort_board", cohort.pk)
    return _cohort_form(request, form, cohort_id)


def _cohort_form(request: HttpRequest, form: CohortForm, cohort_id: int | None) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "cohorts/cohort_form.html", {"form": form, "cohort_id": cohort_id}, status=status)


@require_safe
def cohort_board(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/groepen/<id>/`: how everybody in the group is doing, status only."""
    cohort = _own_cohort(request, cohort_id)
    rows = _board(request, [cohort])
    context = {"cohort": cohort, "addresses": _addresses(rows), **_choices(request, rows)}
    template = "cohorts/_rows.html" if request.htmx else "cohorts/cohort_board.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_safe
def my_people(request: HttpRequest) -> HttpResponse:
    """`/groepen/mensen/`: everybody over all groups of this trainer."""
    rows = _board(request, list(cohorts_of(_person(request))))
    context = {"shows_cohort": True, "addresses": _addresses(rows), **_choices(request, rows)}
    template = "cohorts/_rows.html" if request.htmx else "cohorts/my_people.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _addresses(rows: list[BoardRow]) -> str:
    return "; ".join(row.email for row in ordered(rows, Order.NAME))


@require_safe
def cohort_export(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/groepen/<id>/export.csv`: the board as a file."""
    cohort = _own_cohort(request, cohort_id)
    rows = ordered(_board(request, [cohort]), Order.NAME)
    text = board_file(rows, modules_total(), organisation=request.organisation)  # type: ignore[attr-defined]
    record_each(Verb.EXPORTED_BOARD, subjects=[row.person_id for row in rows], about=cohort)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = slugify(cohort.name) or str(cohort.pk)
    response["Content-Disposition"] = f'attachment; filename="groep-{name}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_add(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/groepen/<id>/toevoegen/`: paste → check table → confirmed, and only then invited."""
    cohort = _own_cohort(request, cohort_id)
    if request.method != "POST":
        return render(request, "cohorts/cohort_add.html", {"cohort": cohort, "form": PasteForm()})
    already_here = {row.email for row in _board(request, [cohort])}
    if "text" not in request.POST:
        return _checked(request, cohort, rows_from(request.POST, already_here=already_here))
    form = PasteForm(request.POST, already_here=already_here)
    if not form.is_valid():
        return render(request, "cohorts/cohort_add.html", {"cohort": cohort, "form": form}, status=422)
    return _check_table(request, cohort, form.rows)


def _checked(request: HttpRequest, cohort: Cohort, rows: list[PastedPerson]) -> HttpResponse:
    """The check table came back: look once more, or invite everybody in a good row."""
    good = [row for row in rows if row.is_good]
    if request.POST.get("action") != "confirm" or not (good or _all_here(rows)):
        return _check_table(request, cohort, rows)
    invited = invite_supervisors(
        organisation=request.organisation,  # type: ignore[attr-defined]
        cohort=cohort,
        rows=good,
        invited_by=_my_name(request),
    )
    _tell(request, invited.new, [row for row in rows if not row.is_good])
    return redirect("cohort_board", cohort.pk)


def _all_here(rows: list[PastedPerson]) -> bool:
    return bool(rows) and all(Fault.ALREADY_HERE in row.faults for row in rows)


def _check_table(request: HttpRequest, cohort: Cohort, rows: list[PastedPerson]) -> HttpResponse:
    if not rows:
        return redirect("cohort_add", cohort.pk)
    bad = [row for row in rows if not row.is_good]
    context = {
        "cohort": cohort,
        "rows": rows,
        "good_count": len(rows) - len(bad),
        "bad_count": len(bad),
        "addresses": "; ".join(row.email for row in rows if row.is_good),
    }
    return render(request, "cohorts/cohort_check.html", context, status=422 if bad else 200)


def _tell(request: HttpRequest, new: int, left_out: list[PastedPerson]) -> None:
    if new:
        text = ngettext("%(count)d uitnodiging verstuurd.", "%(count)d uitnodigingen verstuurd.", new)
        messages.success(request, text % {"count": new})
    else:
        messages.info(request, _("Iedereen zat al in deze groep. Er is niets verstuurd."))
    for row in left_out[:10]:
        messages.warning(
            request,
            _("Overgeslagen: %(row)s. %(reason)s") % {"row": row.typed, "reason": " ".join(row.messages)},
        )


@require_safe
def cohort_person(request: HttpRequest, cohort_id: int, person_id: int) -> HttpResponse:
    """`/groepen/<id>/<person>/`: one supervisor: status, and the words that she shares."""
    cohort = _own_cohort(request, cohort_id)
    row = _row_of(request, cohort, person_id)
    words = _shared_words(request, row) if row.scan_shared else None
    record(Verb.READ_STATUS if words is None else Verb.READ_RESULT, subject=row.person_id, about=cohort)
    context = {"cohort": cohort, "row": row, "words": words, "modules_total": modules_total()}
    return render(request, "cohorts/cohort_person.html", context)


def _shared_words(request: HttpRequest, row: BoardRow) -> dict[str, str | None] | None:
    return shared_words(
        get_object_or_404(Person, pk=row.person_id),
        viewer=_person(request),
        organisation=request.organisation,  # type: ignore[attr-defined]
    )


def _row_of(request: HttpRequest, cohort: Cohort, person_id: int) -> BoardRow:
    row = next((row for row in _board(request, [cohort]) if row.person_id == person_id), None)
    if row is None:
        raise Http404
    return row


@require_POST
def cohort_resend(request: HttpRequest, cohort_id: int, person_id: int) -> HttpResponse:
    """Send somebody's invitation once more."""
    cohort = _own_cohort(request, cohort_id)
    row = _row_of(request, cohort, person_id)
    membership = get_object_or_404(Membership.objects.select_related("person"), pk=row.membership_id)
    sent = invite_again(membership=membership, invited_by=_my_name(request), group=cohort.name)
    if sent:
        messages.success(
            request, _("De uitnodiging voor %(name)s is opnieuw verstuurd.") % {"name": row.name}
        )
    else:
        messages.info(
            request,
            _("Er is niets verstuurd: %(name)s kreeg vandaag al een mail of is al begonnen.")
            % {"name": row.name},
        )
    return redirect("cohort_board", cohort.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_leave(request: HttpRequest, cohort_id: int, person_id: int) -> HttpResponse:
    """Take somebody out of the group, after asking."""
    cohort = _own_cohort(request, cohort_id)
    row = _row_of(request, cohort, person_id)
    if request.method != "POST":
        return render(request, "cohorts/cohort_leave.html", {"cohort": cohort, "row": row})
    leave(cohort=cohort, person_id=person_id)
    messages.success(request, _("%(name)s zit niet meer in deze groep.") % {"name": row.name})
    return redirect("cohort_board", cohort.pk)


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """`/cijfers/`: totals per organisation, from five people on."""
    with all_organisations("figures of the region"):
        found = figures_of(members(), timezone.localdate())
    return render(request, "cohorts/figures.html", {"figures": found})
