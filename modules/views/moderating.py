"""What a practice trainer does with contributions of her own organisation: hide with a reason, put back, let stand."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.forms import ReasonForm
from modules.queries import reports_of, waiting_contributions
from modules.services import IsGone, hide_contribution, let_stand, put_back
from modules.views.talking import FORM_METHODS, act_page, held_or_404, stands_in
from people.audit import record
from people.enums import Verb


@require_safe
def talk_reports(request: HttpRequest) -> HttpResponse:
    """What waits for a trainer here: reported, or changed after it was hidden. Names and texts are a page further."""
    return render(request, "modules/talk_reports.html", {"waiting": waiting_contributions()})


@require_safe
def talk_reported(request: HttpRequest, pk: int) -> HttpResponse:
    """One contribution that waits, with why, whatever became of its case; its writer sees that this was read."""
    reader, seen, case = held_or_404(request, pk)
    if not seen.is_moderated:
        raise Http404
    record(Verb.READ_REPORTED, subject=seen.person_id, about=f"modules.Contribution:{seen.pk}")
    context = {
        "seen": seen,
        "case": case,
        "title": case.title if case else seen.case_title,
        "stands": stands_in(case, seen),
        "reader": reader,
        "reports": reports_of(pk),
    }
    return render(request, "modules/talk_reported.html", context)


@require_http_methods(FORM_METHODS)
def talk_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide a contribution; its writer reads why."""
    reader, seen, case = held_or_404(request, pk)
    if not seen.is_moderated:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return act_page(request, "hide", seen, case, form)
    if not form.is_valid():
        return act_page(request, "hide", seen, case, form, status=422)
    try:
        hide_contribution(contribution_id=pk, trainer=reader, reason=form.cleaned_data["text"])
    except IsGone:
        raise Http404 from None
    messages.success(request, _("De tekst is verborgen. De schrijver ziet waarom."))
    return redirect("talk_reports")


@require_POST
def talk_put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Let everybody read it again."""
    return _done(request, pk, _("De tekst staat er weer."), back=True)


@require_POST
def talk_let_stand(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports are looked at; it stays."""
    return _done(request, pk, _("De tekst blijft staan. De melding is klaar."), back=False)


def _done(request: HttpRequest, pk: int, told: str, *, back: bool) -> HttpResponse:
    _reader, seen, _case = held_or_404(request, pk)
    if not seen.is_moderated:
        raise Http404
    try:
        if back:
            put_back(contribution_id=pk)
        else:
            let_stand(contribution_id=pk)
    except IsGone:
        raise Http404 from None
    messages.success(request, told)
    return redirect("talk_reports")
