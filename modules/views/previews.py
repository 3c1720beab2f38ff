"""What editors see while they write: our own pages, read-only, in any house style."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from modules.forms import activity_for
from modules.local.shown import shown_to_strangers
from modules.models import CasePage, ModulePage, StepPage
from modules.queries import case_index
from modules.views.library import module_context
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
    """A draft of a case, with the note for who guides the talk."""
    context = {"case": page, "shows_guide_note": True, "index": case_index()}
    return render(request, "modules/case.html", context)
