"""Who may open which address, and what a browser may load."""

import traceback
from collections.abc import Callable, Set
from http import HTTPStatus
from typing import Any

import structlog
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import IntegerField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from django_structlog.middlewares import RequestMiddleware

from organisations.middleware import SAFE_METHODS, needs_no_person
from people.audit import record
from people.enums import Verb
from people.models import Person
from portal.access import rule_for
from portal.doorless import bad_request
from portal.logs import without_secret
from portal.sign_in import SIGNED_OUT_BY_ITSELF, has_idled_out
from portal.views import not_found, not_this_way
from portal.ways_in.confirming import confirm_first
from portal.ways_in.queries import and_then, has_passed_second_step, second_steps

logger = structlog.get_logger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]

# The functions of a widget, a field and a chooser that take a value out of what was posted.
READING = frozenset({"value_from_datadict", "value_omitted_from_data", "get_value_data", "to_python"})
# The function of a column that makes a key of what stands in an address.
KEY = "get_prep_value"
# Of one list in a form. The longest has a row per indicator, 32; Django draws up to two thousand.
ROWS = IntegerField(max_value=200)
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
    "report-uri": ["/csp-melding/"],
}
# Asked for by other programs than our pages: mail shows the logo.
FOR_OTHERS = "/thema/beeld/"
FEATURES_OFF = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)


class ContentSecurityMiddleware(CSPMiddleware):
    """The strict policy on our pages, Wagtail's own on its admin, framing by ourselves for previews."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Choose the policy by address and kind of request."""
        organisation = getattr(request, "organisation", None)
        if request.path.startswith(ADMIN_PATH) and organisation is not None and organisation.is_region:
            response._csp_replace = ADMIN_POLICY
        if getattr(request, "is_dummy", False) or getattr(request, "is_preview_address", False):
            response._csp_replace = {"frame-ancestors": [SELF]}
            response["X-Frame-Options"] = "SAMEORIGIN"
        response.setdefault("Permissions-Policy", FEATURES_OFF)
        is_for_others = request.path.startswith(FOR_OTHERS)
        response.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if is_for_others else "same-origin"
        )
        return super().process_response(request, response)


class RequestLogMiddleware(RequestMiddleware):
    """One line per request, without what was searched for, the key of a password link or the code of a card."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The method and the path; the name of somebody or a secret may stand after it."""
        return f"{request.method} {without_secret(request.path)}"


class SharedComputerMiddleware:
    """Signs out on a shared computer after fifteen minutes without a page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asks_person = not getattr(request, "is_dummy", False) and not needs_no_person(request)
        if asks_person and request.user.is_authenticated and has_idled_out(request):
            logout(request)
            messages.info(request, SIGNED_OUT_BY_ITSELF)
        return self.get_response(request)


class AccessMiddleware:
    """Holds every address to its row in portal.access; signed-in pages are never stored."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not getattr(request, "htmx", False):
            response = _instead_of_405(request)
        if response.status_code == HTTPStatus.FORBIDDEN and not getattr(request, "is_expired_form", False):
            _record_refusal(request)
        if getattr(request, "role", None) is not None:
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
            return confirm_first(request, rule)
        raise PermissionDenied


class SecondStepMiddleware:
    """The editors' admin opens for a session in which a second factor was shown (docs/features/sign-in)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._asks(request) or self.get_response(request)

    @staticmethod
    def _asks(request: HttpRequest) -> HttpResponse | None:
        if not settings.SECOND_STEP_FOR_EDITORS or not request.path.startswith(ADMIN_PATH):
            return None
        person = request.user
        if not isinstance(person, Person) or has_passed_second_step(request):
            return None
        ways = second_steps(person)
        page = ways[0]["url"] if ways else resolve_url("mfa_activate_totp")
        if not ways:
            messages.info(request, _("De redactie vraagt een tweede stap. Zet die hier eerst aan."))
        # Only an address that can be opened: what was posted is not done.
        wanted = request.get_full_path() if request.method in SAFE_METHODS else ADMIN_PATH
        return redirect(and_then(page, wanted))


class UnreadableRequestMiddleware:
    """What no browser sends to the editors' admin: a form like that is 400 with nothing done, a key like that 404.

    Wagtail reads forms and addresses without looking whether a field is there or a key a number: each was a 500.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    @staticmethod
    def process_view(request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Draw no form with thousands of rows because a number in it says so."""
        if request.method in SAFE_METHODS or not request.path.startswith(ADMIN_PATH):
            return None
        counts = (count for name, count in request.POST.items() if name.endswith("-TOTAL_FORMS"))
        return bad_request(request) if any(map(_is_too_many, counts)) else None

    @staticmethod
    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer for what was sent; a fault of our own stays one."""
        if not request.path.startswith(ADMIN_PATH):
            return None
        if request.method in SAFE_METHODS:
            return not_found(request) if _is_raised_by(exception, ValueError, {KEY}) else None
        if not _was_raised_by_the_form(exception):
            return None
        logger.warning("unreadable_form", fault=type(exception).__name__)
        response = bad_request(request, exception)
        response.is_undone = True  # type: ignore[attr-defined]  # the tenant middleware rolls back
        return response


def _is_too_many(count: object) -> bool:
    """As the form will read it; what is no number the form refuses itself."""
    try:
        ROWS.clean(count)
    except ValidationError as fault:
        return fault.error_list[0].code == "max_value"
    return False


def _was_raised_by_the_form(exception: Exception) -> bool:
    """Was it while Wagtail or Django read what was posted into a value?"""
    is_fault_of_a_form = isinstance(exception, (MultiValueDictKeyError, ValidationError))
    return is_fault_of_a_form or _is_raised_by(exception, Exception, READING)


def _is_raised_by(exception: Exception, kind: type[Exception], functions: Set[str]) -> bool:
    """Is it of this kind, and was it raised in or below one of these functions?"""
    frames = traceback.walk_tb(exception.__traceback__)
    return isinstance(exception, kind) and any(frame.f_code.co_name in functions for frame, _line in frames)


def _instead_of_405(request: HttpRequest) -> HttpResponse:
    """An address that only a button leads to, opened by itself: the page that holds the button."""
    page = request.path.rstrip("/").rpartition("/")[0] + "/"
    if request.method in SAFE_METHODS and _is_a_page(request, page):
        return redirect(page)
    return not_this_way(request)


def _is_a_page(request: HttpRequest, path: str) -> bool:
    try:
        match = resolve(path, urlconf=getattr(request, "urlconf", None))
    except Resolver404:
        return False
    return match.url_name != "wagtail_serve"


def _record_refusal(request: HttpRequest) -> None:
    """Whatever refused it: this table, or a view that looked further. The address is told by its name."""
    match = request.resolver_match
    label = (match.url_name or match.route) if match else ""
    record(Verb.REFUSED, about=label.replace("@", ""), method=request.method)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(resolve_url("account_login"))
    if request.method in SAFE_METHODS:
        return redirect_to_login(request.get_full_path())
    # What was posted cannot be opened: back to the page with the form.
    page = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()})
    return redirect_to_login(page if is_ours else resolve_url("home"))
