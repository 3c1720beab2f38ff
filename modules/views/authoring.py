"""For who writes a branching case: its map with faults and what people chose, and a walk through the draft."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import PagePermissionTester

from modules.casework.drawing import BOX_HEIGHT, BOX_WIDTH, draw
from modules.casework.script import Script
from modules.models import CasePage
from modules.queries import Counts, counts_of
from modules.readiness import told_obstacles
from modules.views.plays import TRIED, trial_context


def case_and_draft_or_404(request: HttpRequest, page_id: int) -> tuple[CasePage, CasePage]:
    """A case that this person may edit, as it is online, and its newest draft."""
    case = CasePage.objects.filter(pk=page_id).first()
    if case is None or not PagePermissionTester(request.user, case).can_edit():
        raise Http404
    draft: CasePage = case.get_latest_revision_as_object()
    return case, draft


@require_safe
def case_map(request: HttpRequest, page_id: int) -> HttpResponse:
    """What leads where in the draft, as a drawing and as an outline, every fault with its place, and what people
    chose in the wording that is online.
    """
    online, case = case_and_draft_or_404(request, page_id)
    counts = counts_of(online)
    context = {
        "case": case,
        "drawing": draw(case.script),
        "box": {"width": BOX_WIDTH, "height": BOX_HEIGHT},
        "faults": told_obstacles(case),
        "scenes": outline(case.script, counts),
        "endings": [(each, counts.by_choice.get(each.key)) for each in case.script.endings],
        "counts": counts,
        "is_other_wording": online.script.digest != case.script.digest,
    }
    return render(request, "modules/admin/case_map.html", context)


def outline(script: Script, counts: Counts) -> list[dict[str, Any]]:
    """Scenes with their choices, and how often each was made."""
    return [
        {
            "scene": scene,
            "choices": [(choice, counts.by_choice.get(choice.key)) for choice in scene.choices],
        }
        for scene in script.scenes
    ]


@require_safe
def case_trial(request: HttpRequest, page_id: int) -> HttpResponse:
    """The draft, played choice by choice; nothing is kept."""
    _online, case = case_and_draft_or_404(request, page_id)
    if not case.is_branching:
        raise Http404
    context = trial_context(case, request.GET.get(TRIED, ""))
    context["desk_url"] = reverse("wagtailadmin_pages:edit", args=[case.pk])
    return render(request, "modules/play.html", context)
