"""`/groepen/<id>/startkaarten/`: cards for the own supervisors who have not begun yet."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts.queries import enrolments_in
from cohorts.views.access import own_cohort
from organisations.start_cards.page import start_cards_page
from organisations.start_cards.queries import candidates, supervisors_among


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_start_cards(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """For whoever takes part in this group, is a supervisor and nothing else, and never signed in here."""
    cohort = own_cohort(request, cohort_id)
    today = timezone.localdate()
    people = {each.person_id for each in enrolments_in([cohort], today)}
    return start_cards_page(
        request,
        supervisors_among(candidates(today), people),
        here=reverse("cohort_start_cards", args=[cohort.pk]),
        back=reverse("cohort_board", args=[cohort.pk]),
        back_label=_("Groep %(name)s") % {"name": cohort.name},
    )
