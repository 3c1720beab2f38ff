"""Who may open which address, and what a browser may load."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from people.audit import record
from people.enums import Verb
from portal.access import rule_for
from portal.sign_in import has_idled_out

GetResponse = Callable[[HttpRequest], HttpResponse]

ADMIN_PATH = "/redactie/"
# Wagtail's admin prints inline styles; its scripts carry a nonce (source: TRUST, Web).
ADMIN_POLICY: dict[str, Any] = {
    "default-src": [NONE],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "media-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}


class ContentSecurityMiddleware(CSPMiddleware):
    """The strict policy on our pages, Wagtail's own on its admin, framing by ourselves for previews."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Choose the policy by address and kind of request."""
        if request.path.startswith(ADMIN_PATH):
            response._csp_replace = ADMIN_POLICY
        if getattr(request, "is_dummy", False) or getattr(request, "is_preview_address", False):
            response._csp_replace = {"frame-ancestors": [SELF]}
            response["X-Frame-Options"] = "SAMEORIGIN"
        response.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return super().process_response(request, response)


class SharedComputerMiddleware:
    """Signs out on a shared computer after fifteen minutes without a page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_dummy = getattr(request, "is_dummy", False)
        if not is_dummy and request.user.is_authenticated and has_idled_out(request):
            logout(request)
        return self.get_response(request)


class AccessMiddleware:
    """Holds every address to its row in portal.access; signed-in pages are never stored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 403 and not getattr(request, "is_expired_form", False):
            _record_refusal(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Let through, send to sign-in, or refuse."""
        match = request.resolver_match
        rule = rule_for(match) if match else None
        if rule is None:
            raise PermissionDenied("This address has no row in portal.access.")
        if rule.public:
            return None
        role = getattr(request, "role", None)
        if role is None:
            return _to_sign_in(request)
        if rule.admits(role):
            return None
        raise PermissionDenied


def _record_refusal(request: HttpRequest) -> None:
    """Whatever refused it: this table, or a view that looked further. The address is told by its name."""
    match = request.resolver_match
    label = (match.url_name or match.route) if match else ""
    record(Verb.REFUSED, about=label.replace("@", ""), method=request.method)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(resolve_url("account_login"))
    return redirect_to_login(request.get_full_path())
