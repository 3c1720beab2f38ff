"""Around the editors' admin: who may open what, and the nonce for the scripts that Wagtail prints."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from modules.editing import may_open_in_admin, writes_cases_only
from organisations.models import Organisation

GetResponse = Callable[[HttpRequest], HttpResponse]

ADMIN_HOME = "wagtailadmin_home"
# Where an author is brought to the list of her own cases instead.
AUTHORS_OWN_LIST = frozenset({ADMIN_HOME, "wagtailadmin_pages:search"})

_request: ContextVar[HttpRequest | None] = ContextVar("admin_request", default=None)


def script_nonce() -> str:
    """The nonce of this request's policy; empty outside a request.

    Widgets are rendered without the request, so they ask here.
    """
    request = _request.get()
    return str(getattr(request, "csp_nonce", "")) if request is not None else ""


def is_admin_address(request: HttpRequest) -> bool:
    """Whether this is an address of the editors' admin; only the region's host has one."""
    organisation: Organisation | None = getattr(request, "organisation", None)
    if organisation is None or not organisation.is_region:
        return False
    return request.path.startswith(reverse(ADMIN_HOME, urlconf=request.urlconf))


class EditingMiddleware:
    """Comes after authentication and the content security policy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_admin_address(request):
            return self.get_response(request)
        token = _request.set(request)
        try:
            return self.get_response(request)
        finally:
            _request.reset(token)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Refuses what this person may not open in the admin; an author's home and search are her own list."""
        person: Any = request.user
        match = request.resolver_match
        if _request.get() is not request or match is None or not person.is_authenticated:
            return None
        if match.view_name in AUTHORS_OWN_LIST and writes_cases_only(person):
            query = request.GET.urlencode()
            return redirect(f"{reverse('casuistiek:index')}?{query}" if query else "casuistiek:index")
        if not may_open_in_admin(person, match):
            raise PermissionDenied
        return None
