"""What somebody changes about herself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.rules import MAX_NAME, has_unfit_characters, name_fault, tidy_name


class LineField(forms.CharField):
    """One line of text without anything unseen, such as the name of a team or a group."""

    def clean(self, value: Any) -> str:
        """The text with single spaces."""
        text = tidy_name(super().clean(value))
        if has_unfit_characters(text):
            raise forms.ValidationError(_("Hier staan tekens in die niet te zien zijn. Typ het opnieuw."))
        if self.required and not text:
            raise forms.ValidationError(self.error_messages["required"])
        return text


class NameField(forms.CharField):
    """Somebody's name: letters in it, nothing unseen, at most 120 characters."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Naam"))
        kwargs.setdefault("error_messages", {"required": _("Vul een naam in.")})
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("maxlength", str(MAX_NAME))

    def clean(self, value: Any) -> str:
        """The tidied name; a fault stands at the field."""
        name = tidy_name(super().clean(value))
        if name and (fault := name_fault(name)):
            raise forms.ValidationError(str(fault))
        if self.required and not name:
            raise forms.ValidationError(self.error_messages["required"])
        return name


class NameForm(forms.ModelForm[Person]):
    """One's own name, as colleagues see it."""

    name = NameField(
        label=_("Mijn naam"),
        help_text=_("Zo zien collega’s mijn naam."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    class Meta:
        model = Person
        fields = ("name",)


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
