"""What somebody with a start card types: the code when she cannot scan it, and a password of her own."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from organisations.start_cards.codes import LONGEST_TYPED
from people.models import Person
from portal.forms import SharedComputerField

NOT_THIS_CODE = _("Deze code werkt niet of niet meer. Kijk of elk teken klopt.")


class CodeForm(forms.Form):
    """The code, as it stands on the card or without its space."""

    code = forms.CharField(
        label=_("Code op de kaart"),
        max_length=LONGEST_TYPED,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Typ de code die op de kaart staat."), "max_length": NOT_THIS_CODE},
    )


class BeginForm(forms.Form):
    """A password, twice, and whose computer this is."""

    password1 = forms.CharField(
        label=_("Wachtwoord"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Kies een wachtwoord.")},
    )
    password2 = forms.CharField(
        label=_("Nog een keer"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Typ het wachtwoord nog een keer.")},
    )
    shared_computer = SharedComputerField()

    def __init__(self, *args: Any, email: str, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Not the account itself: what it holds elsewhere must not show in what is refused here.
        self.stranger = Person(email=email, name=name)

    def clean_password1(self) -> str:
        """A password as every other one of ours."""
        password: str = self.cleaned_data["password1"]
        validate_password(password, self.stranger)
        return password

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("De twee wachtwoorden zijn niet gelijk."))
        return cleaned
