"""Home, health, sign-in, role switch, error pages."""

from secrets import token_urlsafe
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.views import (
    ConfirmLoginCodeView,
    LoginView,
    PasswordResetFromKeyView,
    PasswordResetView,
    RequestLoginCodeView,
)
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.enums import Kind
from organisations.middleware import SAFE_METHODS, SESSION_ROLE
from organisations.models import Organisation
from organisations.queries import members
from organisations.rules import MINIMUM_GROUP
from organisations.words import addressed, role_name
from organisations.work_accounts.services import provider_in_use
from people.chosen_roles import remember_role
from people.models import Person
from portal.access import EDITORS, rule_for
from portal.forms import NewPasswordForm, RequestCodeForm, ResetForm
from portal.navigation import home_url
from portal.privacy import (
    MONTHS_IN_SIGHT,
    agreements,
    door_lines,
    few_people,
    looks_file,
    looks_lines,
    sight_lines,
    stored_lines,
    terms,
)
from portal.refusing import RefusesWith422
from portal.sign_in import SESSION_SHARED_WANTED, SIGNED_OUT_BY_ITSELF, stay
from portal.starting.services import prove_address


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """On an organisation's host: to where this role works, or to sign-in."""
    role = request.role  # type: ignore[attr-defined]
    return redirect(home_url(role) if role else "account_login")


@require_safe
def region_home(request: HttpRequest) -> HttpResponse:
    """The region's own host: seven organisations in their own colours."""
    role = request.role  # type: ignore[attr-defined]
    may_edit = role is not None and EDITORS.admits(role)
    return render(request, "portal/region_home.html", {"organisations": members(), "may_edit": may_edit})


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """From any house to the list of all houses."""
    region = Organisation.objects.select_related("site").get(kind=Kind.REGION)
    return redirect(f"{region.root_url}/")


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok"})


@require_POST
def switch_role(request: HttpRequest) -> HttpResponse:
    """Work in another of one's own roles, in this organisation; the next time she signs in too."""
    wanted = request.POST.get("role", "")
    if wanted in {each.role for each in request.memberships}:  # type: ignore[attr-defined]
        request.session[SESSION_ROLE] = wanted
        organisation: Organisation = request.organisation  # type: ignore[attr-defined]
        remember_role(person=cast(Person, request.user), organisation_key=organisation.key, role=wanted)
    page = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page.startswith("/")
    return redirect(page if is_ours else "home")


@require_safe
def trainee_home(request: HttpRequest) -> HttpResponse:
    """The honest page of a colleague in training: what is recorded about her."""
    return render(request, "portal/trainee_home.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """`/privacy/`: for members and their works council: which data, whose, who sees it, how long."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    urlconf = settings.REGION_URLCONF if organisation.is_region else settings.ORGANISATION_URLCONF
    context = {
        "agreements": agreements(),
        "sight": sight_lines(),
        "stored": stored_lines(),
        "terms": terms(),
        "doors": door_lines(urlconf, organisation),
        "minimum": MINIMUM_GROUP,
        "looks": looks_lines(organisation, months=MONTHS_IN_SIGHT),
        "few": few_people(),
    }
    return render(request, "portal/privacy.html", context)


@require_safe
def privacy_looks(request: HttpRequest) -> HttpResponse:
    """`/privacy/inzage.csv`: how often records were looked at, in the months that are kept; counts only."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    response = HttpResponse(looks_file(looks_lines(organisation)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="inzage.csv"'
    return response


class _BeginsAnew:
    """Opening the page forgets a code that was on its way: another address may be tried."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Drop the sign-in that waits, and go on."""
        if request.method in SAFE_METHODS:
            request.session.pop(LOGIN_SESSION_KEY, None)
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class SignInView(_BeginsAnew, RefusesWith422, LoginView):
    """`/inloggen/`: password, or on to a code by mail."""

    template_name = "portal/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the organisation's work accounts, when there are."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "work_account": provider_in_use()}


class RequestCodeView(_BeginsAnew, RefusesWith422, RequestLoginCodeView):
    """`/inloggen/code/`: mails six digits; unknown addresses get the same answer."""

    template_name = "portal/sign_in_code_request.html"

    def form_valid(self, form: RequestCodeForm) -> HttpResponse:
        """Remember whose computer this is, and mail the code."""
        if form.is_unknown:
            adapter = get_adapter()
            adapter.work_as_if_mailed("account/email/login_code", {"code": adapter.generate_login_code()})
        response: HttpResponse = super().form_valid(form)
        self.request.session[SESSION_SHARED_WANTED] = form.cleaned_data["shared_computer"]
        return response


class ConfirmCodeView(RefusesWith422, ConfirmLoginCodeView):
    """`/inloggen/code/bevestigen/`: the six digits."""

    template_name = "portal/sign_in_code_confirm.html"

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        """Another code, and a word that it was sent: the page looks the same before and after."""
        sent = self._process.state["resend_count"]
        response: HttpResponse = super()._resend_form_valid(form)
        if self._process.state["resend_count"] > sent:
            messages.info(self.request, _("Er is een nieuwe code onderweg. De vorige werkt niet meer."))
        return response

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        """The right code: she reads the mail of this account."""
        if prove_address(self._process.user):
            messages.info(
                self.request,
                _(
                    "Het wachtwoord van de startkaart werkt niet meer. Een nieuw kiezen kan bij ‘Hoe je inlogt’."
                ),
            )
        response: HttpResponse = super()._verify_form_valid(form)
        return response


