"""What a trainer types: a group, pasted people, corrected rows."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cohorts.models import Cohort
from cohorts.rules import MAX_ROWS, PastedPerson, check_people, parse_people
from people.forms import LineField
from people.rules import tidy_name

MAX_TEXT = 20_000


class TrainerForm(forms.Form):
    """Which practice trainer looks after a group too."""

    trainer = forms.TypedChoiceField(
        label=_("Kies iemand"),
        coerce=int,
        error_messages={
            "required": _("Kies eerst iemand uit de lijst."),
            "invalid_choice": _("Deze persoon staat niet in de lijst."),
        },
    )

    def __init__(self, data: Any = None, *, trainers: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.offer(trainers)

    def offer(self, trainers: list[tuple[int, str]]) -> None:
        """Let these be chosen, by key and name."""
        field: Any = self.fields["trainer"]
        field.choices = [("", _("Maak een keuze")), *trainers]


class CohortForm(forms.ModelForm[Cohort]):
    """A new group, or other dates for one."""

    name = LineField(
        label=_("Naam van de groep"),
        max_length=80,
        help_text=_("Bijvoorbeeld: Najaar, of de naam van een locatie."),
    )

    class Meta:
        model = Cohort
        fields = ("name", "starts", "ends")
        widgets = {  # noqa: RUF012  # Django reads it as a class attribute
            "starts": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {  # noqa: RUF012  # Django reads it as a class attribute
            "ends": _("Mag leeg blijven."),
        }

    def clean_name(self) -> str:
        """A name that the organisation does not use yet."""
        name = str(self.cleaned_data["name"])
        if Cohort.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Er is al een groep met deze naam."))
        return name

    def clean(self) -> dict[str, Any]:
        """A group ends after it starts."""
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("Deze datum ligt voor het begin."))
        return cleaned


class PasteForm(forms.Form):
    """Names and addresses, pasted as they come."""

    text = forms.CharField(
        label=_("Namen en e-mailadressen"),
        help_text=_("Zet elke persoon op een eigen regel. Plakken uit Excel of uit een mail kan ook."),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "required": _("Plak of typ hier eerst namen en e-mailadressen."),
            "max_length": _("Dit is te veel tekst in één keer. Plak de lijst in delen."),
        },
    )

    def __init__(
        self, *args: Any, already_here: Collection[str] = (), own_address: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.already_here, self.own_address = already_here, own_address
        self.rows: list[PastedPerson] = []

    def clean_text(self) -> str:
        """The text; `rows` holds what was understood."""
        text: str = self.cleaned_data["text"]
        self.rows = parse_people(text, already_here=self.already_here, own_address=self.own_address)
        if not self.rows:
            raise forms.ValidationError(_("Hier staan geen namen of e-mailadressen in."))
        if len(self.rows) > MAX_ROWS:
            raise forms.ValidationError(
                ngettext(
                    "Dit zijn meer mensen dan in één keer kan. Plak er hoogstens %(max)d.",
                    "Dit zijn meer mensen dan in één keer kan. Plak er hoogstens %(max)d.",
                    MAX_ROWS,
                )
                % {"max": MAX_ROWS}
            )
        return text


def rows_from(data: QueryDict, *, already_here: Collection[str], own_address: str = "") -> list[PastedPerson]:
    """The rows of the check table as they came back, faults found anew; emptied rows are gone."""
    typed = zip(data.getlist("name"), data.getlist("email"), data.getlist("line"), strict=False)
    rows = [
        PastedPerson(
            line=int(line) if line.isascii() and line.isdigit() and len(line) < 6 else number,
            typed=f"{name} {email}".strip(),
            name=tidy_name(name)[:300],
            email=email.strip().lower()[:300],
        )
        for number, (name, email, line) in enumerate(list(typed)[:MAX_ROWS], start=1)
        if name.strip() or email.strip()
    ]
    return check_people(rows, already_here=already_here, own_address=own_address)
