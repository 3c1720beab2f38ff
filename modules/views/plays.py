"""Playing a branching case, choice by choice. Who only reads plays without anything being kept."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from modules.casework.rules import NotOffered, State, choose, ending_of, first_state, offered_choices, replay
from modules.casework.script import Choice, Script
from modules.models import CasePage, CasePlay
from modules.queries import own_play_of, published_case
from modules.services import StaleChoice, choose_in_case, start_play
from modules.views.access import learner_of, may_talk, organisation_of

TRIED = "k"  # the numbers of the choices made, from 0, joined by "-"
TRY = f"?{TRIED}="


@dataclass(frozen=True)
class Made:
    """A choice that was made: what it was, and what it led to."""

    scene: str
    later: str
    choice: Choice


def made_in(script: Script, state: State) -> list[Made]:
    """The choices made, in order, as they are told back."""
    told = []
    for scene_key, choice_key in state.made:
        scene = script.scene(scene_key)
        choice = scene.choice(choice_key) if scene else None
        if scene and choice:
            told.append(Made(scene.text, scene.later, choice))
    return told


def play_context(case: CasePage, script: Script, state: State, **more: Any) -> dict[str, Any]:
    """What the page of a play shows: the scene with its choices, or the ending with the meters."""
    scene = script.scene(state.at)
    return {
        "case": case,
        "scene": scene,
        "choices": offered_choices(scene, state) if scene else (),
        "ending": ending_of(script, state),
        "made": made_in(script, state),
        "step": len(state.made),
        "meters": [(meter, state.meters[meter.key]) for meter in script.meters],
        **more,
    }


@require_safe
def case_play(request: HttpRequest, slug: str) -> HttpResponse:
    """Where she is in a case, whatever became of it; for who only reads, a walk that nothing remembers."""
    person = learner_of(request)
    if person and (own := own_play_of(person, slug)):
        return _page(request, _context_of(*own))
    case = played_case_or_404(slug)
    if person is None:
        return _page(request, trial_context(case, request.GET.get(TRIED, "")))
    return redirect("case_detail", slug)


@require_POST
def case_play_start(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin, or go on where she was."""
    person = learner_of(request)
    own = own_play_of(person, slug) if person else None
    if own is None or own[1].finished_on:
        case = played_case_or_404(slug)
        if person is not None:
            start_play(person=person, case=case)
    return redirect("case_play", slug)


@require_POST
def case_choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a choice: 422 without one, 409 when the play went on in another tab."""
    person = learner_of(request)
    if person is None:
        raise Http404
    own = own_play_of(person, slug)
    if own is None:
        return redirect("case_detail", played_case_or_404(slug).slug)
    case, play = own
    step = request.POST.get("step", "")
    try:
        choose_in_case(
            person=person,
            case=case,
            organisation=organisation_of(request),
            step=int(step) if step.isascii() and step.isdigit() and len(step) < 5 else -1,
            choice=request.POST.get("choice", ""),
        )
    except StaleChoice as stale:
        return _page(request, _context_of(case, stale.play, is_stale=True), status=409)
    except CasePlay.DoesNotExist:  # wiped meanwhile, in another window
        return redirect("case_detail", slug)
    except NotOffered:
        return _page(request, _context_of(case, play, is_missing=True), status=422)
    return redirect("case_play", slug)


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "modules/play.html", context | {"may_talk": may_talk(request)}, status=status)


def played_case_or_404(slug: str) -> CasePage:
    """A published case with scenes."""
    case = published_case(slug)
    if case is None or not case.is_branching:
        raise Http404
    return case


def trial_context(case: CasePage, tried: str, try_url: str = TRY) -> dict[str, Any]:
    """A walk whose choices stand in the address, behind `try_url`; 404 for a row of choices that doesn't exist."""
    script = case.script
    state = first_state(script)
    for number in tried.split("-") if tried else []:
        scene = script.scene(state.at)
        choices = offered_choices(scene, state) if scene else ()
        if not (number.isascii() and number.isdigit() and len(number) < 4 and int(number) < len(choices)):
            raise Http404
        state = choose(script, state, choices[int(number)].key)
    return play_context(
        case, script, state, is_trial=True, try_url=try_url, tried=f"{tried}-" if tried else ""
    )


def _context_of(case: CasePage, play: CasePlay, **more: Any) -> dict[str, Any]:
    script = play.script.script
    return play_context(case, script, replay(script, play.choices), play=play, **more)
