"""One supervisor in a group: her status, her invitation, and taking her out of the group."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts.rules import BoardRow
from cohorts.services import leave
from cohorts.views.access import own_cohort, row_of
from organisations.asking import my_name, organisation_of, person_of
from organisations.models import Membership
from organisations.services import invite_again
from people.audit import record
from people.enums import Verb
from people.models import Person
from selfscan.queries import shared_words


@require_safe
def cohort_person(request: HttpRequest, cohort_id: int, person_id: int) -> HttpResponse:
    """`/groepen/<id>/<person>/`: one supervisor: status, and the words that she shares."""
    cohort = own_cohort(request, cohort_id)
    row = row_of(request, cohort, person_id)
    words = _shared_words(request, row) if row.scan_shared else None
    record(Verb.READ_STATUS if words is None else Verb.READ_RESULT, subject=row.person_id, about=cohort)
    context = {"cohort": cohort, "row": row, "words": words}
    return render(request, "cohorts/cohort_person.html", context)


def _shared_words(request: HttpRequest, row: BoardRow) -> dict[str, str | None] | None:
    return shared_words(
        get_object_or_404(Person, pk=row.person_id),
        viewer=person_of(request),
        organisation=organisation_of(request),
    )


@require_POST
def cohort_resend(request: HttpRequest, cohort_id: int, person_id: int) -> HttpResponse:
    """Send somebody's invitation once more."""
    cohort = own_cohort(request, cohort_id)
    row = row_of(request, cohort, person_id)
    membership = get_object_or_404(Membership.objects.select_related("person"), pk=row.membership_id)
    sent = invite_again(membership=membership, invited_by=my_name(request), group=cohort.name)
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
    cohort = own_cohort(request, cohort_id)
    row = row_of(request, cohort, person_id)
    if request.method != "POST":
        record(Verb.READ_ACCOUNT, subject=row.person_id, about=cohort)
        return render(request, "cohorts/cohort_leave.html", {"cohort": cohort, "row": row})
    leave(cohort=cohort, person_id=person_id)
    messages.success(request, _("%(name)s zit niet meer in deze groep.") % {"name": row.name})
    return redirect("cohort_board", cohort.pk)
