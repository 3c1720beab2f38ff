"""Sign-in forms."""

from collections.abc import Mapping
from typing import Any

from allauth.account.forms import (
    ConfirmLoginCodeForm,
    PasswordVerificationMixin,
    RequestLoginCodeForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    UserTokenForm,
)
from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from people.models import Person
from portal.codes import CodeField
from portal.sign_in import SESSION_SHARED_WANTED, is_member


def _address_widget() -> forms.EmailInput:
    """A field for an address that phones and password managers know."""
    return forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email"})


def without_placeholders(fields: Mapping[str, forms.Field]) -> None:
    """allauth puts other words than the label into its fields, grey like a value that is there."""
    for field in fields.values():
        field.widget.attrs.pop("placeholder", None)


class SharedComputerField(forms.BooleanField):
    """The tick "this is a shared computer"."""

    def __init__(self) -> None:
        super().__init__(required=False, label=_("Dit is een gedeelde computer"))


class LoginForm(AllauthLoginForm):
    """E-mail and password."""

    shared_computer = SharedComputerField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("remember", None)
        self.fields["login"].label = _("E-mailadres")
        self.fields["login"].widget = _address_widget()
        self.fields["password"].widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        self.fields["password"].help_text = ""
        self.fields["password"].label = _("Wachtwoord")

    def clean(self) -> dict[str, Any]:
        """The credentials; an own phone remembers, a shared computer does not."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["remember"] = not cleaned.get("shared_computer")
        return cleaned

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Sign in and remember whose computer this is."""
        request.session[SESSION_SHARED_WANTED] = self.cleaned_data["shared_computer"]
        response: HttpResponse = super().login(request, redirect_url=redirect_url)
        return response


class RequestCodeForm(RequestLoginCodeForm):
    """Only the address; the code follows by mail. Takes the sign-in page's field too."""

    shared_computer = SharedComputerField()
    _user: Person | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        data = kwargs.get("data")
        if data is not None and "email" not in data and "login" in data:
            kwargs["data"] = data.copy()
            kwargs["data"]["email"] = data["login"]
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mailadres")
        self.fields["email"].widget = _address_widget()

    def clean_email(self) -> str:
        """The address; somebody without a membership here is treated as unknown."""
        email: str = super().clean_email()
        if not is_member(self._user):
            self._user = None
        return email

    @property
    def is_unknown(self) -> bool:
        """Is there nobody here to mail to?"""
        return self._user is None


class ConfirmCodeForm(ConfirmLoginCodeForm):
    """The six digits; a phone offers its number keys and the code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField()


class ResetForm(ResetPasswordForm):
    """Forgotten password: the same answer for every address."""

    users: list[Person]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mailadres")
        self.fields["email"].widget = _address_widget()

    def clean_email(self) -> str:
        """The address; mail goes to members of this organisation only."""
        email: str = super().clean_email()
        if not self.users:
            is_member(None)  # as much work for an unknown address: a clock tells nothing
        self.users = [user for user in self.users if is_member(user)]
        return email


class ResetLinkForm(UserTokenForm):
    """The link of the mail: good on a host where the person is a member, elsewhere as good as unknown."""

    def _get_user(self, uidb36: str) -> Person | None:
        person: Person | None = super()._get_user(uidb36)
        return person if is_member(person) else None


class NewPasswordForm(ResetPasswordKeyForm):
    """A new password, twice; the page itself says what a good one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Nieuw wachtwoord")
        self.fields["password1"].help_text = ""
        self.fields["password2"].label = _("Nog een keer")
        without_placeholders(self.fields)

    def clean(self) -> dict[str, Any]:
        """Both the same; the fault is said without je or u."""
        cleaned: dict[str, Any] = super(PasswordVerificationMixin, self).clean() or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("De twee wachtwoorden zijn niet gelijk."))
        return cleaned
