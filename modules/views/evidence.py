"""What somebody has to show for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from modules.models import ModuleProgress
from modules.page_parts import parts_of
from modules.queries import progress_of, published_modules
from modules.views.access import learner_of


@require_safe
def evidence_overview(request: HttpRequest) -> HttpResponse:
    """The modules with their dates: online done, assignment signed off, wholly done; what a certificate will ask."""
    person = learner_of(request)
    progress = progress_of(person) if person else {}
    modules = list(published_modules())
    done = [
        (module, progress[module.key])
        for module in modules
        if module.key in progress and _shows(progress[module.key])
    ]
    context = {
        "done": done,
        "online": sum(row.online_done_on is not None for _module, row in done),
        "whole": sum(row.whole_done_on is not None for _module, row in done),
        "total": len(modules),
        "parts": parts_of("evidence", person),
    }
    return render(request, "modules/evidence.html", context)


def _shows(row: ModuleProgress) -> bool:
    """Is there something to show: all steps, or an assignment that was signed off?"""
    return row.online_done_on is not None or row.assignment_signed_on is not None
