"""`/groepen/`: a trainer's groups; `/cijfers/` of the region."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.forms import CohortForm
from cohorts.queries import cohorts_with_counts, figures_of
from cohorts.rules import is_looked_after
from cohorts.services import change_cohort, create_cohort
from cohorts.views.access import own_cohort_ever
from organisations.asking import organisation_of, person_of
from organisations.models import Organisation
from organisations.queries import administrators, members
from organisations.tenancy import all_organisations
from people.audit import record_listed_at


@require_safe
def cohort_list(request: HttpRequest) -> HttpResponse:
    """`/groepen/`: the groups of this trainer."""
    today = timezone.localdate()
    cohorts = list(cohorts_with_counts(person_of(request), today))
    for cohort in cohorts:
        if not is_looked_after(cohort.ends, today):
            cohort.people = None  # type: ignore[attr-defined]  # its name and days are left
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
            organisation=organisation_of(request),
            name=form.cleaned_data["name"],
            trainer=person_of(request),
            starts=form.cleaned_data["starts"],
            ends=form.cleaned_data["ends"],
        )
        return redirect("cohort_add", cohort.pk)
    return _cohort_form(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_edit(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/groepen/<id>/wijzigen/`: another name, or other dates."""
    cohort = own_cohort_ever(request, cohort_id)
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
def figures(request: HttpRequest) -> HttpResponse:
    """`/cijfers/`: totals per organisation, from five people on, and who manages it."""
    today = timezone.localdate()
    with all_organisations("figures of the region"):
        found = figures_of(members(), today)
        admins = administrators(today)
    houses = [
        (each.organisation, [admin for admin in admins if admin.organisation_id == each.organisation.pk])
        for each in found
    ]
    record_listed_at(
        (organisation.key, admin.person_id, Organisation._meta.label)
        for organisation, listed in houses
        for admin in listed
    )
    return render(request, "cohorts/figures.html", {"figures": found, "houses": houses})
