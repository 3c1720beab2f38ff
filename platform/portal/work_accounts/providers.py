"""allauth's OpenID Connect, told where to look: at the row of this host's organisation, through one guarded door.

allauth keeps state and PKCE; what it leaves out is added: a nonce, the signature of every token, the issuer as
configured, answers of a bounded size and time. Its own tables stay empty.
"""

import secrets
from typing import Any, NoReturn

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from django.urls import reverse
from requests.adapters import BaseAdapter

from organisations.models import IdentityProvider, Organisation
from organisations.work_accounts.connection import (
    Configuration,
    UntrueToken,
    discover,
    fetch,
    read_document,
    read_token,
)
from organisations.work_accounts.services import secret_of

PROVIDER = OpenIDConnectProvider.id


class GuardedTransport(BaseAdapter):
    """Everything that allauth asks goes through `connection.fetch`."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """One request, no redirects; raises ProviderFault."""
        body = request.body if isinstance(request.body, bytes) else str(request.body or "").encode()
        headers = {name: str(value) for name, value in request.headers.items() if name != "Content-Length"}
        headers["Accept-Encoding"] = "identity"
        answer = fetch(str(request.url), method=str(request.method), headers=headers, body=body or None)
        response = requests.Response()
        response.status_code, response._content = answer.status, answer.body
        response.headers.update({"content-type": "application/json", **answer.headers})
        response.url, response.request = str(request.url), request
        return response

    def close(self) -> None:
        """Nothing stays open."""


class VerifiedLogin(SocialLogin):
    """Claims that the provider signed; whose they are is looked up in our own table."""

    claims: dict[str, Any]

    def lookup(self) -> None:
        """Nothing: allauth's accounts are not used (they would remember the last sign-in)."""


class WorkAccountOAuth2(OpenIDConnectOAuth2Adapter):
    """The client's side of one sign-in."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The checked description of the provider; raises ProviderFault."""
        return self.configuration.document

    @property
    def configuration(self) -> Configuration:
        """The same, with the issuer apart."""
        return discover(self.get_provider().app.settings["server_url"])

    @property
    def basic_auth(self) -> bool:
        """How the provider wants the secret; unless it says otherwise, in a header (OpenID Discovery 3)."""
        methods = self.openid_config.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return "client_secret_post" not in methods

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """From the organisation's record, never from the request."""
        organisation: Organisation = request.organisation  # type: ignore[attr-defined]
        return organisation.root_url + reverse("work_account_callback")

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str | None = None
    ) -> dict[str, Any]:
        """The provider's answer to the code: a JSON object with an ID token in it."""
        try:
            data = super().get_access_token_data(request, app, client, pkce_code_verifier=pkce_code_verifier)
        except (KeyError, TypeError, ValueError) as fault:
            raise OAuth2Error("unreadable") from fault
        if not isinstance(data, dict) or not isinstance(data.get("access_token"), str):
            raise OAuth2Error("no token")
        return data

    def parse_token(self, data: dict[str, Any]) -> SocialToken:
        """The access token alone: it is used once and kept nowhere."""
        return SocialToken(token=data["access_token"])

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> VerifiedLogin:
        """The claims, believed only when the provider signed them for this very attempt."""
        nonce = str(request.work_account_nonce)  # type: ignore[attr-defined]  # set by the callback
        configuration = self.configuration
        try:
            claims = read_token(
                kwargs["response"].get("id_token"), configuration, client_id=app.client_id, nonce=nonce
            )
        except UntrueToken as fault:
            raise OAuth2Error("untrue token") from fault
        if "email" not in claims and "userinfo_endpoint" in configuration.document:
            # The address and whether it is verified from one source: the token's word is about its own address.
            signed = {name: value for name, value in claims.items() if name != "email_verified"}
            claims = {**self._more_about(claims["sub"], token.token), **signed}
        login: VerifiedLogin = self.get_provider().sociallogin_from_response(request, claims)
        return login

    def _more_about(self, subject: str, access_token: str) -> dict[str, Any]:
        """What only the userinfo address tells, if it is about the same person (OpenID Core 5.3.2)."""
        answer = fetch(self.profile_url, headers={"Authorization": f"Bearer {access_token}"})
        found = read_document(answer.body) if answer.status == 200 else {}
        return found if found.get("sub") == subject else {}


class WorkAccountProvider(OpenIDConnectProvider):
    """The provider of one organisation."""

    oauth2_adapter_class = WorkAccountOAuth2

    def sociallogin_from_response(self, request: HttpRequest, response: dict[str, Any]) -> VerifiedLogin:
        """The claims as they are; allauth's own reading of them is not used."""
        login = VerifiedLogin(provider=self)
        login.claims = response
        return login

    def send_away(self, request: HttpRequest, *, next_url: str | None, data: dict[str, Any]) -> str:
        """The address at the provider where an attempt begins; what belongs to it waits in the session."""
        nonce = secrets.token_urlsafe(32)
        response = self.redirect(
            request,
            process=AuthProcess.LOGIN,
            next_url=next_url,
            data={**data, "nonce": nonce},
            auth_params={"nonce": nonce},
        )
        return str(response.url)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Which provider there is: the one of this host's organisation, or none."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """An app made of the organisation's row, never stored."""
        return [app_of(row) for row in IdentityProvider.objects.all()]

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> WorkAccountProvider:
        """The organisation's provider; raises SocialApp.DoesNotExist."""
        return WorkAccountProvider(request, app=self.get_app(request, provider=provider))

    def get_requests_session(self) -> requests.Session:
        """Without proxies, passwords and redirects of the environment, through the guarded door."""
        session = requests.Session()
        session.trust_env = False
        for scheme in ("https://", "http://"):
            session.mount(scheme, GuardedTransport())
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody becomes somebody by allauth's own way."""
        return False

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: WorkAccountProvider,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> NoReturn:
        """Our own page instead of allauth's."""
        from portal.work_accounts.views import attempt_failed

        raise ImmediateHttpResponse(attempt_failed(request, error=error, exception=exception))

    def pre_social_login(self, request: HttpRequest, sociallogin: VerifiedLogin) -> NoReturn:
        """Everything after the signature is ours: who this is, and whether she is let in."""
        from portal.work_accounts.views import attempt_succeeded

        raise ImmediateHttpResponse(
            attempt_succeeded(request, claims=sociallogin.claims, state=sociallogin.state)
        )


def app_of(row: IdentityProvider) -> SocialApp:
    """What allauth needs to know of a provider."""
    return SocialApp(
        provider=PROVIDER,
        provider_id=f"organisation-{row.organisation_id}-{row.pk}",
        name=row.name[:40],
        client_id=row.client_id,
        secret=secret_of(row),
        settings={"server_url": row.issuer, "oauth_pkce_enabled": True},
    )
