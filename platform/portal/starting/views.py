"""`/start/`: from a start card to a password and the first page.

The code of a QR stands in an address once, in a request whose answer is always the same redirect: it gets into
no log of ours, no referrer and no history of pages. What waits in the session is its digest.
"""

from http import HTTPStatus

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from organisations.models import Organisation, StartCard
from organisations.start_cards.codes import digest_of
from organisations.start_cards.queries import membership_for, open_card
from portal.sign_in import landing_of
from portal.starting.forms import NOT_THIS_CODE, BeginForm, CodeForm
from portal.starting.services import Begun, begin
from portal.views import too_many

SESSION_CARD = "start_card"
WAITS_SECONDS = 30 * 60


def _organisation(request: HttpRequest) -> Organisation:
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    return organisation


def _may_try(request: HttpRequest) -> bool:
    """Per address, and per organisation: guesses from many addresses count together."""
    usage = ratelimit.consume(
        request, app="allauth.account", action="start_card", key=_organisation(request).key, limit_get=True
    )
    return usage is not None


def _keep(request: HttpRequest, digest: str) -> None:
    request.session[SESSION_CARD] = [digest, int(timezone.now().timestamp())]
    if (
        not request.user.is_authenticated
    ):  # a colleague who is signed in here keeps the length of her own session
        request.session.set_expiry(WAITS_SECONDS)


def _kept(request: HttpRequest) -> str:
    """The digest that waits in this session; empty after half an hour."""
    digest, since = request.session.get(SESSION_CARD, ("", 0))
    return str(digest) if timezone.now().timestamp() - since < WAITS_SECONDS else ""


@csrf_exempt  # it changes nothing but what waits in the session; a refusal would write the address into the log
@never_cache
def start_card(request: HttpRequest, code: str) -> HttpResponse:
    """`/start/<code>/`: what a QR opens; for every code the same answer."""
    _keep(request, digest_of(code, organisation_id=_organisation(request).pk))
    return redirect("start_hello")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """`/start/`: type the code."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not _may_try(request):
            return too_many(request)
        digest = digest_of(form.cleaned_data["code"], organisation_id=_organisation(request).pk)
        if open_card(digest):
            _keep(request, digest)
            return redirect("start_hello")
        form.add_error("code", NOT_THIS_CODE)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "portal/starting/code.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start_hello(request: HttpRequest) -> HttpResponse:
    """`/start/hallo/`: greets who holds the card; POST uses it up."""
    digest = _kept(request)
    if not digest:
        return redirect("start")
    if not _may_try(request):
        return too_many(request)
    card = open_card(digest)
    membership = membership_for(card) if card else None
    if card is None or membership is None:
        return _no_card(request)
    email, name = card.person.email, membership.shown_name
    form = BeginForm(request.POST or None, email=email, name=name)
    if request.method == "POST" and form.is_valid():
        return _begin(request, card, form)
    context = {"form": form, "name": name, "email": email}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "portal/starting/hello.html", context, status=status)


def _begin(request: HttpRequest, card: StartCard, form: BeginForm) -> HttpResponse:
    del request.session[SESSION_CARD]
    begun = begin(
        request,
        card=card,
        password=form.cleaned_data["password1"],
        is_shared=form.cleaned_data["shared_computer"],
    )
    if begun is Begun.TOO_LATE:
        return _no_card(request)
    if begun is Begun.HAS_ACCOUNT:
        messages.info(
            request,
            _(
                "Met dit e-mailadres is er al een account. Het nieuwe wachtwoord telt daarom niet. "
                "Log in met het eigen wachtwoord, of met een code per mail."
            ),
        )
        return redirect("account_login")
    return redirect(landing_of(card.person))


def _no_card(request: HttpRequest) -> HttpResponse:
    """Used, expired, withdrawn, unknown: one answer."""
    request.session.pop(SESSION_CARD, None)
    return render(request, "portal/starting/no_card.html", status=HTTPStatus.NOT_FOUND)
