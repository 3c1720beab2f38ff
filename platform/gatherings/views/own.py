"""What is somebody's own of a gathering: what she takes along, and that she was there."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gatherings.enums import State
from gatherings.forms import TakeawayForm
from gatherings.queries import Seen, takeaway_of
from gatherings.services import NotNow, StaleTakeaway, confirm_attendance, save_takeaway
from gatherings.views.access import own_or_404
from organisations.asking import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def gathering_takeaway(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """`…/meenemen/`: one's own words, on one's own phone; who says it aloud leaves it empty."""
    seen = own_or_404(request, gathering_id)
    if seen.state not in {State.RUNNING, State.ENDED}:
        return redirect("gathering_detail", gathering_id)
    person = person_of(request)
    if request.method != "POST":
        kept = takeaway_of(person, seen.gathering)
        initial = {
            "revision": kept.revision if kept else 0,
            "text": kept.text if kept else "",
            "is_shared": kept.is_shared if kept else False,
        }
        return _page(request, seen, TakeawayForm(initial=initial))
    form = TakeawayForm(request.POST)
    if not form.is_valid():
        return _page(request, seen, form, status=422)
    cleaned = form.cleaned_data
    try:
        kept = save_takeaway(
            person=person,
            gathering=seen.gathering,
            text=cleaned["text"],
            is_shared=cleaned["is_shared"],
            revision=cleaned["revision"],
        )
    except StaleTakeaway as stale:
        again = TakeawayForm(initial={**cleaned, "revision": stale.current.revision})
        return _page(request, seen, again, status=409, current=stale.current)
    except NotNow:
        return _page(request, seen, form, status=409, is_over=True)
    messages.success(request, _("Bewaard.") if kept else _("Er is niets bewaard. Hardop zeggen is ook goed."))
    return redirect("gathering_detail", gathering_id)


def _page(
    request: HttpRequest, seen: Seen, form: TakeawayForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"seen": seen, "gathering": seen.gathering, "form": form, **more}
    return render(request, "gatherings/takeaway.html", context, status=status)


@require_POST
def gathering_confirm(request: HttpRequest, gathering_id: int) -> HttpResponse:
    """Say whether one was there."""
    seen = own_or_404(request, gathering_id)
    was_there = request.POST.get("there") == "ja"
    try:
        confirm_attendance(person=person_of(request), gathering=seen.gathering, was_there=was_there)
    except NotNow:
        messages.error(request, _("Dat kan pas als de bijeenkomst is afgerond."))
    else:
        messages.success(
            request,
            _("De tijd staat bij Mijn bewijzen.")
            if was_there
            else _("De tijd staat niet meer bij Mijn bewijzen."),
        )
    return redirect("gathering_detail", gathering_id)
