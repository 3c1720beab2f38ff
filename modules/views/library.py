"""The library, a module, wiping one's own answers."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competences.models import Phase
from modules.enums import PREPARATIONS
from modules.forms import LibrarySearchForm
from modules.models import ModulePage, ModuleProgress
from modules.queries import (
    Found,
    competences_of_content,
    find,
    hand_in_state,
    preparing_steps,
    progress_of,
    published_modules,
    settings_of_cases,
    steps_with_state,
    with_snippets,
)
from modules.services import wipe_answers
from modules.views.access import learner_of, module_or_404, organisation_of
from people.models import Person

PAGE_LENGTH = 20


@require_safe
def module_list(request: HttpRequest) -> HttpResponse:
    """All modules by phase; with words or a filter, the modules, steps and cases that fit."""
    person = learner_of(request)
    modules = list(published_modules())
    form = LibrarySearchForm(request.GET, _phases(modules), competences_of_content(), settings_of_cases())
    preparation = PREPARATIONS.get(request.GET.get("nu", ""))
    # A phase alone shows that part of the overview.
    is_search = bool(form.words or replace(form.filters, phase=""))
    context: dict[str, Any] = {
        "form": form,
        "preparations": PREPARATIONS.values(),
        "preparation": preparation,
        "cards": preparing_steps(preparation.modules, preparation.types) if preparation else [],
        "is_search": is_search,
        "progress": progress_of(person) if person and not is_search else {},
        "person": person,
    }
    in_phase = [module for module in modules if form.phase in ("", module.phase.key)]
    context |= _found(request, form) if is_search else {"phases": _by_phase(in_phase)}
    return render(request, "modules/library.html", context)


def _found(request: HttpRequest, form: LibrarySearchForm) -> dict[str, Any]:
    organisation = organisation_of(request)
    results = find(form.words, form.filters, organisation)
    page = Paginator(results.all, PAGE_LENGTH).get_page(request.GET.get("bladzijde"))
    return {
        "results": results,
        "counts": {kind.name.lower(): results.count(kind) for kind in Found},
        "found": with_snippets(page.object_list, results.wanted, organisation),
        "page": page,
        "same_search": urlencode([(key, value) for key, value in form.cleaned_data.items() if value]),
    }


def _phases(modules: list[ModulePage]) -> list[Phase]:
    found: dict[int, Phase] = {module.phase.position: module.phase for module in modules}
    return [found[position] for position in sorted(found)]


def _by_phase(modules: list[ModulePage]) -> list[tuple[Phase, list[ModulePage]]]:
    return [
        (phase, [module for module in modules if module.phase_id == phase.pk]) for phase in _phases(modules)
    ]


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
        "hand_in_state": hand_in_state(person, module) if person else "",
        "person": person,
        "cases": [link.case for link in module.case_links.select_related("case") if link.case.live],
    }


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
