"""Who may come in, and to what."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from organisations.models import Organisation
from theming.models import Theme
from theming.queries import draft_of, theme_of
from theming.rules import may_manage_style


def draft_for(request: HttpRequest) -> Theme:
    """The draft of this host's organisation, for who may change it; 403 for a colleague who may not."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]  # the tenant middleware sets it
    if not may_manage_style(request.role):  # type: ignore[attr-defined]  # the membership middleware sets it
        raise PermissionDenied
    return draft_of(organisation)


def theme_for(request: HttpRequest) -> Theme:
    """The stored row, for who may change it; 404 before the first draft."""
    draft = draft_for(request)
    theme = theme_of(draft.organisation)
    if theme is None:
        raise Http404
    return theme
