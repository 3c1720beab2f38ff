"""What the base template always needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from cohorts.views.access import owners_waiting_for
from modules.casework.talking import GUIDES
from modules.queries import count_waiting
from organisations.enums import Role
from organisations.models import Organisation
from portal.base_style import base_css_url
from portal.navigation import navigation_for
from portal.sign_in import seconds_left


def waiting_for(request: HttpRequest, role: str) -> dict[str, int]:
    """Per item of the navigation how many things wait for somebody in this role."""
    organisation: Organisation | None = getattr(request, "organisation", None)
    if organisation is None or role not in GUIDES:
        return {}
    counts = {"together": count_waiting(organisation)}
    if role == Role.PRACTICE_TRAINER:
        counts["review_list"] = len(owners_waiting_for(request))
    return counts


def portal(request: HttpRequest) -> dict[str, Any]:
    """Organisation, navigation by role, whether this is the demo."""
    role = getattr(request, "role", None)
    return {
        "organisation": getattr(request, "organisation", None),
        "navigation": navigation_for(role, request.path, waiting_for(request, role)) if role else [],
        "base_css_url": base_css_url,
        "seconds_left": seconds_left(request) if role else None,
        "is_demo": settings.DEMO,
        "asks_second_step": settings.SECOND_STEP_FOR_EDITORS,
    }
