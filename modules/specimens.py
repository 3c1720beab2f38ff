"""Real pages to look at a house style with, of nobody: they show the curriculum only."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from modules import rules
from modules.queries import published_modules, steps_of_types
from modules.views.previews import preview_module, preview_step
from theming.specimens import register_specimen


def _module(request: HttpRequest) -> HttpResponse:
    """The first module."""
    module = published_modules().first()
    if module is None:
        raise Http404
    return preview_module(request, module)


def _step(request: HttpRequest) -> HttpResponse:
    """The first step with questions."""
    steps = steps_of_types(rules.QUIZ)
    if not steps:
        raise Http404
    return preview_step(request, steps[0])


def register_specimens() -> None:
    """Called once, when the app is ready."""
    register_specimen("module", _("Module"), _module)
    register_specimen("toets", _("Stap met vragen"), _step)
