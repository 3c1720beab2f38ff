"""How allauth behaves here: closed sign-up, six digits, the organisation's own mail."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from organisations.services import sender_of
from organisations.tenancy import current_organisation
from people.models import Person
from portal.sign_in import bind_session, is_member, landing_of, password_opens_here
from portal.ways_in.queries import ways_to_confirm
from theming.mail import dressed

_ANYWHERE = {"app": "allauth.account", "action": "login_failed_anywhere"}


def _account(credentials: dict[str, Any]) -> str:
    return str(credentials.get("email", "")).lower()


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in of people whom an organisation invited."""

    # Without je or u, so that they fit every house.
    error_messages: ClassVar[dict[str, str | Promise]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Het e-mailadres of het wachtwoord klopt niet."),
        "incorrect_code": _("Deze code klopt niet."),
        "incorrect_password": _("Dit wachtwoord klopt niet."),
        "enter_current_password": _("Dit wachtwoord klopt niet."),
        "too_many_login_attempts": _("Te vaak geprobeerd. Probeer het over een paar minuten opnieuw."),
        "rate_limited": _("Te vaak geprobeerd. Probeer het over een paar minuten opnieuw."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by herself: an organisation invites."""
        return False

    def generate_login_code(self) -> str:
        """Six digits, easy to read aloud and to type on a phone."""
        return get_random_string(6, "0123456789")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """The person of these credentials; without a membership here she is as good as unknown."""
        person: Person | None = super().authenticate(request, **credentials)
        if person is None or not is_member(person):
            return None
        return person if password_opens_here(person, current_organisation()) else None

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Guesses count per account and address: a guesser elsewhere doesn't shut out whose account it is."""
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account} {ratelimit.get_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse when there were too many guesses at this account from here, or from everywhere together."""
        super().pre_authenticate(request, **credentials)
        anywhere = ratelimit.consume(request, key=_account(credentials), **_ANYWHERE)
        if anywhere is None:
            raise self.validation_error("too_many_login_attempts")
        # taken back together with the other when the password was right
        self._login_failed_rl_usage.usage.extend(anywhere.usage)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """A new password by a link in the mail: whoever guessed before no longer counts."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        ratelimit.clear(request, key=_account(credentials), **_ANYWHERE)

    def get_login_stages(self) -> list[str]:
        """allauth's stages; the second step is asked of who has an authenticator app."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "portal.ways_in.stages.SecondStep"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How somebody shows that it is still she, the usual way first."""
        return ways_to_confirm(user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the page on how she signs in."""
        return reverse("mfa_index")

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign in, in this organisation only."""
        super().login(request, user)
        bind_session(request, user)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To where somebody works: on the region's host too, where `/` is the list of organisations."""
        return landing_of(request.user) if isinstance(request.user, Person) else reverse("home")

    def is_safe_url(self, url: str) -> bool:
        """After sign-in only to an address of this host; another organisation's host is elsewhere."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={context.request.get_host()})

    def get_from_email(self) -> str:
        """The organisation's own sender name before the shared address."""
        organisation = current_organisation()
        return sender_of(organisation) if organisation else str(super().get_from_email())

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is: the sender's name tells where it comes from."""
        return subject

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """A mail in the organisation's words and dress, marked with its key for the outbox."""
        organisation = current_organisation()
        key = organisation.key if organisation else ""
        message: EmailMultiAlternatives = super().render_mail(
            template_prefix,
            email,
            {**context, "organisation": organisation},
            headers={**(headers or {}), "X-Organisation": key},
        )
        message.attach_alternative(
            dressed(organisation, str(message.subject), str(message.body)), "text/html"
        )
        return message

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody what changed about how she signs in, without address or browser.

        allauth calls this after the commit, when the request is over: nothing here may need it.
        """
        self.render_mail(template_prefix, email or user.email, {"user": user, **(context or {})}).send()

    def work_as_if_mailed(self, template_prefix: str, context: dict[str, Any]) -> None:
        """Write a mail that nobody gets: a clock must not tell a known address from an unknown one.

        It goes into the outbox as any other, and is taken back at once.
        """
        with transaction.atomic():
            self.render_mail(template_prefix, "niemand@example.org", context).send()
            transaction.set_rollback(True)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link in the mail: from the organisation's record, never from the request."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        organisation = current_organisation()
        root = organisation.root_url if organisation else ""
        return root + path.replace("UID-KEY", key)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Faults are said; "signed in as …" is not: the page itself tells."""
        if level >= messages.ERROR and kwargs.get("message"):
            messages.error(request, kwargs["message"])
