"""What a maker of a link fills in, and what a friend sends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.friends.rules import LONGEST_COMMENT, MOST_DAYS, USUAL_DAYS
from organisations.enums import Kind
from organisations.models import Organisation
from people.forms import WarnsOfPrivateDetails


class LinkForm(forms.Form):
    """A new link."""

    label = forms.CharField(
        label=_("Voor wie"),
        max_length=80,
        help_text=_("Een naam of een rol, zoals: Jan, cliëntenraad. Dit staat bij elke opmerking."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.IntegerField(
        label=_("Aantal dagen geldig"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=USUAL_DAYS,
        help_text=_("Hoogstens 30 dagen. Intrekken kan eerder."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    house = forms.ChoiceField(label=_("In welke huisstijl"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Organisation.objects.filter(kind=Kind.MEMBER).order_by("position", "name")
        choices = [("", _("Neutraal")), *members.values_list("key", "name")]
        self.fields["house"].choices = choices  # type: ignore[attr-defined]


class CommentForm(WarnsOfPrivateDetails):
    """What somebody says about a part."""

    part = forms.CharField(max_length=500, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Opmerking"),
        help_text=_("Schrijf geen namen of gegevens van bewoners of van mensen op het werk."),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Schrijf eerst een opmerking."),
            "max_length": _("Dit is te lang. Er passen 1.000 tekens."),
        },
    )
