"""The library, a module, the assignment's tick, wiping one's own answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from competences.models import Phase
from modules.enums import PREPARATIONS
from modules.forms import LibrarySearchForm
from modules.models import ModulePage, ModuleProgress, StepPage
from modules.queries import (
    modules_matching,
    preparing_steps,
    progress_of,
    published_modules,
    steps_matching,
    steps_with_state,
)
from modules.rules import module_of_path
from modules.services import tick_assignment, wipe_answers
from modules.views.access import learner_of, module_or_404
from people.models import Person


@require_safe
def module_list(request: HttpRequest) -> HttpResponse:
    """All modules by phase; with words or a time, the steps that fit."""
    person = learner_of(request)
    modules = list(published_modules())
    form = LibrarySearchForm(request.GET, _phases(modules))
    preparation = PREPARATIONS.get(request.GET.get("nu", ""))
    context: dict[str, Any] = {
        "form": form,
        "preparations": PREPARATIONS.values(),
        "preparation": preparation,
        "cards": preparing_steps(preparation.modules, preparation.types) if preparation else [],
        "is_search": bool(form.words or form.minutes),
        "progress": progress_of(person) if person else {},
        "person": person,
    }
    in_phase = [module for module in modules if form.phase in ("", module.phase.key)]
    context |= _found(in_phase, form) if context["is_search"] else {"phases": _by_phase(in_phase)}
    return render(request, "modules/library.html", context)


def _phases(modules: list[ModulePage]) -> list[Phase]:
    found: dict[int, Phase] = {module.phase.position: module.phase for module in modules}
    return [found[position] for position in sorted(found)]


def _by_phase(modules: list[ModulePage]) -> list[tuple[Phase, list[ModulePage]]]:
    return [
        (phase, [module for module in modules if module.phase_id == phase.pk]) for phase in _phases(modules)
    ]


def _found(modules: list[ModulePage], form: LibrarySearchForm) -> dict[str, Any]:
    by_path = {module.path: module for module in modules}
    steps: list[tuple[ModulePage, StepPage]] = [
        (by_path[path], step)
        for step in steps_matching(form.words, form.minutes)
        if (path := module_of_path(step.path)) in by_path
    ]
    return {
        "found_modules": modules_matching(modules, form.words) if form.words else [],
        "found_steps": steps,
    }


@require_safe
def module_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One module: what it brings, its steps, where somebody is, what belongs to it at work."""
    module = module_or_404(slug)
    person = learner_of(request)
    return render(request, "modules/module.html", module_context(module, person))


def module_context(module: ModulePage, person: Person | None) -> dict[str, Any]:
    """What the module page shows."""
    steps = list(steps_with_state(module.path, person))
    progress = ModuleProgress.objects.filter(person=person, module=module).first() if person else None
    here = next((step for step in steps if not step.done), None) if person else None
    return {
        "module": module,
        "steps": steps,
        "here": here,
        "here_number": steps.index(here) + 1 if here else 0,
        "minutes_left": sum(step.minutes for step in steps if not step.done),
        "done_count": sum(step.done for step in steps),
        "progress": progress,
        "person": person,
        "cases": [link.case for link in module.case_links.select_related("case") if link.case.live],
    }


@require_POST
def assignment_tick(request: HttpRequest, slug: str) -> HttpResponse:
    """Set or clear one's own tick "gedaan" at the workplace assignment."""
    module = module_or_404(slug)
    person = learner_of(request)
    if person is not None:
        tick_assignment(person=person, module=module, done=request.POST.get("gedaan") == "ja")
    response = redirect("module_detail", slug)
    response["Location"] += "#opdracht"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def module_wipe(request: HttpRequest, slug: str) -> HttpResponse:
    """Wipe one's own answers in a module, after a question."""
    return _wipe(request, module_or_404(slug))


@require_http_methods(["GET", "HEAD", "POST"])
def answers_wipe(request: HttpRequest) -> HttpResponse:
    """Wipe all one's own answers, after a question."""
    return _wipe(request, None)


def _wipe(request: HttpRequest, module: ModulePage | None) -> HttpResponse:
    person = learner_of(request)
    if request.method != "POST" or person is None:
        return render(request, "modules/wipe.html", {"module": module})
    wipe_answers(person=person, module=module)
    messages.success(request, _("De antwoorden zijn gewist."))
    return redirect("module_detail", module.slug) if module else redirect("my_data")
