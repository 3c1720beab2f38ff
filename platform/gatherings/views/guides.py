"""A way to discuss a case, on one sheet of paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gatherings.queries import offered_forms
from modules.queries import case_index


@require_safe
def discussion_guide(request: HttpRequest, slug: str) -> HttpResponse:
    """`/samen/bespreekvormen/<name>/`: the steps with their minutes, the ground rules, the caution."""
    offered = next((each for each in offered_forms() if each.slug == slug), None)
    if offered is None:
        raise Http404
    context = {"offered": offered, "discussion": offered.form, "index": case_index()}
    return render(request, "gatherings/guide.html", context)
