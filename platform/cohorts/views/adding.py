"""Paste → check table → confirmed, and only then invited."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cohorts.forms import PasteForm, rows_from
from cohorts.models import Cohort
from cohorts.rules import PastedPerson
from cohorts.services import invite_supervisors
from cohorts.views.access import board_for, own_cohort
from organisations.asking import my_name, organisation_of, person_of


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_add(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/groepen/<id>/toevoegen/`: paste → check table → confirmed, and only then invited."""
    cohort = own_cohort(request, cohort_id)
    if request.method != "POST":
        return render(request, "cohorts/cohort_add.html", {"cohort": cohort, "form": PasteForm()})
    already_here = {row.email for row in board_for(request, [cohort])}
    own_address = person_of(request).email
    if "text" not in request.POST:
        rows = rows_from(request.POST, already_here=already_here, own_address=own_address)
        return _checked(request, cohort, rows)
    form = PasteForm(request.POST, already_here=already_here, own_address=own_address)
    if not form.is_valid():
        return render(request, "cohorts/cohort_add.html", {"cohort": cohort, "form": form}, status=422)
    return _check_table(request, cohort, form.rows)


def _checked(request: HttpRequest, cohort: Cohort, rows: list[PastedPerson]) -> HttpResponse:
    """The check table came back: look once more, or invite everybody in a good row."""
    good = [row for row in rows if row.is_good]
    if request.POST.get("action") != "confirm" or not (good or _nobody_new(rows)):
        return _check_table(request, cohort, rows)
    invited = invite_supervisors(
        organisation=organisation_of(request),
        cohort=cohort,
        rows=good,
        invited_by=my_name(request),
    )
    _tell(request, invited.new, [row for row in rows if not row.is_good])
    return redirect("cohort_board", cohort.pk)


def _nobody_new(rows: list[PastedPerson]) -> bool:
    return bool(rows) and all(row.is_remark for row in rows)


def _check_table(request: HttpRequest, cohort: Cohort, rows: list[PastedPerson]) -> HttpResponse:
    if not rows:
        return redirect("cohort_add", cohort.pk)
    good = [row for row in rows if row.is_good]
    bad_count = sum(not row.is_good and not row.is_remark for row in rows)
    context = {
        "cohort": cohort,
        "rows": rows,
        "good_count": len(good),
        "bad_count": bad_count,
        "addresses": "; ".join(row.email for row in good),
    }
    return render(request, "cohorts/cohort_check.html", context, status=422 if bad_count else 200)


def _tell(request: HttpRequest, new: int, left_out: list[PastedPerson]) -> None:
    if new:
        text = ngettext("%(count)d uitnodiging verstuurd.", "%(count)d uitnodigingen verstuurd.", new)
        messages.success(request, text % {"count": new})
    else:
        messages.info(request, _("Niemand nieuw in deze groep. Er is niets verstuurd."))
    for row in left_out[:10]:
        tell = messages.info if row.is_remark else messages.warning
        text = _("Overgeslagen: %(row)s. %(reason)s")
        tell(request, text % {"row": row.typed, "reason": " ".join(row.messages)})
