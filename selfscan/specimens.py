"""The learning path of nobody, to look at a house style with: planned by the rule, from answers that nobody gave."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from competences.models import Phase
from modules.models import ModulePage, ModuleProgress
from modules.queries import steps_of
from selfscan import queries
from selfscan.models import PathPreference
from selfscan.presentation import path_screen, situation_of
from selfscan.queries import Standing
from selfscan.rules.facts import Definition
from selfscan.rules.plan import Plan, PlanInput, answer_piece, make_plan
from selfscan.views.common import voice_for
from selfscan.views.path import greeting
from theming.specimen_pages import specimen_context
from theming.specimens import register_specimen

DONE, FOLLOWED = "M01", "M02"
PHASE = "F3"
STEPS_DONE = 2
LEVELS = (3, 2, 4, 3, 2, 3, 1, 3)


def _path(request: HttpRequest) -> HttpResponse:
    """A path halfway: one module done, one begun, the rest with why it is advised."""
    version, followed = queries.current_version(), queries.published_page(FOLLOWED)
    if version is None or followed is None:
        raise Http404
    definition, voice, today = queries.planning_definition(version), voice_for(request), timezone.localdate()
    preference = PathPreference(phase=Phase.objects.filter(key=PHASE).first(), phase_answered=True)
    steps = list(steps_of(followed))
    if not steps:
        raise Http404
    progress = _progress(followed, len(steps), today)
    screen = path_screen(
        result=_plan(definition, today).as_stored(),
        definition=definition,
        preference=preference,
        progress=progress,
        voice=voice,
    )
    phase_question = queries.stored_scan(version).texts["phase_question"]
    step = steps[min(STEPS_DONE, len(steps) - 1)]
    context = {
        **specimen_context(),
        "greeting": greeting(),
        "has_path": True,
        "standing": Standing(preference, has_open_run=False, paths=()),
        "screen": screen,
        "line": screen.current,
        "step": {
            "title": step.title,
            "minutes": step.minutes,
            "url": reverse("step_detail", args=[followed.slug, step.slug]),
        },
        "situation": situation_of(preference, (), phase_question, voice, today),
    }
    return render(request, "selfscan/path.html", context)


def _plan(definition: Definition, today: dt.date) -> Plan:
    """What the rule makes of every level in turn, a situation by the option that shows that level."""
    pieces = []
    for number, item in enumerate(definition.items):
        level = LEVELS[number % len(LEVELS)]
        option = next((each.key for each in item.options if each.proficiency_level == level), "")
        pieces.append(answer_piece(item, proficiency_level=level, option=option))
    given = PlanInput(
        today,
        pieces=tuple(piece for piece in pieces if piece),
        phase=PHASE,
        completed=frozenset({DONE}),
        following=FOLLOWED,
    )
    return make_plan(definition, given)


def _progress(followed: ModulePage, steps: int, today: dt.date) -> dict[str, ModuleProgress]:
    return {
        DONE: ModuleProgress(steps_done=steps, steps_total=steps, online_done_on=today),
        FOLLOWED: ModuleProgress(module=followed, steps_done=STEPS_DONE, steps_total=steps),
    }


def register_specimens() -> None:
    """Called once, when the app is ready."""
    register_specimen("leerpad", gettext_lazy("Leerpad"), _path, position=10)
