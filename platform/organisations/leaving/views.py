"""`/beheer/mensen/uit-dienst/<person>/`: somebody leaves this organisation."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisations.leaving.forms import LeaveForm
from organisations.leaving.services import (
    OwnLeave,
    TooLate,
    leave_of,
    record_leave,
    roles_of,
    take_back,
)
from organisations.models import Membership, Organisation
from organisations.queries import people_of
from organisations.words import addressed
from people.audit import record
from people.enums import Verb
from people.models import Person


def _memberships(person_id: int) -> list[Membership]:
    """Her roles here that have not ended; the same 404 for a stranger as for nobody."""
    found = list(people_of(timezone.localdate()).filter(person=person_id).order_by("pk"))
    if not found:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def people_leave(request: HttpRequest, person_id: int) -> HttpResponse:
    """Which day is the last one, what stays whose, and the way back until that day."""
    memberships = _memberships(person_id)
    name, leave = memberships[0].shown_name, leave_of(person_id)
    action = request.POST.get("action") if request.method == "POST" else ""
    form = LeaveForm(
        request.POST if action == "save" else None,
        initial={"last_day": leave.last_day if leave else timezone.localdate()},
    )
    if action == "take_back":
        return _taken_back(request, memberships[0].person, name)
    day = timezone.localdate() - dt.timedelta(days=1) if action == "now" else None
    if action == "save" and form.is_valid():
        day = form.cleaned_data["last_day"]
    fault = ""
    if day:
        fault = _left(request, memberships[0].person, day, name)
        if not fault:
            return redirect("people_admin")
    record(Verb.READ_ACCOUNT, subject=person_id, about=memberships[0])
    context = {
        "form": form,
        "fault": fault,
        "name": name,
        "roles": roles_of(memberships),
        "leave": leave,
        "is_self": person_id == request.user.pk,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "organisations/leave.html", context, status=status)


def _left(request: HttpRequest, person: Person, day: dt.date, name: str) -> str:
    """Record it and tell so; the sentence that is shown when it may not be."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    reader: Person = request.user  # type: ignore[assignment]  # portal.access admits members only
    try:
        record_leave(organisation=organisation, person=person, last_day=day, recorded_by=reader)
    except OwnLeave:
        return addressed(
            organisation,
            _("Je kunt jezelf niet uit dienst melden. Vraag een andere beheerder."),
            _("U kunt uzelf niet uit dienst melden. Vraag een andere beheerder."),
        )
    if day < timezone.localdate():
        messages.success(request, _("%(name)s heeft hier geen rollen meer.") % {"name": name})
    else:
        text = _("De laatste dag van %(name)s is %(day)s. Tot en met die dag is dit terug te draaien.")
        messages.success(request, text % {"name": name, "day": date_format(day, "j F Y")})
    return ""


def _taken_back(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    try:
        take_back(person=person)
    except TooLate:
        messages.info(request, _("Hier valt niets meer terug te draaien."))
    else:
        messages.success(request, _("Teruggedraaid: %(name)s blijft.") % {"name": name})
    return redirect("people_admin")
