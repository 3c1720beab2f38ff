"""Forms of the second step, of passkeys, and of proving that it is still she."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import PasswordVerificationMixin, ReauthenticateForm
from allauth.account.forms import SetPasswordForm as AllauthSetPasswordForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthConfirmForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.codes import CodeField
from portal.forms import without_placeholders
from portal.sign_in import is_member
from portal.ways_in.passkeys import MALFORMED, CredentialField, NotHere
from portal.ways_in.services import one_code_at_a_time, use_up

LONGEST_NAME = 60


class _AppCode:
    """A code from the app, or a recovery code; each works once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField()  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        """The code. allauth remembers used ones in the cache, which may be away: the database remembers too."""
        with one_code_at_a_time(self.user):  # type: ignore[attr-defined]
            code: str = super().clean_code()  # type: ignore[misc]
            if not use_up(self.authenticator, code):  # type: ignore[attr-defined]
                raise get_adapter().validation_error("incorrect_code")
        return code


class SecondStepForm(_AppCode, AuthenticateForm):
    """The second step of signing in."""


class ConfirmWithAppForm(_AppCode, AllauthConfirmForm):
    """It is still she: a code from the app."""


class StartAppForm(ActivateTOTPForm):
    """The first code from a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # without the focus: the steps above it come first
        self.fields["code"] = CodeField(_("Code uit de app"), focused=False)


class ConfirmWithPasswordForm(ReauthenticateForm):
    """It is still she: the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Wachtwoord")
        self.fields["password"].help_text = ""
        self.fields["password"].widget = forms.PasswordInput(
            attrs={"autocomplete": "current-password", "autofocus": True}
        )


class ConfirmByMailForm(forms.Form):
    """It is still she: six digits from the mail."""

    code = CodeField()


class _NewPassword:
    """A new password, twice; the fault is said without je or u."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Nieuw wachtwoord")  # type: ignore[attr-defined]
        self.fields["password1"].help_text = ""  # type: ignore[attr-defined]
        self.fields["password2"].label = _("Nog een keer")  # type: ignore[attr-defined]
        without_placeholders(self.fields)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        cleaned: dict[str, Any] = super(PasswordVerificationMixin, self).clean() or self.cleaned_data  # type: ignore[misc, attr-defined]
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("De twee wachtwoorden zijn niet gelijk."))  # type: ignore[attr-defined]
        return cleaned


class ChangePasswordForm(_NewPassword, AllauthChangePasswordForm):
    """Another password; the old one first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Wachtwoord van nu")
        self.fields["oldpassword"].help_text = ""


class SetPasswordForm(_NewPassword, AllauthSetPasswordForm):
    """A first password."""


class _Passkey:
    """A passkey of this house; whatever else a browser sends gets the same answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField()  # type: ignore[attr-defined]

    def clean_credential(self) -> Authenticator:
        """The passkey that was used."""
        try:
            passkey: Authenticator = super().clean_credential()  # type: ignore[misc]
        except MALFORMED:
            raise NotHere from None
        except ValidationError as fault:
            if getattr(fault, "code", "") != "incorrect_code":
                raise
            raise NotHere from None
        return passkey


class SecondStepPasskeyForm(_Passkey, AuthenticateWebAuthnForm):
    """The second step with a passkey."""


class ConfirmWithPasskeyForm(_Passkey, ReauthenticateWebAuthnForm):
    """It is still she: a passkey."""


class PasskeySignInForm(_Passkey, LoginWebAuthnForm):
    """Signing in with a passkey; somebody without a membership here reads like an unknown one."""

    shared_computer = forms.BooleanField(required=False)

    def clean_credential(self) -> Authenticator:
        """The passkey, of a member of this house."""
        passkey = super().clean_credential()
        if not is_member(passkey.user):
            raise NotHere
        return passkey


class AddPasskeyForm(AddWebAuthnForm):
    """A new passkey and what to call it."""

    name = forms.CharField(label=_("Naam"), max_length=LONGEST_NAME, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)  # always: the view asks for finger or PIN
        self.fields["credential"] = CredentialField()
        self.fields["name"].help_text = _("Bijvoorbeeld: mijn telefoon.")

    def clean(self) -> dict[str, Any]:
        """The credential, checked against what was asked in this session."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except MALFORMED:
            raise NotHere from None
        except ValidationError as fault:
            if getattr(fault, "code", "") != "incorrect_code":
                raise
            raise NotHere from None
        return cleaned
