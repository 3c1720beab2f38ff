"""Showing that it is still she, before anything about signing in changes."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from organisations.middleware import SAFE_METHODS
from people.models import Person
from portal.access import Access, Shown
from portal.ways_in.queries import and_then, has_confirmed, has_just_signed_in, ways_to_confirm

SESSION_MAILED = "confirm_by_mail"


def confirm_first(request: HttpRequest, rule: Access) -> HttpResponse | None:
    """Away to show that it is still she, when this address asks that and it was too long ago; otherwise None.

    She comes back to the page with the form. What was posted is not kept: it may hold a password.
    """
    if _is_fresh(request, rule.shown):
        return None
    if request.method not in SAFE_METHODS:
        messages.warning(
            request,
            _("Er is nog niets gedaan: eerst een korte controle. Daarna staat het formulier er weer."),
        )
    name, mark, place = rule.back_to.partition("#")
    target = f"{reverse(name)}{mark}{place}" if name else request.get_full_path()
    page = and_then(ways_to_confirm(request.user)[0]["url"], target)
    return HttpResponseClientRedirect(page) if getattr(request, "htmx", False) else redirect(page)


def _is_fresh(request: HttpRequest, shown: Shown) -> bool:
    if shown is Shown.SIGNED_IN or has_confirmed(request):
        return True
    return shown is Shown.LATELY and has_just_signed_in(request)


def mail_code(request: HttpRequest, person: Person) -> bool:
    """Mail six digits that confirm this session only; False when there were too many just now."""
    if not ratelimit.consume(request, action="request_login_code", key=person.email.lower()):
        return False
    adapter = get_adapter()
    code = adapter.generate_login_code()
    request.session[SESSION_MAILED] = {"code": code, "at": time.time(), "wrong": 0}
    adapter.send_mail("account/email/confirm_code", person.email, {"code": code})
    return True


def is_mailed(request: HttpRequest) -> bool:
    """Is there a code on its way that still counts? Ten minutes, and five wrong tries."""
    waiting = request.session.get(SESSION_MAILED)
    if not waiting:
        return False
    is_fresh = time.time() - waiting["at"] <= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    return bool(is_fresh and waiting["wrong"] < settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS)


def confirm_by_code(request: HttpRequest, person: Person, code: str) -> bool:
    """Does this code match the mailed one? Then it counts, once."""
    # Counted outside the session as well: tries at the same moment all read the same session.
    if not is_mailed(request) or not ratelimit.consume(request, action="reauthenticate", user=person):
        return False
    waiting = request.session[SESSION_MAILED]
    if not compare_user_code(actual=code, expected=waiting["code"]):
        request.session[SESSION_MAILED] = {**waiting, "wrong": waiting["wrong"] + 1}
        return False
    del request.session[SESSION_MAILED]
    record_authentication(request, person, method="code", reauthenticated=True)
    return True
