"""Signing in with a work account: away to the organisation's provider, and back."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import structlog
from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from organisations.enums import Role
from organisations.models import IdentityProvider, Organisation
from organisations.work_accounts.connection import Fault, ProviderFault, a_few_seconds
from organisations.work_accounts.rules import Refusal, read_assertion
from organisations.work_accounts.services import admit, note_test
from organisations.work_accounts.views import SESSION_REPORT
from organisations.work_accounts.words import fault_text, outcome_lines, refusal_text
from people.audit import acting
from people.models import Person
from people.secrecy import Unreadable
from portal.sign_in import SESSION_SHARED_WANTED, landing_of
from portal.starting.services import prove_address
from portal.views import too_many
from portal.work_accounts.providers import PROVIDER, WorkAccountOAuth2, WorkAccountProvider

logger = structlog.get_logger(__name__)

SHARED, TEST, NONCE = "shared", "test", "nonce"


# Away -------------------------------------------------------------------------------------------------


@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """`/inloggen/werkaccount/`: the button on the sign-in page."""
    get_object_or_404(IdentityProvider, is_on=True)
    if not ratelimit.consume(request, action="login"):
        return too_many(request)
    request.session.pop(LOGIN_SESSION_KEY, None)
    data = {SHARED: "shared_computer" in request.POST, TEST: False}
    return _leave(request, next_url=get_next_redirect_url(request), data=data)


@never_cache
@require_POST
def test_sign_in(request: HttpRequest) -> HttpResponse:
    """`/beheer/inloggen/proef/`: the administrator tries with her own work account; nobody is signed in."""
    get_object_or_404(IdentityProvider)
    return _leave(request, next_url=None, data={SHARED: False, TEST: True})


@a_few_seconds()
def _leave(request: HttpRequest, *, next_url: str | None, data: dict[str, Any]) -> HttpResponse:
    """A page that goes on by itself.

    Not a redirect: browsers hold a form to `form-action 'self'` through every redirect that follows, and
    where a provider sends people on to is not ours to know.
    """
    try:
        provider: WorkAccountProvider = get_adapter(request).get_provider(request, PROVIDER)
        url = provider.send_away(request, next_url=next_url, data=data)
    except (ProviderFault, Unreadable) as fault:
        return _no_answer(request, data, fault)
    context = {"url": url, "host": urlsplit(url).hostname, "name": provider.app.name}
    response = render(request, "portal/work_account_leave.html", context)
    response["Refresh"] = f"0; url={url}"
    return response


# Back -------------------------------------------------------------------------------------------------


@never_cache
@require_safe
@a_few_seconds()
def callback(request: HttpRequest) -> HttpResponse:
    """`/inloggen/werkaccount/terug/`: the provider sent somebody back, with a code or with a fault."""
    if not ratelimit.consume(request, action="login"):
        return too_many(request)
    data = _attempt_of(request)
    request.work_account_data = data  # type: ignore[attr-defined]
    request.work_account_nonce = data.get(NONCE, "")  # type: ignore[attr-defined]
    if data.get(TEST) and request.role != Role.ORG_ADMIN:  # type: ignore[attr-defined]
        return _refused_page(request, _("Deze proef is verlopen."), "test_without_administrator")
    try:
        adapter = WorkAccountOAuth2(request, PROVIDER)
        response: HttpResponse = OAuth2CallbackView.adapter_view(adapter)(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (ProviderFault, Unreadable) as fault:
        # Not a 5xx: that would roll the session back, and the answer could be used a second time.
        return _no_answer(request, data, fault, status=HTTPStatus.FAILED_DEPENDENCY)
    return response


def _attempt_of(request: HttpRequest) -> dict[str, Any]:
    """What waits in the session for this answer; nothing when nobody began, or it was used already."""
    stashed = statekit.get_states(request).get(request.GET.get("state", ""))
    data = stashed[0].get("data") if stashed else None
    return data if isinstance(data, dict) else {}


def attempt_succeeded(request: HttpRequest, *, claims: dict[str, Any], state: dict[str, Any]) -> HttpResponse:
    """The provider's word holds: let in, refuse, or tell how the test went."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    data = state.get("data") or {}
    provider = get_object_or_404(IdentityProvider.objects.select_related("organisation__site"))
    assertion = read_assertion(
        claims, role_claim=provider.role_claim, trusts_unmarked=provider.trusts_unmarked
    )
    if data.get(TEST):
        outcome = note_test(provider=provider, assertion=assertion)
        lines = outcome_lines(organisation, address=assertion.address, outcome=outcome)
        return _report(request, lines)
    if not provider.is_on:
        raise Http404
    # Nobody acts: whoever may be signed in here still, it is the organisation's provider that speaks.
    with acting(person_id=None, role="", organisation_key=organisation.key):
        person = admit(provider=provider, assertion=assertion)
    if isinstance(person, Refusal):
        return _refused_page(request, refusal_text(organisation, person), person)
    return _sign_in(request, person, shared=bool(data.get(SHARED)), next_url=state.get("next"))


