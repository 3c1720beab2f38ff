"""Searching the library and the cases, and a word to the editor."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from competences.models import Competence, Phase
from modules.models import Helpfulness
from modules.queries import SEARCH_LENGTH, Filters, Found
from people.forms import WarnsOfPrivateDetails

MINUTES = (5, 10, 15)


def _choice(label: Any, **options: Any) -> Any:
    return forms.ChoiceField(
        required=False, label=label, widget=forms.Select(attrs={"data-content": ""}), **options
    )


class CaseSearchForm(forms.Form):
    """Words and a phase; nonsense is dropped and too much is cut off, so that a search never fails."""

    q = forms.CharField(required=False, label=_("Zoek"))
    fase = _choice(_("Fase"))

    def __init__(self, data: Any, phases: Iterable[Phase]) -> None:
        super().__init__(data)
        self.sent = self.data
        self.offer("fase", _("Alle fasen"), ((phase.key, phase.title) for phase in phases))
        self.full_clean()

    def full_clean(self) -> None:
        """What cannot be chosen counts as not chosen, on the page too: nobody sees a fault that is in an address."""
        self.data = self.sent
        super().full_clean()
        if wrong := set(self.errors):
            self.data = {name: value for name, value in self.sent.items() if name not in wrong}
            super().full_clean()

    def offer(self, name: str, everything: Any, choices: Iterable[tuple[str, Any]]) -> None:
        """Fill in what a filter can be."""
        field: Any = self.fields[name]
        field.choices = [("", everything), *choices]

    @property
    def words(self) -> str:
        """The words to look for."""
        return str(self.cleaned_data.get("q", ""))[:SEARCH_LENGTH].strip()

    @property
    def phase(self) -> str:
        """The key of a phase, or empty."""
        return str(self.cleaned_data.get("fase", ""))


class LibrarySearchForm(CaseSearchForm):
    """Words, and what to narrow them to: kind, phase, competence, time, kind of place."""

    soort = _choice(
        _("Soort"),
        choices=[
            ("", _("Alles")),
            (Found.MODULE.value, _("Modules")),
            (Found.STEP.value, _("Stappen")),
            (Found.CASE.value, _("Casussen")),
        ],
    )
    competentie = _choice(_("Competentie"))
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
    plek = _choice(_("Plek (bij casussen)"))

    def __init__(
        self, data: Any, phases: Iterable[Phase], competences: Iterable[Competence], settings: Iterable[str]
    ) -> None:
        super().__init__(data, phases)
        self.offer("competentie", _("Alle competenties"), ((each.key, each.title) for each in competences))
        self.offer("plek", _("Alle plekken"), ((place, place) for place in settings))
        self.full_clean()

    @property
    def filters(self) -> Filters:
        """What the search is narrowed to."""
        chosen = self.cleaned_data
        return Filters(
            kind=chosen.get("soort", ""),
            phase=self.phase,
            competence=chosen.get("competentie", ""),
            minutes=chosen.get("tijd"),
            setting=chosen.get("plek", ""),
        )

    @property
    def narrowing(self) -> list[Any]:
        """The fields of the filters."""
        return [self[name] for name in ("soort", "fase", "competentie", "tijd", "plek")]


class StepFeedbackForm(WarnsOfPrivateDetails):
    """Hielp dit? And a tip, that goes to the editors."""

    free_texts: ClassVar[tuple[str, ...]] = ("tip",)

    answer = forms.ChoiceField(
        choices=Helpfulness.choices, error_messages={"required": _("Kies ja, een beetje of nee.")}
    )
    tip = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
