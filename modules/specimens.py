"""Real pages to look at a house style with, of nobody: they show the curriculum only."""

from functools import partial
from types import SimpleNamespace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules import rules
from modules.forms import activity_for
from modules.queries import published_modules, steps_of_types
from modules.views.previews import preview_module
from modules.views.steps import step_context
from theming.specimen_pages import specimen_context
from theming.specimens import register_specimen

EXERCISE = "exercise"


def _module(request: HttpRequest) -> HttpResponse:
    """The first module."""
    module = published_modules().first()
    if module is None:
        raise Http404
    return preview_module(request, module)


def _step(step_type: str, request: HttpRequest) -> HttpResponse:
    """The first step of this type, as who begins with it finds it: with its fields and buttons."""
    step = next(iter(steps_of_types(step_type)), None)
    activity = activity_for(step) if step else None
    if step is None or activity is None:
        raise Http404
    return render(request, "modules/step.html", step_context(step, activity, None) | specimen_context())


def _assignment(request: HttpRequest) -> HttpResponse:
    """What a fictional Fatma handed in: asked for more once, then signed off."""
    module = published_modules().first()
    if module is None:
        raise Http404
    by, she = "Marja van der Heijden", "Fatma Yildirim"
    said = (
        ("handed_in", she, _("Elke dinsdag een uur, boven op kantoor.")),
        ("more_asked", by, _("Wat doen jullie als het druk is?")),
        ("handed_in", she, _("Is het druk, dan wordt het woensdag.")),
        ("signed_off", by, _("Concreet en haalbaar.")),
    )
    today = timezone.localdate()
    context = {
        **specimen_context(),
        "module": module,
        "work": SimpleNamespace(
            state="signed_off", text=said[2][2], signed_off_by=by, signed_off_on=today, handed_in_at=today
        ),
        "events": [
            SimpleNamespace(kind=kind, by=who, text=text, at=timezone.now()) for kind, who, text in said
        ],
    }
    return render(request, "modules/assignment.html", context)


def register_specimens() -> None:
    """Called once, when the app is ready."""
    register_specimen("module", _("Module"), _module)
    register_specimen("opdracht", _("Praktijkopdracht"), _assignment)
    register_specimen("stap", _("Stap om te oefenen"), partial(_step, EXERCISE), position=20)
    register_specimen("toets", _("Stap met vragen"), partial(_step, rules.QUIZ))
