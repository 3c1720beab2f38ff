"""Searching the library and the cases, and a word to the editor."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from competences.models import Phase
from modules.models import Helpfulness
from modules.queries import SEARCH_LENGTH

MINUTES = (5, 10, 15)


class _SearchForm(forms.Form):
    """Words and a phase; nonsense is dropped, so that a search never fails."""

    q = forms.CharField(required=False, max_length=SEARCH_LENGTH, label=_("Zoek"))
    fase = forms.ChoiceField(required=False, label=_("Fase"), widget=forms.Select(attrs={"data-content": ""}))

    def __init__(self, data: Any, phases: list[Phase]) -> None:
        super().__init__(data)
        field: Any = self.fields["fase"]
        field.choices = [("", _("Alle fasen")), *((phase.key, phase.title) for phase in phases)]
        self.is_valid()

    @property
    def words(self) -> str:
        """The words to look for."""
        return str(self.cleaned_data.get("q", "")).strip()

    @property
    def phase(self) -> str:
        """The key of a phase, or empty."""
        return str(self.cleaned_data.get("fase", ""))


class CaseSearchForm(_SearchForm):
    """Words and phase."""


class LibrarySearchForm(_SearchForm):
    """Words, phase, and how much time there is."""

    tijd = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label=_("Tijd"),
        choices=[
            ("", _("Maakt niet uit")),
            *((minutes, _("Tot %(minutes)d minuten") % {"minutes": minutes}) for minutes in MINUTES),
        ],
    )

    @property
    def minutes(self) -> int | None:
        """The time that there is, in minutes."""
        found: int | None = self.cleaned_data.get("tijd")
        return found


class StepFeedbackForm(forms.Form):
    """Hielp dit? And a tip."""

    answer = forms.ChoiceField(
        choices=Helpfulness.choices, error_messages={"required": _("Kies ja, een beetje of nee.")}
    )
    tip = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
