"""One voice for what is missing or wrong in a field: ours, also where a form says nothing of its own."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MESSAGES: Mapping[type[forms.Field], Mapping[str, Any]] = {
    forms.Field: {"required": _("Vul hier nog iets in.")},
    forms.CharField: {
        "max_length": _("Dit is te lang: %(show_value)d tekens. Er passen er %(limit_value)d."),
    },
    forms.EmailField: {
        "required": _("Vul een e-mailadres in."),
        "invalid": _("Dit e-mailadres klopt niet."),
    },
    forms.ChoiceField: {"required": _("Maak hier een keuze.")},
    forms.BooleanField: {"required": _("Zet hier een vinkje.")},
    forms.FileField: {"required": _("Kies eerst een bestand.")},
    forms.DateField: {
        "required": _("Vul een datum in."),
        "invalid": _("Dit is geen datum. Schrijf bijvoorbeeld 31-12-2027."),
    },
}


def speak_with_one_voice() -> None:
    """Give Django's fields our sentences; a field with its own keeps that. Run once, before forms are made."""
    for field, messages in MESSAGES.items():
        own = field.__dict__.get("default_error_messages", {})
        field.default_error_messages = {**own, **messages}
