"""`/mijn-gegevens/inloggen/`: how somebody signs in; and the second step itself."""

import json
from typing import Any, cast

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import PasswordChangeView, PasswordSetView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as AppReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.models import Organisation
from people.audit import record
from people.devices import end_devices
from people.enums import Verb
from people.models import Person
from portal.refusing import RefusesWith422
from portal.sign_in import SESSION_DEVICE, signed_in_devices
from portal.ways_in.confirming import confirm_by_code, is_mailed, mail_code
from portal.ways_in.forms import ConfirmByMailForm
from portal.ways_in.queries import (
    and_then,
    app_of,
    passkeys_here,
    passkeys_of,
    recovery_codes_of,
    rp_id_of,
    ways_to_confirm,
)
from portal.ways_in.services import use_up_first


def person_of(request: HttpRequest) -> Person:
    """Who is signed in; portal.access admits members only."""
    return cast(Person, request.user)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everything about how somebody signs in, on one page."""
    person = person_of(request)
    houses = dict(Organisation.objects.values_list("key", "name"))
    context = {
        "app": app_of(person),
        "codes": recovery_codes_of(person),
        "passkeys": passkeys_of(person, rp_id_of(request)),
        "devices": [(each, houses.get(each.organisation_key, "")) for each in signed_in_devices(person)],
        "this_device": request.session.get(SESSION_DEVICE),
    }
    return render(request, "portal/ways_in/overview.html", context)


# Where she is signed in ---------------------------------------------------------------------------


@require_POST
def end_device(request: HttpRequest, device: int) -> HttpResponse:
    """`…/apparaten/<id>/uitloggen/`: sign out there."""
    if not end_devices(person_of(request), only=device):
        raise Http404
    messages.success(request, _("Dat apparaat is uitgelogd."))
    return redirect("mfa_index")


@require_POST
def end_everywhere(request: HttpRequest) -> HttpResponse:
    """`…/apparaten/uitloggen/`: sign out everywhere, at every house, here too."""
    person = person_of(request)
    end_devices(person)
    note(request, "devices", "ended")
    logout(request)
    messages.success(request, _("Overal uitgelogd."))
    return redirect("account_login")


# The password ---------------------------------------------------------------------------------------


class ChangePassword(RefusesWith422, PasswordChangeView):
    """`…/wachtwoord/`: another password; everywhere else she is signed out."""

    template_name = "portal/ways_in/password.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, and say so."""
        response: HttpResponse = super().form_valid(form)
        note(self.request, "password", "changed")
        messages.success(
            self.request, _("Het nieuwe wachtwoord is bewaard. Andere apparaten zijn uitgelogd.")
        )
        return response


class SetPassword(RefusesWith422, PasswordSetView):
    """`…/wachtwoord/kiezen/`: a first password, for who signed in with codes until now."""

    template_name = "portal/ways_in/password.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it, and say so."""
        response: HttpResponse = super().form_valid(form)
        note(self.request, "password", "added")
        messages.success(self.request, _("Het wachtwoord is bewaard."))
        return response


# The app and its recovery codes ---------------------------------------------------------------------


class AfterProof:
    """Nothing new to sign in with, as long as nobody showed that the address of a card's account is hers."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Away when the account began with a card and its mail was never read."""
        if person_of(request).password_only_at:
            messages.warning(request, _("Dit kan nog niet: hieronder staat wat eerst moet."))
            return redirect("mfa_index")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class StartApp(AfterProof, RefusesWith422, ActivateTOTPView):
    """`…/app/`: scan, type the first code, done."""

    template_name = "portal/ways_in/app_start.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """The second step is on; in this session it has just been shown."""
        response: HttpResponse = super().form_valid(form)
        use_up_first(person_of(self.request), form.cleaned_data["code"])
        record_authentication(self.request, person_of(self.request), "mfa", type="totp", reauthenticated=True)
        note(self.request, "app", "added")
        messages.success(self.request, _("De tweede stap staat aan."))
        return response


class StopApp(RefusesWith422, DeactivateTOTPView):
    """`…/app/uitzetten/`: after asking."""

    template_name = "portal/ways_in/app_stop.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """The second step is off."""
        response: HttpResponse = super().form_valid(form)
        note(self.request, "app", "removed")
        messages.success(self.request, _("De tweede stap staat uit."))
        return response


@require_safe
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """`…/herstelcodes/`: to print, download or write down."""
    codes = recovery_codes_of(person_of(request))
    if codes is None:
        raise Http404
    return render(request, "portal/ways_in/recovery_codes.html", {"codes": codes})


class NewRecoveryCodes(RefusesWith422, GenerateRecoveryCodesView):
    """`…/herstelcodes/nieuw/`: ten new ones; the old ones stop."""

    template_name = "portal/ways_in/recovery_codes_new.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Make them, and show them."""
        response: HttpResponse = super().form_valid(form)
        note(self.request, "recovery codes", "renewed")
        return response


