"""`/samen/bijeenkomsten/`: the list, planning one, who takes part, cancelling."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gatherings.enums import State
from gatherings.forms import PlanForm, said_of
from gatherings.queries import (
    Seen,
    attendance_at,
    colleagues_of,
    found_people,
    gatherings_for,
    groups_to_ask,
    may_be_asked,
    offered_forms,
    shared_takeaways,
    takeaway_of,
)
from gatherings.services import (
    NotNow,
    add_people,
    cancel_gathering,
    change_gathering,
    let_bring_in,
    plan_gathering,
    remove_person,
    restore_gathering,
)
from gatherings.views.access import led_or_refused, role_of, seen_or_404
from organisations.asking import organisation_of, person_of
from organisations.enums import Role
from people.audit import record_each
from people.enums import Verb

SEARCH_LENGTH = 80


@require_safe
def gathering_list(request: HttpRequest) -> HttpResponse:
    """What is coming, what goes on now, and what has been."""
    found = gatherings_for(person_of(request), role_of(request))
    context = {
        "running": [each for each in found if each.state is State.RUNNING],
        "planned": [each for each in found if each.state is State.PLANNED],
        "past": [each for each in reversed(found) if each.state in {State.ENDED, State.CANCELLED}],
        "forms": offered_forms(),
    }
    return render(request, "gatherings/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_create(request: HttpRequest) -> HttpResponse:
    """`/samen/bijeenkomsten/nieuw/`: plan one, about the case in the address if there is one."""
    person = person_of(request)
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        person=person,
        case=request.GET.get("casus", "")[:SEARCH_LENGTH],
    )
    if request.method == "POST" and form.is_valid():
        gathering = plan_gathering(
            organisation=organisation_of(request),
            leader=person,
            uuid=form.cleaned_data["uuid"],
            brings_in=form.brings_in,
            **form.values(),
        )
        messages.success(request, _("De bijeenkomst staat klaar. Wie doet er mee?"))
        return redirect("gathering_people", gathering.pk)
    return _plan_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_edit(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Another subject, way or day, as long as it has not begun."""
    seen = led_or_refused(request, gathering_id)
    if seen.state is not State.PLANNED:
        messages.info(request, _("Wijzigen kan alleen voordat de bijeenkomst begint."))
        return redirect("gathering_detail", gathering_id)
    posted = request.POST if request.method == "POST" else None
    form = PlanForm(posted, person=person_of(request), gathering=seen.gathering)
    if request.method == "POST" and form.is_valid():
        try:
            change_gathering(
                gathering=seen.gathering,
                by=person_of(request),
                brings_in=form.brings_in,
                **form.values(),
            )
        except NotNow:
            return _plan_page(request, form, seen, status=409)
        messages.success(request, _("Bewaard."))
        return redirect("gathering_detail", gathering_id)
    return _plan_page(request, form, seen)


def _plan_page(request: HttpRequest, form: PlanForm, seen: Seen | None, status: int = 0) -> HttpResponse:
    context = {"form": form, "seen": seen, "is_stale": status == 409}
    return render(request, "gatherings/plan.html", context, status=status or (422 if form.is_bound else 200))


@require_safe
def gathering_detail(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """One gathering: what, when, who, and what is hers of it.

    A trainer who does not take part sees status only, of the people in her groups; that is told to them.
    """
    seen = seen_or_404(request, gathering_id)
    person = person_of(request)
    keys = [each.person_id for each in seen.named]
    has_begun = seen.state in {State.RUNNING, State.ENDED}
    shows_presence = seen.state is State.ENDED and (seen.leads or role_of(request) == Role.PRACTICE_TRAINER)
    present = attendance_at(seen.gathering, keys if shows_presence else [person.pk])
    context = {
        "seen": seen,
        "gathering": seen.gathering,
        "discussion": seen.gathering.discussion,
        "people": [(each, each.person_id in present) for each in seen.named],
        "shows_presence": shows_presence,
        "mine": present.get(person.pk),
        "takeaway": takeaway_of(person, seen.gathering) if seen.takes_part and has_begun else None,
        "shared": shared_takeaways(seen.gathering, keys) if seen.takes_part and has_begun else [],
    }
    if shows_presence and not seen.takes_part:
        record_each(Verb.READ_ATTENDANCE, subjects=keys, about=seen.gathering)
    return render(request, "gatherings/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_people(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """`…/wie/`: who takes part: colleagues of the team, a trainer's groups, and whoever is found by name."""
    seen = led_or_refused(request, gathering_id)
    if request.method == "POST":
        return _change_people(request, seen)
    person, today = person_of(request), timezone.localdate()
    keys = [each.person_id for each in seen.people]
    text = request.GET.get("q", "").strip()[:SEARCH_LENGTH]
    context = {
        "seen": seen,
        "gathering": seen.gathering,
        "search": text,
        "found": found_people(text, today, without=keys),
        "colleagues": colleagues_of(person, today, without=keys),
        "groups": groups_to_ask(person, today, without=keys)
        if role_of(request) == Role.PRACTICE_TRAINER
        else [],
        "is_open": seen.state in {State.PLANNED, State.RUNNING},
    }
    return render(request, "gatherings/people.html", context)


def _change_people(request: HttpRequest, seen: Seen) -> HttpResponse:
    try:
        _do(request, seen)
    except NotNow:
        messages.error(request, _("Dat kan niet meer: de bijeenkomst is afgerond of afgezegd."))
    return redirect("gathering_people", seen.gathering.pk)


def _do(request: HttpRequest, seen: Seen) -> None:
    """Add one person or a whole group, take one away, or say who brings the case in."""
    posted, gathering = request.POST, seen.gathering
    if "group" in posted:
        groups = groups_to_ask(person_of(request), timezone.localdate(), without=[])
        group = next((each for each in groups if str(each.key) == posted["group"]), None)
        if group is None or role_of(request) != Role.PRACTICE_TRAINER:
            raise Http404
        number = add_people(gathering=gathering, people=[each.pk for each in group.people])
        messages.success(request, said_of(number))
    elif "add" in posted:
        key = _key(posted["add"])
        if not may_be_asked(key, timezone.localdate()):
            raise Http404
        add_people(gathering=gathering, people=[key])
    elif "remove" in posted or "bringer" in posted:
        key = _key(posted.get("remove") or posted.get("bringer", ""))
        if key not in {each.person_id for each in seen.people}:
            raise Http404
        if "remove" in posted:
            remove_person(gathering=gathering, person_id=key)
        else:
            let_bring_in(gathering=gathering, person_id=key)


def _key(text: str) -> int:
    """A key as it is posted, or 404."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Http404
    return int(text)


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_cancel(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """`…/afzeggen/`: after asking."""
    seen = led_or_refused(request, gathering_id)
    if request.method != "POST":
        context = {
            "gathering": seen.gathering,
            "is_over": seen.state is State.ENDED,
            "is_past": seen.gathering.held_on < timezone.localdate(),
        }
        return render(request, "gatherings/cancel.html", context)
    try:
        cancel_gathering(gathering=seen.gathering, by=person_of(request))
    except NotNow:
        messages.error(request, _("Deze bijeenkomst is al geweest."))
    else:
        messages.success(request, _("De bijeenkomst is afgezegd."))
    return redirect("gathering_detail", gathering_id)


@require_POST
def gathering_restore(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """It goes on after all."""
    seen = led_or_refused(request, gathering_id)
    restore_gathering(gathering=seen.gathering, by=person_of(request))
    messages.success(request, _("De bijeenkomst gaat toch door."))
    return redirect("gathering_detail", gathering_id)
