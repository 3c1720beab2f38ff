"""`/beheer/mensen/inlezen/`: a file → what it would do → confirmed, and only then done."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from organisations.asking import organisation_of, person_of
from organisations.forms import roles_for
from organisations.models import Membership
from organisations.people_list.columns import Understood
from organisations.people_list.forms import ListForm, NotOurs, sealed, unsealed
from organisations.people_list.plan import Outcome, Plan
from organisations.people_list.services import Done, NotAsChecked, all_faults, checked, read_in
from organisations.people_list.template_files import csv_template, workbook_template
from people.audit import record_listed
from people.kept import forget, keep, kept

KEPT = "people-list"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def people_list(request: HttpRequest) -> HttpResponse:
    """`/beheer/mensen/inlezen/`: choose a file, check it, confirm it."""
    if request.method == "POST" and request.POST.get("action") == "confirm":
        return _confirmed(request)
    form = ListForm(organisation=organisation_of(request))
    if request.method != "POST":
        return _kept(request) or _choose(request, form)
    form = ListForm(request.POST, request.FILES, organisation=organisation_of(request))
    if not form.is_valid():
        return _choose(request, form)
    token = keep(str(request.session.session_key), kind=KEPT, content=form.understood.packed())
    return redirect(f"{reverse('people_list')}?{urlencode({'lijst': token})}")


def _kept(request: HttpRequest) -> HttpResponse | None:
    """The page of a list that was sent before: an address to come back to."""
    token = request.GET.get("lijst", "")
    content = kept(str(request.session.session_key), kind=KEPT, token=token)
    if content is None:
        return None
    understood = Understood.unpacked(content)
    return _check(request, checked(understood.rows, reader=person_of(request)), understood)


def _choose(request: HttpRequest, form: ListForm) -> HttpResponse:
    context = {
        "form": form,
        "roles": roles_for(organisation_of(request)),
        "is_gone": request.method != "POST" and "lijst" in request.GET,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "organisations/people_list.html", context, status=status)


def _check(
    request: HttpRequest, plan: Plan, understood: Understood | None = None, *, is_stale: bool = False
) -> HttpResponse:
    """Every fault, or what would happen; nothing has been done."""
    faults = all_faults(understood, plan)
    changed = plan.with_outcome(Outcome.CHANGED)
    if not faults:
        record_listed(
            {each.membership.person_id: Membership._meta.label for each in changed if each.membership}
        )
    context = {
        "plan": plan,
        "faults": faults,
        "left_out": understood.left_out if understood else (),
        "new": plan.with_outcome(Outcome.NEW),
        "changed": changed,
        "same": plan.with_outcome(Outcome.SAME),
        "is_stale": is_stale,
        "sealed": ""
        if faults
        else sealed(plan, organisation=organisation_of(request), person=person_of(request)),
    }
    status = 422 if faults else 409 if is_stale else 200
    return render(request, "organisations/people_list_check.html", context, status=status)


def _confirmed(request: HttpRequest) -> HttpResponse:
    membership: Membership = request.membership  # type: ignore[attr-defined]
    try:
        rows, shown = unsealed(
            request.POST.get("list", ""), organisation=organisation_of(request), person=person_of(request)
        )
    except NotOurs:
        form = ListForm({}, organisation=organisation_of(request))
        form.add_error("file", _("Deze lijst is niet meer te lezen. Kies het bestand opnieuw."))
        return _choose(request, form)
    try:
        done = read_in(
            organisation=organisation_of(request),
            rows=rows,
            fingerprint=shown,
            reader=person_of(request),
            invited_by=membership.shown_name if request.POST.get("invite") else "",
        )
    except NotAsChecked as now:
        return _check(request, now.plan, is_stale=True)
    forget(str(request.session.session_key), kind=KEPT, token=request.GET.get("lijst", ""))
    messages.success(request, _told(done))
    return redirect("people_admin")


def _told(done: Done) -> str:
    if not (done.new or done.changed):
        return _("Alles stond er al zo in. Er is niets veranderd.")
    parts = [
        ngettext("%(count)d nieuwe rol.", "%(count)d nieuwe rollen.", done.new) % {"count": done.new},
        ngettext("%(count)d rol gewijzigd.", "%(count)d rollen gewijzigd.", done.changed)
        % {"count": done.changed},
        ngettext("%(count)d uitnodiging verstuurd.", "%(count)d uitnodigingen verstuurd.", done.invited)
        % {"count": done.invited},
    ]
    numbers = (done.new, done.changed, done.invited)
    return " ".join(part for part, number in zip(parts, numbers, strict=True) if number)


@require_safe
def people_list_template(request: HttpRequest, ending: str) -> HttpResponse:
    """`/beheer/mensen/inlezen/sjabloon.csv` and `.xlsx`: the list to fill in."""
    if ending == "csv":
        response = HttpResponse(csv_template(), content_type="text/csv; charset=utf-8")
    elif ending == "xlsx":
        response = HttpResponse(workbook_template(organisation_of(request)), content_type=WORKBOOK)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="mensen.{ending}"'
    return response
