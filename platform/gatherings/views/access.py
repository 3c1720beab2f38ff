"""Which gathering is it, and may she do this with it? Shared by the views of this app."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from gatherings.queries import Seen, gathering_for
from organisations.asking import person_of


def role_of(request: HttpRequest) -> str:
    """The role in which somebody asks."""
    return getattr(request, "role", None) or ""


def seen_or_404(request: HttpRequest, gathering_id: int) -> Seen:
    """A gathering that she sees; any other is not there."""
    seen = gathering_for(person_of(request), role_of(request), gathering_id)
    if seen is None:
        raise Http404
    return seen


def led_or_refused(request: HttpRequest, gathering_id: int) -> Seen:
    """A gathering that she leads; 403 for who sees it and does not."""
    seen = seen_or_404(request, gathering_id)
    if not seen.leads:
        raise PermissionDenied
    return seen


def own_or_404(request: HttpRequest, gathering_id: int) -> Seen:
    """A gathering in which she takes part herself; what is hers in it is nobody else's page."""
    seen = seen_or_404(request, gathering_id)
    if not seen.takes_part:
        raise Http404
    return seen
