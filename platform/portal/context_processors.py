"""What the base template always needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from portal.base_style import base_css_url
from portal.navigation import navigation_for
from portal.sign_in import seconds_left


def portal(request: HttpRequest) -> dict[str, Any]:
    """Organisation, navigation by role, whether this is the demo."""
    role = getattr(request, "role", None)
    return {
        "organisation": getattr(request, "organisation", None),
        "navigation": navigation_for(role, request.path) if role else [],
        "base_css_url": base_css_url,
        "seconds_left": seconds_left(request) if role else None,
        "is_demo": settings.DEMO,
        "asks_second_step": settings.SECOND_STEP_FOR_EDITORS,
    }
