"""A led meeting of nobody, to look at a house style with."""

import datetime as dt
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatherings.discussion import Step
from theming.specimen_pages import specimen_context
from theming.specimens import register_specimen


def _led(request: HttpRequest) -> HttpResponse:
    """The third step of six."""
    gathering = SimpleNamespace(
        pk=0,
        title=_("Alleen even aangeven"),
        story="",
        case=None,
        has_timers=True,
        is_paused=False,
        revision=0,
    )
    step = Step(_("Ieder schrijft op: wat speelt hier, en wat zou ik doen?"), 10)
    return render(
        request,
        "gatherings/lead.html",
        {
            **specimen_context(),
            "gathering": gathering,
            "discussion": SimpleNamespace(name=_("Incidentmethode"), caution=""),
            "step": step,
            "number": 3,
            "total": 6,
            "spent": 120,
            "until": timezone.now() + dt.timedelta(minutes=8),
        },
    )


def register_specimens() -> None:
    """Called once, when the app is ready."""
    register_specimen("bijeenkomst", gettext_lazy("Bijeenkomst leiden"), _led, position=60)
