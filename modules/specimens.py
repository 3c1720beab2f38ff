"""Real pages to look at a house style with, of nobody: they show the curriculum only."""

from functools import partial
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules import rules
from modules.bringing.forms import BringForm
from modules.enums import ContributionState
from modules.forms import activity_for
from modules.models import DiscussionReach
from modules.queries import Seen, case_index, published_cases, published_modules, steps_of_types
from modules.views.previews import preview_module
from modules.views.steps import step_context
from modules.views.talking import questions_of
from organisations.enums import Role
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


def _talk(request: HttpRequest) -> HttpResponse:
    """The first question of a case, answered by a fictional Fatma and two others."""
    case = next((each for each in published_cases() if each.is_discussed), None)
    if case is None:
        raise Http404
    question = questions_of(case)[0]
    today = timezone.localdate()

    def said(number: int, text: Any, **more: Any) -> Seen:
        common: dict[str, Any] = {
            "key": UUID(int=number),
            "parent_key": None,
            "case_id": case.pk,
            "question": question.key,
            "role": Role.SUPERVISOR,
            "reach": case.discussion_reach,
            "state": ContributionState.VISIBLE,
            "shows_name": False,
            "revision": 1,
            "day": today,
            "is_here": True,
            "is_own": False,
            "reader_role": Role.SUPERVISOR,
        }
        return Seen(**{"pk": number, "text": str(text), **common, **more})

    reply = said(
        3, _("Dat vraag ik ook altijd eerst."), name="Marja van der Heijden", role=Role.PRACTICE_TRAINER
    )
    context = {
        **specimen_context(),
        "case": case,
        "reader": SimpleNamespace(is_guide=False),
        "question": question,
        "total": len(case.questions),
        "next": None,
        "form": None,
        "own": said(
            1, _("Ik vraag eerst wat er echt nodig is."), is_own=True, replies=(reply,), is_replied=True
        ),
        "others": [
            said(2, _("Ik bel eerst de planner."), name="Ria Kuipers", recognitions=3, is_recognised=True)
        ],
        "is_told": True,
        "index": case_index(),
        "is_regional": case.discussion_reach == DiscussionReach.REGION,
    }
    return render(request, "modules/talk_question.html", context)


def _bringing(request: HttpRequest) -> HttpResponse:
    """The form with which a case is brought in, empty."""
    return render(request, "modules/bringing/bring.html", specimen_context() | {"form": BringForm()})


def register_specimens() -> None:
    """Called once, when the app is ready."""
    register_specimen("module", _("Module"), _module)
    register_specimen("opdracht", _("Praktijkopdracht"), _assignment)
    register_specimen("gesprek", _("Gesprek over een casus"), _talk, position=61)
    register_specimen("inbrengen", _("Casus inbrengen"), _bringing, position=62)
    register_specimen("stap", _("Stap om te oefenen"), partial(_step, EXERCISE), position=20)
    register_specimen("toets", _("Stap met vragen"), partial(_step, rules.QUIZ))
