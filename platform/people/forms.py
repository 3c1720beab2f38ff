"""What somebody changes about herself."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.private_details import SEEMS_LIKE, fingerprint, kinds_of, private_details
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


class WarnsOfPrivateDetails(forms.Form):
    """A form with free text that asks once more when a BSN, a birth date or a phone number seems to be in it.

    Say in `free_texts` which fields those are, and include `people/_keep_anyway.html` in place of the button.
    What was typed stays; the second press keeps it, unless another such detail has come along.
    """

    PRIVATE_DETAILS = "private_details"
    free_texts: ClassVar[tuple[str, ...]] = ("text",)

    keep_anyway = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    # What the second press says yes to; empty while nothing is asked.
    asked = ""
    # What she said yes to; the page carries it along when something else is wrong with the form.
    agreed = ""

    def clean(self) -> dict[str, Any]:
        """Says at each text what seems to be in it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        by_field = {
            name: private_details(str(cleaned.get(name) or ""), today=timezone.localdate())
            for name in self.texts_to_look_at()
        }
        asked = fingerprint(tuple({detail for found in by_field.values() for detail in found}))
        if asked and cleaned.get("keep_anyway") == asked:
            self.agreed = asked
        elif asked:
            self.asked = asked
            for name, found in by_field.items():
                for kind in kinds_of(found):
                    self.add_error(
                        name, forms.ValidationError(str(SEEMS_LIKE[kind]), code=self.PRIVATE_DETAILS)
                    )
        return cleaned

    def texts_to_look_at(self) -> tuple[str, ...]:
        """The names of the fields whose text is new."""
        return self.free_texts

    @property
    def asks_to_keep(self) -> bool:
        """Is a second press all that is missing?"""
        errors = [error for found in self.errors.as_data().values() for error in found]
        return bool(self.asked) and all(error.code == self.PRIVATE_DETAILS for error in errors)


class TellsWhatChanged(forms.Form):
    """A form that says on what it was made, so that nobody undoes unseen what was changed in another window.

    `based_on` starts as the mark of what stands there (`people.rules.mark_of`). Include
    `people/_changed_meanwhile.html` in the form; its `changed` is what `other_than` tells.
    """

    based_on = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def renew(self, mark: str, **hidden: str) -> None:
        """Let this form, with all that was typed, win when it is sent once more; `hidden` fields go along."""
        data: Any = self.data
        self.data = data = data.copy()
        for name, value in {"based_on": mark, **hidden}.items():
            data[self.add_prefix(name)] = value

    def other_than(self, current: "TellsWhatChanged") -> list[tuple[str, str]]:
        """Of every field in which this form is not as `current`, an unbound one: its label and what stands there."""
        return [
            (current.said_label(name), _readable(field, initial))
            for name, field in current.fields.items()
            if not current[name].is_hidden and name in self.fields
            for initial in [current.get_initial_for_field(field, name)]
            if field.has_changed(initial, self[name].data)
        ]

    def said_label(self, name: str) -> str:
        """The label of a field where it stands alone."""
        return str(self[name].label)


def _readable(field: forms.Field, value: Any) -> str:
    """A value as people read it: the text of a choice, a day in words, a dash for nothing."""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        value = next((label for key, label in choices if str(key) == str(value)), value)
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    return str(value or "–")
