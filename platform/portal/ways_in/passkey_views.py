"""Passkeys: make one at this house, sign in with it, take it away."""

import json
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth, flows
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from portal.refusing import RefusesWith422
from portal.sign_in import SESSION_SHARED, SESSION_SHARED_WANTED
from portal.ways_in.views import AfterProof, SaysConfirmed, note, person_of


class AddPasskey(AfterProof, RefusesWith422, AddWebAuthnView):
    """`…/toegangssleutels/nieuw/`: finger, face or PIN on this device, or on a key."""

    template_name = "portal/ways_in/passkey_add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser is asked: a key that is found without a name, and opens with finger or PIN."""
        context: dict[str, Any] = super(AddWebAuthnView, self).get_context_data(**kwargs)
        context["options"] = json.dumps(auth.begin_registration(person_of(self.request), passwordless=True))
        context["is_shared"] = self.request.session.get(SESSION_SHARED, False)
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep it. No recovery codes come with it: the other ways in stay as they are."""
        person = person_of(self.request)
        passkey = auth.WebAuthn.add(person, form.cleaned_data["name"], form.cleaned_data["credential"])
        signals.authenticator_added.send(
            sender=Authenticator, request=self.request, user=person, authenticator=passkey.instance
        )
        get_adapter().send_notification_mail("mfa/email/webauthn_added", person)
        note(self.request, "passkey", "added")
        messages.success(self.request, _("De toegangssleutel is gemaakt."))
        return redirect("mfa_index")


class RemovePasskey(RemoveWebAuthnView):
    """`…/toegangssleutels/<id>/weg/`: after asking."""

    template_name = "portal/ways_in/passkey_remove.html"
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Gone here; in the phone it stays until somebody throws it away there."""
        response: HttpResponse = super().form_valid(form)
        note(self.request, "passkey", "removed")
        messages.success(self.request, _("De toegangssleutel is weg."))
        return response


class PasskeySignIn(LoginWebAuthnView):
    """`/inloggen/toegangssleutel/`: GET gives what to ask the browser, POST signs in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question, in a session that ends soon when nobody answers."""
        request.session.set_expiry(settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in: a passkey opened by finger or PIN is both steps at once."""
        passkey: Authenticator = form.cleaned_data["credential"]
        self.request.session[SESSION_SHARED_WANTED] = form.cleaned_data["shared_computer"]
        login = Login(user=passkey.user, redirect_url=get_next_redirect_url(self.request))
        response: HttpResponse = flows.perform_passwordless_login(self.request, passkey, login)
        return response


class ConfirmWithPasskey(SaysConfirmed, ReauthenticateWebAuthnView):
    """`…/bevestigen/toegangssleutel/`: it is still she."""

    template_name = "portal/ways_in/confirm_passkey.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the browser is asked."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["options"] = json.dumps(context["js_data"]["request_options"])
        return context

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say that it doesn't fit, and ask again."""
        for message in form.errors.get("credential", []):
            messages.error(self.request, message)
        return redirect(self.request.get_full_path())
