"""What somebody has to show for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from modules.queries import progress_of, published_modules
from modules.views.access import learner_of


@require_safe
def evidence_overview(request: HttpRequest) -> HttpResponse:
    """The modules that are online done, with their dates, and what a certificate will ask."""
    person = learner_of(request)
    progress = progress_of(person) if person else {}
    modules = list(published_modules())
    done = [
        (module, progress[module.key])
        for module in modules
        if module.key in progress and progress[module.key].online_done_on
    ]
    return render(request, "modules/evidence.html", {"done": done, "total": len(modules)})
