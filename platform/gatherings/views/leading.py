"""`…/leiden/`: one step at a time, on one screen; and closing it."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatherings.enums import Move, State
from gatherings.forms import EndForm
from gatherings.models import Gathering
from gatherings.queries import Seen, attendance_at
from gatherings.rules import seconds_in_step, suggested_minutes
from gatherings.services import NotNow, StaleGathering, end_gathering, move, start_gathering
from gatherings.views.access import led_or_refused, role_of
from organisations.enums import Role


@require_POST
def gathering_start(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Begin, or go on where it was."""
    seen = led_or_refused(request, gathering_id)
    try:
        start_gathering(gathering=seen.gathering)
    except NotNow:
        messages.error(request, _("Deze bijeenkomst is al geweest of afgezegd."))
        return redirect("gathering_detail", gathering_id)
    return redirect("gathering_lead", gathering_id)


@require_safe
def gathering_lead(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """The step where it is."""
    seen = led_or_refused(request, gathering_id)
    if seen.state is not State.RUNNING:
        return redirect("gathering_detail", gathering_id)
    return render(request, "gatherings/lead.html", lead_context(seen.gathering, role_of(request)))


@require_POST
def gathering_move(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """On, back, pause: 409 with the step of now when somebody else went on meanwhile."""
    seen = led_or_refused(request, gathering_id)
    what, revision = request.POST.get("what", ""), request.POST.get("revision", "")
    if what not in Move.values:
        return redirect("gathering_lead", gathering_id)
    try:
        move(
            gathering=seen.gathering,
            what=Move(what),
            revision=int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 9 else -1,
        )
    except StaleGathering as stale:
        context = lead_context(stale.gathering, role_of(request), is_stale=True)
        return render(request, "gatherings/lead.html", context, status=409)
    except NotNow:
        pass  # the page that follows says where it stands
    return redirect("gathering_lead", gathering_id)


def lead_context(
    gathering: Gathering, role: str, *, now: dt.datetime | None = None, **more: Any
) -> dict[str, Any]:
    """What the led screen shows; the note of the case for a trainer only."""
    now = now or timezone.now()
    discussion = gathering.discussion
    step = discussion.steps[gathering.step]
    spent = seconds_in_step(
        counted=gathering.step_seconds,
        began_at=gathering.step_began_at,
        is_paused=gathering.is_paused,
        now=now,
    )
    return {
        "gathering": gathering,
        "discussion": discussion,
        "step": step,
        "number": gathering.step + 1,
        "total": len(discussion.steps),
        "is_last": gathering.step + 1 == len(discussion.steps),
        "spent": spent,
        "over": spent > step.minutes * 60,
        "until": now + dt.timedelta(seconds=max(0, step.minutes * 60 - spent)),
        "guide_note": gathering.case.guide_note if gathering.case and role == Role.PRACTICE_TRAINER else "",
        **more,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_end(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """`…/afronden/`: how long it took and who was there; afterwards the same, to correct it."""
    seen = led_or_refused(request, gathering_id)
    if seen.state not in {State.RUNNING, State.ENDED}:
        return redirect("gathering_detail", gathering_id)
    people = [(each.person_id, str(each.person)) for each in seen.people]
    if request.method != "POST":
        return _end_page(request, seen, EndForm(people=people, initial=_end_initial(seen)))
    form = EndForm(request.POST, people=people)
    if not form.is_valid():
        return _end_page(request, seen, form, status=422)
    cleaned = form.cleaned_data
    try:
        end_gathering(
            gathering=seen.gathering,
            minutes=cleaned["minutes"],
            present=cleaned["present"],
            guests=cleaned["guests"] or 0,
            revision=cleaned["revision"],
        )
    except StaleGathering as stale:
        again = {**cleaned, "revision": stale.gathering.revision}
        return _end_page(request, seen, EndForm(people=people, initial=again), status=409)
    except NotNow:
        messages.error(request, _("Deze bijeenkomst is afgezegd: er zijn geen uren genoteerd."))
        return redirect("gathering_detail", gathering_id)
    messages.success(request, _("De bijeenkomst is afgerond. Wie erbij was, ziet de tijd bij Mijn bewijzen."))
    return redirect("gathering_detail", gathering_id)


def _end_initial(seen: Seen) -> dict[str, Any]:
    gathering = seen.gathering
    keys = [each.person_id for each in seen.people]
    planned = gathering.discussion.minutes
    return {
        "revision": gathering.revision,
        "minutes": gathering.minutes_held or suggested_minutes(gathering.started_at, timezone.now(), planned),
        "present": list(attendance_at(gathering, keys)) if gathering.ended_at else keys,
        "guests": gathering.guests,
    }


def _end_page(request: HttpRequest, seen: Seen, form: EndForm, status: int = 200) -> HttpResponse:
    context = {"seen": seen, "gathering": seen.gathering, "form": form, "is_stale": status == 409}
    return render(request, "gatherings/end.html", context, status=status)
