"""The learning path: what is next, why, and her own choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from modules.models import ModuleProgress
from modules.queries import next_step, progress_of
from selfscan import queries
from selfscan.forms import ChoiceForm
from selfscan.models import ScanVersion
from selfscan.presentation import NO_POLICY, PathLine, PathScreen, path_screen, situation_of
from selfscan.queries import Standing
from selfscan.rules.length import length_of
from selfscan.rules.order import FIRST_MODULE
from selfscan.rules.sentences import mandatory_sentence
from selfscan.services import paths
from selfscan.views.common import organisation_of, person_of, phase_form, policy_for, voice_for

UNPROCESSABLE = 422
CHANGED = "aangepast"
MORNING_ENDS, AFTERNOON_ENDS = 12, 18


@require_safe
def learning_path(request: HttpRequest) -> HttpResponse:
    """Her path: one button to the exact step, what is now, the whole path with its reasons."""
    person = person_of(request)
    standing, progress = queries.standing_of(person), progress_of(person)
    version = _version(standing)
    if version is None:
        return render(request, "selfscan/no_scan.html")
    screen = _screen(request, standing, progress, version)
    line = _line_to_follow(screen, standing, progress)
    changed_by, _sep, changed_key = request.GET.get(CHANGED, "").partition(":")
    context = {
        "changed_by": changed_by,
        "changed_key": changed_key,
        "changed_is_folded": any(each.key == changed_key for each in screen.folded),
        "screen": screen,
        "standing": standing,
        "has_path": bool(standing.paths),
        "is_first_visit": not standing.paths and not standing.has_open_run and not progress,
        "line": line,
        "step": _step_of(request, line),
        "greeting": greeting(),
        "length": length_of(queries.stored_scan(version).items),
        "situation": situation_of(
            standing.preference,
            queries.known_moments(standing.preference),
            queries.stored_scan(version).texts["phase_question"],
            voice_for(request),
            timezone.localdate(),
        ),
    }
    return render(request, "selfscan/path.html", context)


def _version(standing: Standing) -> ScanVersion | None:
    return standing.paths[0].run.version if standing.paths else queries.current_version()


def _screen(
    request: HttpRequest,
    standing: Standing,
    progress: Mapping[str, ModuleProgress],
    version: ScanVersion,
) -> PathScreen:
    if standing.paths:
        result: Mapping[str, Any] = standing.paths[0].result
    else:
        plan = paths.plan_now(
            run=None,
            answers={},
            preference=standing.preference,
            progress=progress,
        )
        result = plan.as_stored()
    return path_screen(
        result=result,
        definition=queries.planning_definition(version),
        preference=standing.preference,
        progress=progress,
        voice=voice_for(request),
        paths=standing.paths,
        policy=policy_for(request, standing.decisions),
    )


def _line_to_follow(
    screen: PathScreen, standing: Standing, progress: Mapping[str, ModuleProgress]
) -> PathLine | None:
    """The module to go on with; before the first scan that is the one she began, or the first of all."""
    if standing.paths or queries.followed_module(progress):
        return screen.current
    return next((line for line in screen.path if line.key == FIRST_MODULE), screen.current)


def _step_of(request: HttpRequest, line: PathLine | None) -> dict[str, Any] | None:
    """The exact step to go on with: its title, minutes and address."""
    module = queries.published_page(line.key) if line else None
    step = next_step(person_of(request), module) if module else None
    if module is None or step is None:
        return None
    return {
        "title": step.title,
        "minutes": step.minutes,
        "url": reverse("step_detail", args=[module.slug, step.slug]),
    }


def greeting() -> str:
    """The hour of the day, as a greeting."""
    hour = timezone.localtime().hour
    if hour < MORNING_ENDS:
        return _("Goedemorgen")
    return _("Goedemiddag") if hour < AFTERNOON_ENDS else _("Goedenavond")


@require_POST
def path_move(request: HttpRequest) -> HttpResponse:
    """Move a module up or down, or follow the advised order again."""
    person = person_of(request)
    if request.POST.get("move") == "advice":
        paths.follow_advice_again(person=person)
        return redirect("learning_path")
    direction, _sep, key = request.POST.get("move", "").partition(":")
    screen = _stored_screen(request)
    if screen is None or direction not in ("up", "down") or key not in screen.keys:
        raise Http404
    paths.move_module(person=person, path=screen.keys, module=key, by=-1 if direction == "up" else 1)
    return _back_to_path(direction, key)


def _back_to_path(change: str, key: str) -> HttpResponse:
    """The path again, opened and with the focus at what was changed: `up`, `down` or `choice`."""
    return redirect(f"{reverse('learning_path')}?{urlencode({CHANGED: f'{change}:{key}'})}")


def _stored_screen(request: HttpRequest) -> PathScreen | None:
    """Her path as she sees it; nothing before her first finished scan."""
    person = person_of(request)
    standing = queries.standing_of(person)
    if not standing.paths:
        return None
    return _screen(request, standing, progress_of(person), standing.paths[0].run.version)


@require_http_methods(["GET", "HEAD", "POST"])
def path_choice(request: HttpRequest, key: str) -> HttpResponse:
    """What she wants with one module, next to why it is advised."""
    screen = _stored_screen(request)
    groups = (screen.path, screen.set_aside, screen.folded) if screen else ()
    line = next((found for group in groups for found in group if found.key == key), None)
    if line is None:
        raise Http404
    initial = {"choice": line.choice or ChoiceForm.ADVISED, "reason": line.reason}
    form = ChoiceForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and _chose(request, line, form):
        return _back_to_path("choice", key)
    status = UNPROCESSABLE if form.is_bound else 200
    context = {"line": line, "form": form, "mandatory": _mandatory(line)}
    return render(request, "selfscan/choice.html", context, status=status)


def _mandatory(line: PathLine) -> str:
    return line.decided or mandatory_sentence(line.key, NO_POLICY)


def _chose(request: HttpRequest, line: PathLine, form: ChoiceForm) -> bool:
    try:
        paths.choose_for_module(
            person=person_of(request),
            organisation=organisation_of(request),
            module=line.key,
            kind=form.cleaned_data["choice"],
            reason=form.cleaned_data["reason"],
            is_mandatory=line.is_mandatory,
        )
    except paths.MandatoryModuleError:
        form.add_error("choice", _mandatory(line))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def path_situation(request: HttpRequest) -> HttpResponse:
    """What she is busy with now, and the dates that matter; changeable at any time."""
    person = person_of(request)
    version = queries.current_version()
    if version is None:
        return render(request, "selfscan/no_scan.html")
    organisation, scan = organisation_of(request), queries.stored_scan(version)
    if request.method == "POST" and "remove" in request.POST:
        moments = queries.moments_of(person)
        chosen = [moment for moment in moments if str(moment.pk) == request.POST["remove"]]
        for moment in chosen:
            paths.remove_moment(moment=moment, organisation=organisation)
        return redirect("path_situation")
    form = phase_form(request, scan, queries.preference_of(person), bound=request.method == "POST")
    if request.method == "POST" and form.is_valid():
        paths.set_phase(
            person=person,
            organisation=organisation,
            phase=form.cleaned_data["phase"],
            on=form.cleaned_data["on"],
        )
        messages.success(request, _("Bewaard. Het leerpad is bijgewerkt."))
        return redirect("learning_path")
    labels = {option["phase"]: option["label"] for option in scan.texts["phase_question"]["options"]}
    context = {
        "form": form,
        "texts": scan.texts,
        "moments": [(moment, labels.get(moment.phase.key, "")) for moment in queries.moments_of(person)],
    }
    return render(request, "selfscan/situation.html", context, status=UNPROCESSABLE if form.errors else 200)
