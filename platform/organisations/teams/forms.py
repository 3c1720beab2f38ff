"""What an administrator types about locations and teams."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisations.models import Location, Team
from organisations.people_rules import MAX_PLACE, Wrong, wrong_in


class _NamedForm(forms.Form):
    """A name that this organisation does not use yet for such a row."""

    model: type[Location | Team]
    taken = _("Deze naam bestaat al.")

    name = forms.CharField(
        label=_("Naam"),
        max_length=MAX_PLACE,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Vul een naam in."), "max_length": _("Deze naam is te lang.")},
    )

    def __init__(self, *args: Any, row: Location | Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row

    def clean_name(self) -> str:
        """The name without double spaces; capitals make no difference."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if wrong_in(name) is Wrong.FORMULA:
            raise forms.ValidationError(_("Een naam begint niet met =, +, - of @."))
        others = self.model.objects.filter(name__iexact=name)
        if self.row:
            others = others.exclude(pk=self.row.pk)
        if others.exists():
            raise forms.ValidationError(self.taken)
        return name


class LocationForm(_NamedForm):
    """A location."""

    model = Location
    taken = _("Er is al een locatie met deze naam.")


class TeamForm(_NamedForm):
    """A team and where it works."""

    model = Team
    taken = _("Er is al een team met deze naam.")

    location: forms.ModelChoiceField[Location] = forms.ModelChoiceField(
        label=_("Locatie"), queryset=None, required=False, empty_label=_("Geen locatie")
    )

    def __init__(self, *args: Any, row: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        where: Any = self.fields["location"]
        mine = row.location_id if row else None
        where.queryset = Location.objects.filter(Q(closed_on=None) | Q(pk=mine))
