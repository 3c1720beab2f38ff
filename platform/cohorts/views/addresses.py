"""A mail came back: the trainer repairs the address and invites again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts.views.access import board_for, own_cohort, row_of
from organisations.asking import my_name, person_of
from organisations.enums import Role
from organisations.forms import CorrectAddressForm
from organisations.models import Membership
from organisations.queries import may_correct_address_of
from organisations.services import AddressStays, correct_address
from organisations.words import corrected_text
from people.audit import record
from people.enums import Verb


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_address(request: HttpRequest, cohort_id: int, person_id: int) -> HttpResponse:
    """`/groepen/<id>/<person>/adres/`: another address for somebody who did not come in yet."""
    cohort = own_cohort(request, cohort_id)
    row = row_of(request, cohort, person_id)
    membership = get_object_or_404(Membership.objects.select_related("person"), pk=row.membership_id)
    form = CorrectAddressForm(
        request.POST or None,
        old=row.email,
        own_address=person_of(request).email,
        taken={each.email for each in board_for(request, [cohort])},
        taken_text=_("Iemand met dit adres zit al in deze groep."),
    )
    may_correct = may_correct_address_of(membership, by_role=Role.PRACTICE_TRAINER)
    if request.method == "POST" and form.is_valid() and may_correct:
        try:
            held = correct_address(
                membership=membership,
                email=form.cleaned_data["email"],
                by_role=Role.PRACTICE_TRAINER,
                invited_by=my_name(request),
                group=cohort.name,
            )
        except AddressStays:  # she signed in just now
            may_correct = False
        else:
            messages.success(
                request,
                corrected_text(held, row.name),
            )
            return redirect("cohort_board", cohort.pk)
    record(Verb.READ_ACCOUNT, subject=row.person_id, about=cohort)
    context = {"cohort": cohort, "row": row, "form": form, "may_correct": may_correct}
    status = 422 if request.method == "POST" else 200
    return render(request, "cohorts/cohort_address.html", context, status=status)
