"""What editors see while they write: our own pages, read-only, in any house style."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from modules.forms import activity_for
from modules.local.shown import shown_to_strangers
from modules.models import CasePage, ModulePage, StepPage
from modules.models.pages import PLAYING
from modules.queries import case_index
from modules.views.library import module_context
from modules.views.plays import TRIED, TRY, trial_context
from modules.views.steps import step_context


def preview_step(request: HttpRequest, page: StepPage) -> HttpResponse:
    """A draft of a step as somebody sees it who only reads."""
    activity = activity_for(page, can_answer=False)
    if activity is None:
        return render(request, "modules/preview_empty.html", {"page": page})
    context = step_context(page, activity, None) | {"local": shown_to_strangers(page)}
    return render(request, "modules/step.html", context)


def preview_module(request: HttpRequest, page: ModulePage) -> HttpResponse:
    """A draft of a module."""
    return render(request, "modules/module.html", module_context(page, None))


def preview_case(request: HttpRequest, page: CasePage) -> HttpResponse:
    """A draft of a case with the note for who guides the talk; or, once somebody began, a walk through it."""
    try_url, draft_url, tried = _walk(request)
    if tried is not None and page.is_branching:
        try:
            context = trial_context(page, tried, try_url)
        except Http404:  # the draft changed on the way: from the beginning
            context = trial_context(page, "", try_url)
        return render(request, "modules/play.html", context | {"draft_url": draft_url})
    context = {"case": page, "shows_guide_note": True, "index": case_index(), "try_url": try_url}
    return render(request, "modules/case.html", context)


def _walk(request: HttpRequest) -> tuple[str, str, str | None]:
    """The address that begins a walk, the one that ends it, and what was chosen; None before it began.

    A critical friend has an address of her own. A preview has its mode and nothing else; where somebody
    approves, Wagtail leaves that out too, and there is no walk.
    """
    if getattr(request, "friend", None):
        return TRY, request.path, request.GET.get(TRIED)
    if hasattr(request, "revision_id"):
        return "", "", None
    house, playing, tried = (getattr(request, "preview_mode", "") or "").partition(PLAYING)
    here = f"?mode={quote(house)}"
    return f"{here}{PLAYING}", here, tried if playing else None
