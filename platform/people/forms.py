"""What somebody changes about herself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person


class NameForm(forms.ModelForm[Person]):
    """One's own name, as colleagues see it."""

    class Meta:
        model = Person
        fields = ("name",)
        labels = {"name": _("Mijn naam")}  # noqa: RUF012  # Django reads it as a class attribute
        help_texts = {"name": _("Zo zien collega’s mijn naam.")}  # noqa: RUF012  # as above
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}  # noqa: RUF012  # as above
        error_messages = {"name": {"required": _("Vul een naam in.")}}  # noqa: RUF012  # as above

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on as they come
        self.fields["name"].required = True

    def clean_name(self) -> str:
        """The name without double spaces."""
        return " ".join(str(self.cleaned_data["name"]).split())


class EraseForm(forms.Form):
    """One word, typed, so that nobody loses an account by a slip of the thumb."""

    WORD = "verwijder"

    confirm = forms.CharField(
        label=_("Typ hier: verwijder"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": _("Typ het woord verwijder om door te gaan.")},
    )

    def clean_confirm(self) -> str:
        """The word, with or without capitals."""
        if str(self.cleaned_data["confirm"]).strip().casefold() != self.WORD:
            raise forms.ValidationError(_("Er staat iets anders. Typ het woord verwijder."))
        return self.WORD