class ForgottenPasswordView(RefusesWith422, PasswordResetView):
    """`/wachtwoord-vergeten/`: mails a link; the same answer for every address."""

    template_name = "portal/password_reset.html"

    def form_valid(self, form: ResetForm) -> HttpResponse:
        """Mail the link; for an unknown address as much work, and no mail."""
        if form.users:
            with transaction.atomic():  # a savepoint, as around the mail that nobody gets: a clock hears it
                mailed: HttpResponse = super().form_valid(form)
            return mailed
        adapter = get_adapter()
        link = adapter.get_reset_password_from_key_url(token_urlsafe(36))
        adapter.work_as_if_mailed("account/email/password_reset_key", {"password_reset_url": link})
        response: HttpResponse = super().form_valid(form)
        return response


class NewPasswordView(RefusesWith422, PasswordResetFromKeyView):
    """The link in the mail: choose a new password."""

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        """Keep it, and forget the guesses at the old one: whoever reads the mail is no guesser."""
        response: HttpResponse = super().form_valid(form)
        get_adapter()._delete_login_attempts_cached_email(self.request, email=self.reset_user.email)
        return response


@require_POST
def stay_signed_in(request: HttpRequest) -> HttpResponse:
    """`/inloggen/verlengen/`: on a shared computer, somebody is still there."""
    stay(request)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(status=204)
    return redirect("home")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """POST signs out; a GET shows the button."""
    if request.method == "POST":
        logout(request)
        if request.POST.get("reason") == "idle":
            messages.info(request, SIGNED_OUT_BY_ITSELF)
        return redirect("account_login")
    return render(request, "portal/sign_out.html")


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 in house style; where another role of hers opens the page, with the button that takes her there."""
    if roles := _roles_that_open(request):
        organisation: Organisation = request.organisation  # type: ignore[attr-defined]
        now = role_name(organisation, request.role)  # type: ignore[attr-defined]
        text = _by_address(
            request,
            _("Je werkt nu als %(role)s. Met een andere rol van jou gaat deze pagina wel open."),
            _("U werkt nu als %(role)s. Met een andere rol van u gaat deze pagina wel open."),
        )
        return _error(
            request,
            403,
            _("Deze pagina hoort bij een andere rol"),
            text % {"role": now},
            opening_roles=roles,
            here=request.get_full_path() if request.method in SAFE_METHODS else "",
        )
    return _error(
        request,
        403,
        _by_address(request, _("Deze pagina is niet voor jouw rol"), _("Deze pagina is niet voor uw rol")),
        _by_address(request, _("Je mag deze pagina niet openen."), _("U mag deze pagina niet openen.")),
    )


def _roles_that_open(request: HttpRequest) -> list[str]:
    """Her other roles here that may open this address, when the one she works in may not."""
    rule = rule_for(request.resolver_match) if request.resolver_match else None
    role = getattr(request, "role", None)
    if rule is None or role is None or rule.admits(role):
        return []
    return [each.role for each in request.memberships if rule.admits(each.role)]  # type: ignore[attr-defined]


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same page for what is not there and for what is not yours."""
    return _error(
        request,
        404,
        _("Niet gevonden"),
        _by_address(
            request,
            _("Deze pagina bestaat niet, of is niet voor jou."),
            _("Deze pagina bestaat niet, of is niet voor u."),
        ),
    )


def no_such_page(request: HttpRequest, path: str) -> HttpResponse:
    """Whatever no other address took."""
    raise Http404


def too_many(request: HttpRequest) -> HttpResponse:
    """429: too many tries from one place, or for one address."""
    return _error(
        request, 429, _("Even wachten"), _("Te vaak geprobeerd. Probeer het over een paar minuten opnieuw.")
    )


def not_this_way(request: HttpRequest) -> HttpResponse:
    """405: an address that only a button leads to, opened by itself."""
    return _error(
        request,
        405,
        _("Hier is niets te zien"),
        _("Dit adres hoort bij een knop. Ga terug naar de vorige pagina."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that waited too long, or came from elsewhere; no attempt at what is not one's own."""
    request.is_expired_form = True  # type: ignore[attr-defined]  # read by AccessMiddleware
    return _error(
        request,
        403,
        _("Dit formulier is verlopen"),
        _("Ga terug, vernieuw de pagina en probeer het opnieuw."),
    )


def _by_address(request: HttpRequest, informal: str, formal: str) -> str:
    return addressed(getattr(request, "organisation", None), informal, formal)


def _error(request: HttpRequest, status: int, title: str, text: str, **more: Any) -> HttpResponse:
    context = {"error_title": title, "error_text": text, "error_status": status, **more}
    return render(request, "portal/error.html", context, status=status)
