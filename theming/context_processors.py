"""The organisation's style for the base template."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from theming.presentation import present
from theming.queries import current_look


def theme(request: HttpRequest) -> dict[str, Any]:
    """`theme` is asked for only by pages that show it: a part of a page costs no query."""
    return {"theme": SimpleLazyObject(lambda: _theme(request))}


def _theme(request: HttpRequest) -> dict[str, Any] | None:
    preview: dict[str, Any] | None = getattr(request, "preview_theme", None)
    if preview is not None:
        return preview
    organisation = getattr(request, "organisation", None)
    look = current_look(organisation) if organisation else None
    return present(look) if look else None