def _sign_in(request: HttpRequest, person: Person, *, shared: bool, next_url: str | None) -> HttpResponse:
    """A session, by the one door. On the region's host a second factor is still asked of who has one.

    On an organisation's host the work account is that organisation's own factor: it decides how its people
    prove who they are, and answers for its own people's data alone.
    """
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    if request.user.is_authenticated:
        logout(request)
    prove_address(person)
    request.session[SESSION_SHARED_WANTED] = shared
    record_authentication(request, person, "socialaccount", provider=PROVIDER)
    if organisation.is_region:
        response: HttpResponse = perform_login(request, person, redirect_url=next_url)
        return response
    get_account_adapter(request).login(request, person)
    return redirect(next_url or landing_of(person))


# When it does not work --------------------------------------------------------------------------------


def attempt_failed(request: HttpRequest, *, error: str | None, exception: Exception | None) -> HttpResponse:
    """The provider said no, or said something that does not hold."""
    data = getattr(request, "work_account_data", {})
    logger.info("work_account_failed", error=str(error), exception=type(exception).__name__)
    if error == AuthError.CANCELLED:
        text = _("Inloggen met het werkaccount is gestopt.")
    elif not data:
        text = _("Deze inlogpoging is verlopen, of is al gebruikt. Begin opnieuw.")
    else:
        text = _("Het antwoord van de inlogdienst klopt niet. Begin opnieuw.")
    if data.get(TEST):
        return _report(request, [{"is_good": False, "text": text, "why": ""}])
    if error == AuthError.CANCELLED:
        messages.info(request, text)
        return redirect("account_login")
    return _refused_page(request, text, "attempt_failed")


def _no_answer(
    request: HttpRequest,
    data: dict[str, Any],
    fault: Exception,
    *,
    status: HTTPStatus = HTTPStatus.SERVICE_UNAVAILABLE,
) -> HttpResponse:
    """The provider cannot be reached: that is nobody's fault here, and there are other ways in."""
    kind = fault.fault if isinstance(fault, ProviderFault) else None
    logger.warning("work_account_no_answer", fault=str(kind or type(fault).__name__))
    if data.get(TEST):
        why = (
            fault_text(kind) if kind else _("De bewaarde client-secret is niet te lezen. Vul die opnieuw in.")
        )
        line = {"is_good": False, "text": _("De inlogdienst geeft geen bruikbaar antwoord."), "why": why}
        return _report(request, [line])
    is_slow = kind in {Fault.SLOW, Fault.NO_ANSWER, Fault.NO_SUCH_NAME}
    text = (
        _("De inlogdienst van het werkaccount geeft nu geen antwoord.")
        if is_slow
        else _("De inlogdienst van het werkaccount geeft nu geen bruikbaar antwoord.")
    )
    return render(request, "portal/work_account_refused.html", {"text": text}, status=status)


def _refused_page(request: HttpRequest, text: str, reason: str) -> HttpResponse:
    logger.info("work_account_refused", reason=str(reason))
    return render(request, "portal/work_account_refused.html", {"text": text}, status=403)


def _report(request: HttpRequest, lines: list[dict[str, object]]) -> HttpResponse:
    request.session[SESSION_REPORT] = {"title": _("Proef met een eigen werkaccount"), "lines": lines}
    return redirect(reverse("sign_in_settings") + "#report")