@require_safe
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """`…/herstelcodes/download/`: the same, as a small text file."""
    codes = recovery_codes_of(person_of(request))
    if not codes:
        raise Http404
    response = render(
        request,
        "portal/ways_in/recovery_codes.txt",
        {"codes": codes},
        content_type="text/plain; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="herstelcodes.txt"'
    return response


# Is it still she? -----------------------------------------------------------------------------------


def say_confirmed(request: HttpRequest) -> None:
    """She showed that it is still she, and comes back to a page where she has to press once more."""
    messages.success(request, _("Gelukt. Een kwartier lang vragen we dit niet nog eens."))


class SaysConfirmed:
    """Says so on the page that she returns to."""

    def form_valid(self, form: Any) -> HttpResponse:
        """On to that page."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        say_confirmed(self.request)  # type: ignore[attr-defined]
        return response


class ConfirmWithPassword(SaysConfirmed, RefusesWith422, ReauthenticateView):
    """`…/bevestigen/`: the password once more."""

    template_name = "portal/ways_in/confirm.html"


class ConfirmWithApp(SaysConfirmed, RefusesWith422, AppReauthenticateView):
    """`…/bevestigen/app/`: a code from the app, or a recovery code."""

    template_name = "portal/ways_in/confirm.html"


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_by_mail(request: HttpRequest) -> HttpResponse:
    """`…/bevestigen/mail/`: six digits in the mail; for who has no app."""
    person = person_of(request)
    ways = ways_to_confirm(person)
    target = get_next_redirect_url(request) or ""
    if request.path not in {way["url"] for way in ways}:
        return redirect(and_then(ways[0]["url"], target))
    form = ConfirmByMailForm(request.POST if "code" in request.POST else None)
    status = 200
    if request.method == "POST" and "code" not in request.POST:
        if not mail_code(request, person):
            messages.error(request, _("Te vaak geprobeerd. Probeer het over een paar minuten opnieuw."))
        return redirect(request.get_full_path())
    if request.method == "POST":
        if form.is_valid() and confirm_by_code(request, person, form.cleaned_data["code"]):
            say_confirmed(request)
            return resume_request(request) or redirect("mfa_index")
        form.add_error("code", _("Deze code klopt niet."))
        status = 422
    context = {
        "form": form,
        "is_mailed": is_mailed(request),
        "target": target,
        "ways": [{**way, "url": and_then(way["url"], target)} for way in ways if way["url"] != request.path],
    }
    return render(request, "portal/ways_in/confirm_by_mail.html", context, status=status)


# Signing in -----------------------------------------------------------------------------------------


class SecondStep(RefusesWith422, AuthenticateView):
    """`/inloggen/tweede-stap/`: a code from the app, a recovery code, or a passkey of this house."""

    template_name = "portal/second_step.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what to ask the browser, when there is a passkey for this house."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if passkeys_here(self.stage.login.user):
            context["options"] = json.dumps(context["js_data"]["request_options"])
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        """422, with what was typed."""
        response: HttpResponse = self.render_to_response(self.get_context_data())
        response.status_code = 422
        return response


def note(request: HttpRequest, what: str, change: str) -> None:
    """In the audit log: what changed about how she signs in, never a secret."""
    record(Verb.CHANGED_SIGN_IN, subject=person_of(request), about=what, change=change)
