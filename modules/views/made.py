"""What somebody made herself: all her texts in one place, and the card for her team."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from modules.enums import TEAM_CARD
from modules.forms import activity_for
from modules.forms.activities import no_slots
from modules.forms.answers import WritingForm
from modules.models import StepPage
from modules.queries import made_work, module_of, published_step_by_code, slots_of
from modules.views.access import learner_of


@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    """Everything that I wrote in steps, per module, with what was asked then."""
    person = learner_of(request)
    modules = made_work(person) if person else []
    context = {"modules": modules, "team_card": published_step_by_code(TEAM_CARD)}
    return render(request, "modules/made.html", context)


@require_safe
def team_card(request: HttpRequest) -> HttpResponse:
    """The team's sheet as one page for the wall: who learns, who helps, what was agreed."""
    step = published_step_by_code(TEAM_CARD)
    if step is None:
        raise Http404
    context = {"step": step, "module": module_of(step), "fields": _fields_of(request, step)}
    return render(request, "modules/team_card.html", context)


def _fields_of(request: HttpRequest, step: StepPage) -> list[tuple[Any, Any]]:
    """What the sheet asks, and what she filled in."""
    person = learner_of(request)
    activity = activity_for(step, partial(slots_of, person, step) if person else no_slots)
    form = activity.form if activity else None
    if not isinstance(form, WritingForm):
        raise Http404
    return form.rows()
