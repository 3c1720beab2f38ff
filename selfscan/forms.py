"""What comes in from the screens of the scan and the path."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competences.models import Phase
from people.forms import LineField, TellsWhatChanged, WarnsOfPrivateDetails
from selfscan.enums import Choice
from selfscan.models import LONGEST_NAME, LONGEST_REASON, MandatoryModule, ScanShare
from selfscan.rules.answers import Given, read_answer
from selfscan.rules.facts import ItemFact
from selfscan.services.policy import NOT_DECIDED
from selfscan.services.sharing import NOT_SHARED

NOBODY = "nobody"
YEARS_AHEAD = 2
SHARED_AT_MOST = dt.timedelta(days=366)
REASON_LENGTH = 200
MOST_REVISIONS = 1_000_000


class AnswerForm(forms.Form):
    """One answer, with the client's UUID and the revision that it was made on."""

    item = forms.CharField(max_length=8)
    answer = forms.CharField(max_length=8, error_messages={"required": _("Kies eerst een antwoord.")})
    uuid = forms.UUIDField()
    based_on = forms.IntegerField(min_value=0, max_value=MOST_REVISIONS)

    def __init__(self, *args: Any, item: ItemFact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = item

    def clean_item(self) -> str:
        """The answer has to be about the question on this screen."""
        if self.cleaned_data["item"] != self.question.key:
            raise ValidationError(_("Deze vraag kennen we niet. Kies hier opnieuw een antwoord."))
        return self.question.key

    def clean_answer(self) -> Given:
        """The answer has to be one of those offered."""
        given = read_answer(self.question, self.cleaned_data["answer"])
        if given is None:
            raise ValidationError(_("Dit antwoord hoort niet bij deze vraag. Kies een van de antwoorden."))
        return given


class PhaseForm(forms.Form):
    """What she is busy with now, and a date for it when she knows one.

    A date lies ahead, and at most two years: no placement or training lasts longer, and a date beyond it would
    never come near enough to count, so that it is a slip of the year.
    """

    phase = forms.ChoiceField(
        error_messages={
            "required": _("Kies wat nu het beste past."),
            "invalid_choice": _("Kies een van deze antwoorden."),
        }
    )
    on = forms.DateField(
        required=False, error_messages={"invalid": _("Vul een datum in, bijvoorbeeld 10-12-2026.")}
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phase"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has choices

    def clean_phase(self) -> Phase | None:
        """The phase itself; nothing when she guides nobody now."""
        key = self.cleaned_data["phase"]
        return None if key == NOBODY else Phase.objects.filter(key=key).first()

    def clean(self) -> dict[str, Any]:
        """A date needs something that happens then, and lies ahead."""
        cleaned = super().clean() or self.cleaned_data
        on = cleaned.get("on")
        today = timezone.localdate()
        if on and on < today:
            self.add_error(
                "on", _("Deze datum is al voorbij. Vul een datum in die nog komt, of laat het veld leeg.")
            )
        elif on and cleaned.get("phase") is None and "phase" not in self.errors:
            self.add_error("on", _("Kies ook wat er op deze datum is."))
        elif on and (on.year - YEARS_AHEAD, on.month, on.day) > (today.year, today.month, today.day):
            self.add_error("on", _("Deze datum is over meer dan twee jaar. Kijk of het jaar klopt."))
        return cleaned


class ShareForm(TellsWhatChanged):
    """Through which day she shares; a share is for a talk or a period, so a day beyond a year is a slip."""

    last_day = forms.DateField(
        label=_("Delen tot en met (mag leeg blijven)"),
        required=False,
        help_text=_("Leeg: zonder einddatum. Stoppen kan altijd."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any = None, *, share: ScanShare | None, **kwargs: Any) -> None:
        initial = {
            "last_day": share.last_day if share else None,
            "based_on": share.mark if share else NOT_SHARED,
        }
        super().__init__(data, initial=initial, **kwargs)

    def clean_last_day(self) -> dt.date | None:
        """Not over yet, and within a year."""
        day: dt.date | None = self.cleaned_data["last_day"]
        today = timezone.localdate()
        if day and day < today:
            raise ValidationError(_("Deze dag is al voorbij. Kies vandaag of later, of laat het veld leeg."))
        if day and day > today + SHARED_AT_MOST:
            raise ValidationError(
                _("Deze dag is over meer dan een jaar. Kies een eerdere dag, of laat het veld leeg.")
            )
        return day


class ChoiceForm(WarnsOfPrivateDetails):
    """What she decides about one module, with an optional reason."""

    ADVISED = "advised"
    free_texts: ClassVar[tuple[str, ...]] = ("reason",)

    choice = forms.ChoiceField(
        choices=[(ADVISED, ADVISED), *Choice.choices],
        error_messages={"required": _("Kies eerst een antwoord.")},
    )
    reason = forms.CharField(max_length=REASON_LENGTH, required=False)

    def texts_to_look_at(self) -> tuple[str, ...]:
        """A reason that stands there already was asked about before."""
        return tuple(name for name in self.free_texts if name in self.changed_data)

    def clean_choice(self) -> Choice | None:
        """The choice; nothing when she follows the advice."""
        value = self.cleaned_data["choice"]
        return None if value == self.ADVISED else Choice(value)


class MandatoryForm(TellsWhatChanged, WarnsOfPrivateDetails):
    """That everybody in an organisation does a module: who decided it, and why."""

    free_texts: ClassVar[tuple[str, ...]] = ("decided_by", "reason")

    decided_by = LineField(
        label=_("Wie besloot dit?"),
        max_length=LONGEST_NAME,
        help_text=_("Bijvoorbeeld: het managementteam, na overleg met de ondernemingsraad."),
        error_messages={
            "required": _("Vul in wie dit besloot."),
            "max_length": _("Dit is te lang. Er passen 120 tekens."),
        },
    )
    reason = LineField(
        label=_("Waarom?"),
        max_length=LONGEST_REASON,
        help_text=_("In één of twee zinnen. Dit staat bij de module op elk leerpad."),
        error_messages={
            "required": _("Vul in waarom iedereen deze module doet."),
            "max_length": _("Dit is te lang. Er passen 200 tekens."),
        },
    )

    def __init__(self, data: Any = None, *, row: MandatoryModule | None) -> None:
        initial = {"decided_by": row.decided_by, "reason": row.reason} if row else {}
        super().__init__(data, initial=initial | {"based_on": row.mark if row else NOT_DECIDED})
