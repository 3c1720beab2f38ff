"""The last day of somebody who leaves."""

import datetime as dt

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LeaveForm(forms.Form):
    """A day from today on."""

    last_day = forms.DateField(
        label=_("Laatste dag"),
        help_text=_("Op deze dag werkt alles nog. De dag erna niet meer."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Kies een dag."), "invalid": _("Deze dag bestaat niet.")},
    )

    def clean_last_day(self) -> dt.date:
        """Not over yet, and within ten years."""
        day: dt.date = self.cleaned_data["last_day"]
        today = timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("Deze dag is al voorbij. Meteen stoppen kan met de knop eronder."))
        if day > today + dt.timedelta(days=3653):
            raise forms.ValidationError(_("Dit jaartal kan niet kloppen."))
        return day
