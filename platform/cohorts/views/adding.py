"""Paste → check table → confirmed, and only then invited."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cohorts.forms import PasteForm, rows_from
from cohorts.models import Cohort
from cohorts.rules import PastedPerson, check_people
from cohorts.services import invite_supervisors
from cohorts.views.access import board_for, own_cohort
from organisations.asking import my_name, organisation_of, person_of
from people.kept import forget, keep, kept

MOST_TOLD = 10  # rows that were left out, each with its reason


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_add(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/groepen/<id>/toevoegen/`: paste → check table → confirmed, and only then invited."""
    cohort = own_cohort(request, cohort_id)
    if request.method != "POST":
        return _kept(request, cohort) or _paste(request, cohort)
    known = _Known.of(request, cohort)
    if "text" not in request.POST:
        rows = rows_from(request.POST, already_here=known.already_here, own_address=known.own_address)
        return _checked(request, cohort, rows)
    form = PasteForm(request.POST, already_here=known.already_here, own_address=known.own_address)
    if not form.is_valid():
        return render(request, "cohorts/cohort_add.html", {"cohort": cohort, "form": form}, status=422)
    return _to_check_table(request, cohort, form.rows)


@dataclass(frozen=True)
class _Known:
    """Who needs no invitation: the people of the group, and who pastes."""

    already_here: frozenset[str]
    own_address: str

    @classmethod
    def of(cls, request: HttpRequest, cohort: Cohort) -> "_Known":
        here = frozenset(row.email for row in board_for(request, [cohort]))
        return cls(here, person_of(request).email)


def _paste(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    context = {"cohort": cohort, "form": PasteForm(), "is_gone": "lijst" in request.GET}
    return render(request, "cohorts/cohort_add.html", context)


def _to_check_table(request: HttpRequest, cohort: Cohort, rows: list[PastedPerson]) -> HttpResponse:
    """What was typed waits on the server, so that the table has an address to come back to."""
    if not rows:
        return redirect("cohort_add", cohort.pk)
    token = keep(
        str(request.session.session_key),
        kind=_kind(cohort),
        content=[row.packed() for row in rows],
        token=request.GET.get("lijst", ""),
    )
    return redirect(f"{reverse('cohort_add', args=[cohort.pk])}?{urlencode({'lijst': token})}")


def _kept(request: HttpRequest, cohort: Cohort) -> HttpResponse | None:
    """The table of a list that was typed before, compared with the group as it is now."""
    token = request.GET.get("lijst", "")
    content = kept(str(request.session.session_key), kind=_kind(cohort), token=token)
    if content is None:
        return None
    known = _Known.of(request, cohort)
    typed = [PastedPerson.unpacked(row) for row in content]
    rows = check_people(typed, already_here=known.already_here, own_address=known.own_address)
    return _check_table(request, cohort, rows)


def _kind(cohort: Cohort) -> str:
    return f"cohort-add-{cohort.pk}"


def _checked(request: HttpRequest, cohort: Cohort, rows: list[PastedPerson]) -> HttpResponse:
    """The check table came back: look once more, or invite everybody in a good row."""
    good = [row for row in rows if row.is_good]
    if request.POST.get("action") != "confirm" or not (good or _nobody_new(rows)):
        return _to_check_table(request, cohort, rows)
    invited = invite_supervisors(
        organisation=organisation_of(request),
        cohort=cohort,
        rows=good,
        invited_by=my_name(request),
    )
    forget(str(request.session.session_key), kind=_kind(cohort), token=request.GET.get("lijst", ""))
    _tell(request, invited.new, [row for row in rows if not row.is_good])
    return redirect("cohort_board", cohort.pk)


def _nobody_new(rows: list[PastedPerson]) -> bool:
    return bool(rows) and all(row.is_remark for row in rows)


def _check_table(request: HttpRequest, cohort: Cohort, rows: list[PastedPerson]) -> HttpResponse:
    good = [row for row in rows if row.is_good]
    bad_count = sum(not row.is_good and not row.is_remark for row in rows)
    context = {
        "cohort": cohort,
        "rows": rows,
        "good_count": len(good),
        "bad_count": bad_count,
        # A good row without a name has a field too.
        "has_fields": bad_count or not all(row.name for row in good),
        "addresses": "; ".join(row.email for row in good),
    }
    return render(request, "cohorts/cohort_check.html", context, status=422 if bad_count else 200)


def _tell(request: HttpRequest, new: int, left_out: list[PastedPerson]) -> None:
    if new:
        text = ngettext("%(count)d uitnodiging verstuurd.", "%(count)d uitnodigingen verstuurd.", new)
        messages.success(request, text % {"count": new})
    else:
        messages.info(request, _("Niemand nieuw in deze groep. Er is niets verstuurd."))
    for row in left_out[:MOST_TOLD]:
        tell = messages.info if row.is_remark else messages.warning
        text = _("Overgeslagen: %(row)s. %(reason)s")
        tell(request, text % {"row": row.typed, "reason": " ".join(row.messages)})
    if more := len(left_out[MOST_TOLD:]):
        text = ngettext("En nog %(count)d rij overgeslagen.", "En nog %(count)d rijen overgeslagen.", more)
        messages.warning(request, text % {"count": more})
