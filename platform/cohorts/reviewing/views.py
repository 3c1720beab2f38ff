"""`/beoordelen/`: what waits for a trainer, and one assignment to read, ask about or sign off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cohorts.queries import cohorts_of
from cohorts.reviewing.queries import looks_of_trainer
from modules.forms.assignments import RemarkForm
from modules.models import LookAlong, LookStand
from modules.queries import Shown, look_of, shown_to
from modules.services import NewerVersion, Passed, ask_for_more, sign_off
from modules.views.looking import gone
from organisations.asking import person_of
from organisations.enums import Role
from people.audit import record, record_listed
from people.enums import Verb

SIGN, ASK = "teken", "vraag"
LONGEST_KEY = 20  # of a person, in an address
STANDS = {"wacht": LookStand.WAITING, "gevraagd": LookStand.ANSWERED, "afgetekend": LookStand.SIGNED_OFF}


@require_safe
def review_list(request: HttpRequest) -> HttpResponse:
    """What lies with her, the oldest first; by group or of one person, and by how it stands."""
    person = person_of(request)
    groups = list(cohorts_of(person))
    wanted = request.GET.get("groep", "")
    group = next((each for each in groups if str(each.pk) == wanted), None)
    shown = request.GET.get("toon", "")
    shown = shown if shown in STANDS else "wacht"
    rows = list(looks_of_trainer(person, group))
    wanted = request.GET.get("wie", "")[:LONGEST_KEY]
    if wanted:
        rows = [look for look in rows if str(look.owner_id) == wanted]
    context: dict[str, Any] = {
        "looks": [look for look in rows if look.stand == STANDS[shown]],
        "groups": groups,
        "group": group,
        "wanted": wanted,
        "owner": rows[0].owner if wanted and rows else None,
        "shown": shown,
        "filters": [
            (key, label, sum(look.stand == STANDS[key] for look in rows))
            for key, label in (
                ("wacht", _("Wacht")),
                ("gevraagd", _("Aanvulling gevraagd")),
                ("afgetekend", _("Afgetekend")),
            )
        ],
    }
    record_listed({look.owner_id: LookAlong._meta.label for look in context["looks"]})
    return render(request, "cohorts/review_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, hand_in: int) -> HttpResponse:
    """One assignment of somebody in her groups; POST asks for more or signs off."""
    person = person_of(request)
    look = look_of(person, Role.PRACTICE_TRAINER, hand_in)
    shown = shown_to(look) if look else None
    if look is None or shown is None:
        typed = request.POST.get(f"{ASK}-text", "") or request.POST.get(f"{SIGN}-text", "")
        return gone(request, typed, reverse("review_list"), _("Beoordelen"))
    if request.method != "POST":
        record(Verb.READ_ASSIGNMENT, subject=look.owner_id, about=look.hand_in_label)
        return _page(request, look, shown)
    what = ASK if ASK in request.POST else SIGN
    form = _form(what, shown, request.POST)
    if not form.is_valid():
        return _page(request, look, shown, {what: form}, status=422)
    sent = form.cleaned_data
    common: dict[str, Any] = {"look": look, "by": person, "uuid": sent["uuid"], "version": sent["version"]}
    try:
        if what == ASK:
            ask_for_more(**common, question=sent["text"])
            messages.success(
                request,
                _("De vraag is verstuurd. %(name)s krijgt bericht.") % {"name": look.owner.given_name},
            )
        else:
            sign_off(**common, remark=sent["text"])
            messages.success(
                request, _("Afgetekend. %(name)s krijgt bericht.") % {"name": look.owner.given_name}
            )
    except Passed:
        return _conflict(request, look, what, _("Deze opdracht is intussen al beantwoord of teruggetrokken."))
    except NewerVersion:
        text = _(
            "Er is intussen een nieuwere versie ingeleverd. Lees die eerst. Wat hier stond, staat er nog."
        )
        return _conflict(request, look, what, text)
    return redirect("review_list")


def _form(what: str, shown: Shown, data: Any = None) -> RemarkForm:
    labels = {SIGN: _("Een woord erbij (mag leeg blijven)"), ASK: _("Wat mist er nog?")}
    return RemarkForm(data, version=shown.version, label=labels[what], needed=what == ASK, prefix=what)


def _conflict(request: HttpRequest, look: LookAlong, what: str, text: str) -> HttpResponse:
    """How it stands now, with what was typed."""
    shown = shown_to(look)
    if shown is None:
        typed = request.POST.get(f"{what}-text", "")
        return gone(request, typed, reverse("review_list"), _("Beoordelen"))
    form = _form(what, shown)
    form.initial["text"] = request.POST.get(f"{what}-text", "")
    return _page(request, look, shown, {what: form}, status=409, conflict=text)


def _page(
    request: HttpRequest,
    look: LookAlong,
    shown: Shown,
    forms: dict[str, RemarkForm] | None = None,
    *,
    status: int = 200,
    conflict: str = "",
) -> HttpResponse:
    found = forms or {}
    context = {
        "look": look,
        "shown": shown,
        "sign": found.get(SIGN) or _form(SIGN, shown),
        "ask": found.get(ASK) or _form(ASK, shown),
        "asks": ASK in found,
        "may_judge": shown.work.state == "handed_in",
        "conflict": conflict,
    }
    return render(request, "cohorts/review.html", context, status=status)
