"""Who looks after a group: `/groepen/<id>/begeleiders/` for its trainers, `/beheer/groepen/` for administrators."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.forms import TrainerForm
from cohorts.models import Cohort
from cohorts.queries import trainers_by_cohort, trainers_here, trainers_in
from cohorts.services import NobodyLeft, let_look_after, stop_looking_after
from cohorts.views.access import own_cohort
from organisations.asking import person_of
from people.audit import record_listed
from people.models import Person


@require_safe
def group_admin(request: HttpRequest) -> HttpResponse:
    """`/beheer/groepen/`: every group with who looks after it, and nobody who takes part."""
    today = timezone.localdate()
    cohorts = list(Cohort.objects.all())
    looking = trainers_by_cohort(cohorts)
    context = {
        "groups": [(each, looking[each.pk], each.ends is not None and each.ends < today) for each in cohorts]
    }
    record_listed({one.person_id: Cohort._meta.label for some in looking.values() for one in some})
    return render(request, "cohorts/group_admin.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def group_trainers(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/beheer/groepen/<id>/`: give a group another trainer, as the administrator."""
    cohort = get_object_or_404(Cohort.objects.all(), pk=cohort_id)
    return _answer(request, cohort, reverse("group_admin"), _("Groepen"), is_own=False)


@require_http_methods(["GET", "HEAD", "POST"])
def cohort_trainers(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """`/groepen/<id>/begeleiders/`: hand one's own group over, or look after it together."""
    cohort = own_cohort(request, cohort_id)
    return _answer(request, cohort, reverse("cohort_board", args=[cohort.pk]), cohort.name, is_own=True)


def _answer(
    request: HttpRequest, cohort: Cohort, back: str, back_label: str, *, is_own: bool
) -> HttpResponse:
    looking = trainers_in(cohort)
    known = {each.person_id for each in looking}
    here = trainers_here(timezone.localdate())
    # Who looks after it already may be chosen again: a second press is no fault.
    form = TrainerForm(
        request.POST if request.method == "POST" and "remove" not in request.POST else None,
        trainers=[(each.person_id, each.shown_name) for each in here],
    )
    if "remove" in request.POST:
        return _remove(request, cohort, known, is_own=is_own)
    if form.is_bound and form.is_valid():
        trainer = get_object_or_404(Person, pk=form.cleaned_data["trainer"])
        let_look_after(cohort=cohort, trainer=trainer)
        name = next(each.shown_name for each in here if each.person_id == trainer.pk)
        messages.success(request, _("%(name)s begeleidt deze groep nu ook.") % {"name": name})
        return redirect(request.path)
    form.offer([(each.person_id, each.shown_name) for each in here if each.person_id not in known])
    record_listed(dict.fromkeys([*known, *(each.person_id for each in here)], Cohort._meta.label))
    context = {
        "cohort": cohort,
        "looking": looking,
        "form": form,
        "has_choice": any(each.person_id not in known for each in here),
        "back": back,
        "back_label": back_label,
    }
    return render(request, "cohorts/cohort_trainers.html", context, status=422 if form.is_bound else 200)


def _remove(request: HttpRequest, cohort: Cohort, known: set[int], *, is_own: bool) -> HttpResponse:
    """Take one away; who took herself away does not see the group any more."""
    posted = request.POST["remove"]
    key = next((each for each in known if str(each) == posted), None)
    if key is None:
        raise Http404
    try:
        stop_looking_after(cohort=cohort, person_id=key)
    except NobodyLeft:
        messages.error(request, _("Dan begeleidt niemand deze groep. Zet eerst een ander erbij."))
        return redirect(request.path)
    messages.success(request, _("Bewaard."))
    went = is_own and key == person_of(request).pk
    return redirect("cohort_list" if went else request.path)
