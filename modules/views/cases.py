"""What people do together: the cases. Gatherings follow."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from competences.models import Phase
from modules.casework.talking import GUIDES
from modules.forms import CaseSearchForm
from modules.queries import (
    Filters,
    Found,
    case_index,
    count_waiting,
    find,
    newest_play,
    own_without_talk,
    published_case,
    published_cases,
)
from modules.views.access import (
    case_desk,
    learner_of,
    may_see_guide_note,
    may_talk,
    organisation_of,
    role_of,
)
from modules.views.talking import reader_of


@require_safe
def together(request: HttpRequest) -> HttpResponse:
    """What there is to do together."""
    organisation = organisation_of(request)
    context = {
        "cases": published_cases()[:3],
        "case_desk": case_desk(request),
        "may_talk": may_talk(request),
        "own_left": own_without_talk(reader_of(request)) if may_talk(request) else [],
        "waiting": count_waiting(organisation) if organisation and role_of(request) in GUIDES else None,
    }
    return render(request, "modules/together.html", context)


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """All cases, by phase and by words."""
    phases = list(Phase.objects.filter(pk__in=published_cases().order_by().values("phase")))
    form = CaseSearchForm(request.GET, phases)
    organisation = organisation_of(request)
    results = find(form.words, Filters(kind=Found.CASE, phase=form.phase), organisation)
    context = {
        "form": form,
        "cases": [result.page for result in results.all],
        "instead": results.instead,
        "is_search": bool(form.words or form.phase),
        "index": case_index(),
        "case_desk": case_desk(request),
        "may_talk": may_talk(request),
    }
    return render(request, "modules/cases.html", context)


@require_safe
def case_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One case: situation, dilemma, questions; insights on request; the note for who guides the talk."""
    case = published_case(slug)
    if case is None:
        raise Http404
    person = learner_of(request)
    context = {
        "case": case,
        "shows_guide_note": may_see_guide_note(request),
        "index": case_index(),
        "may_talk": may_talk(request),
        "play": newest_play(person, case) if person else None,
    }
    return render(request, "modules/case.html", context)
