"""What is filled in about a gathering: by who plans it, who leads it, and who takes part."""

import datetime as dt
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gatherings.models import LONGEST_MINUTES, Gathering
from gatherings.queries import Offered, offered_forms, own_brought_cases
from modules.models import BroughtCase, CasePage
from modules.queries import published_cases
from people.forms import LineField, WarnsOfPrivateDetails
from people.models import Person

OWN = "eigen"
CASE, BROUGHT = "casus-", "ingebracht-"
MOST_GUESTS = 50
# Somebody notes down afterwards what was held, and plans a school year ahead.
EARLIEST, LATEST = dt.timedelta(days=366), dt.timedelta(days=2 * 366)
LONGEST_STORY = 10_000  # a case that was brought in, with its dilemma and question, fits


class PlanForm(WarnsOfPrivateDetails):
    """What it is about, how it is discussed, when, and how many guests."""

    free_texts: ClassVar[tuple[str, ...]] = ("title", "story")

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    about = forms.ChoiceField(
        label=_("Waar gaat het over?"), error_messages={"required": _("Kies waar het over gaat.")}
    )
    title = LineField(
        label=_("Eigen onderwerp"),
        max_length=120,
        required=False,
        help_text=_("Alleen nodig bij een eigen onderwerp."),
    )
    story = forms.CharField(
        label=_("Waar het over gaat"),
        max_length=LONGEST_STORY,
        required=False,
        help_text=_("Mag leeg blijven. Schrijf geen namen op."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    form_key = forms.ChoiceField(
        label=_("Manier van bespreken"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een manier van bespreken.")},
    )
    held_on = forms.DateField(
        label=_("Datum"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Vul een datum in."), "invalid": _("Dit is geen datum.")},
    )
    starts_at = forms.TimeField(
        label=_("Begint om"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Mag leeg blijven."),
        error_messages={"invalid": _("Dit is geen tijd.")},
    )
    guests = forms.IntegerField(
        label=_("Aantal gasten"),
        min_value=0,
        max_value=MOST_GUESTS,
        required=False,
        help_text=_("Mensen zonder account. Hun namen bewaren we niet."),
        error_messages={
            "max_value": _("Hoogstens %(limit_value)d gasten."),
            "min_value": _("Dit kan niet minder dan 0 zijn."),
            "invalid": _("Vul een getal in."),
        },
    )
    has_timers = forms.BooleanField(label=_("Toon een klok per stap"), required=False)

    def __init__(
        self, data: Any = None, *, person: Person, gathering: Gathering | None = None, case: str = ""
    ) -> None:
        self.person, self.gathering = person, gathering
        super().__init__(data, initial=self._initial(gathering, case))
        about: Any = self.fields["about"]
        about.choices = self._subjects()
        key: Any = self.fields["form_key"]
        key.choices = [(each.key, each.form.name) for each in self.offered]

    @cached_property
    def offered(self) -> list[Offered]:
        """The ways to discuss; one that editors took away stays with the gathering that has it."""
        found = offered_forms()
        has = self.gathering
        if has is not None and has.form_key not in {each.key for each in found}:
            found.append(Offered(has.form_key, "", has.discussion))
        return found

    @cached_property
    def _cases(self) -> dict[str, CasePage]:
        """What is published, and the one that this gathering is about already."""
        found = {f"{CASE}{case.pk}": case for case in published_cases()}
        if self.gathering is not None and self.gathering.case is not None:
            found.setdefault(f"{CASE}{self.gathering.case_id}", self.gathering.case)
        return found

    @cached_property
    def _brought(self) -> dict[str, BroughtCase]:
        return {f"{BROUGHT}{each.pk}": each for each in own_brought_cases(self.person)}

    def _subjects(self) -> list[Any]:
        brought = [(key, each.title) for key, each in self._brought.items()]
        return [
            ("", _("Kies …")),
            (OWN, _("Een eigen onderwerp")),
            *([(_("Zelf ingebracht"), brought)] if brought else []),
            (_("Casussen"), [(key, case.title) for key, case in self._cases.items()]),
        ]

    def _initial(self, gathering: Gathering | None, case: str) -> dict[str, Any]:
        if gathering is None:
            about = next((key for key, each in self._cases.items() if each.slug == case), "")
            return {"uuid": uuid4(), "has_timers": True, "about": about}
        return {
            "uuid": gathering.uuid,
            "about": f"{CASE}{gathering.case_id}" if gathering.case_id else OWN,
            "title": "" if gathering.case_id else gathering.title,
            "story": gathering.story,
            "form_key": gathering.form_key,
            "held_on": gathering.held_on,
            "starts_at": gathering.starts_at,
            "guests": gathering.guests,
            "has_timers": gathering.has_timers,
        }

    def clean_held_on(self) -> dt.date:
        """A day on which somebody may have meant it; what stood there may stay."""
        held_on: dt.date = self.cleaned_data["held_on"]
        today = timezone.localdate()
        stood = self.gathering.held_on if self.gathering else None
        if held_on != stood and not today - EARLIEST <= held_on <= today + LATEST:
            raise forms.ValidationError(
                _("Kies een dag tussen een jaar geleden en over twee jaar. Klopt het jaartal?")
            )
        return held_on

    def clean(self) -> dict[str, Any]:
        """An own subject has a title."""
        cleaned = super().clean()
        if cleaned.get("about") == OWN and not cleaned.get("title"):
            self.add_error("title", _("Geef het onderwerp een titel."))
        return cleaned

    @property
    def brings_in(self) -> bool:
        """Is it a case that she brought in herself?"""
        return self.cleaned_data["about"] in self._brought

    def values(self) -> dict[str, Any]:
        """What a gathering holds of it."""
        cleaned = self.cleaned_data
        about = cleaned["about"]
        case, brought = self._cases.get(about), self._brought.get(about)
        title, story = cleaned["title"], cleaned["story"]
        if case is not None:
            title, story = case.title[:120], ""
        elif brought is not None:
            title = brought.title
            story = "\n\n".join((brought.happened, brought.dilemma, brought.question))
        chosen = next(each for each in self.offered if each.key == cleaned["form_key"])
        return {
            "title": title,
            "story": story,
            "case": case,
            "form_key": chosen.key,
            "form": chosen.form,
            "held_on": cleaned["held_on"],
            "starts_at": cleaned["starts_at"],
            "guests": cleaned["guests"] or 0,
            "has_timers": cleaned["has_timers"],
        }


class EndForm(forms.Form):
    """How long it took, who was there, how many guests."""

    revision = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    minutes = forms.IntegerField(
        label=_("Hoeveel minuten duurde het?"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        help_text=_("Hele minuten, zonder de koffie vooraf."),
        error_messages={
            "required": _("Vul in hoeveel minuten het duurde."),
            "invalid": _("Vul hele minuten in."),
            "min_value": _("Vul minstens 1 minuut in."),
            "max_value": _("Hoogstens %(limit_value)d minuten."),
        },
    )
    present = forms.TypedMultipleChoiceField(
        label=_("Wie was erbij?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    guests = forms.IntegerField(
        label=_("Aantal gasten"),
        min_value=0,
        max_value=MOST_GUESTS,
        required=False,
        error_messages={"max_value": _("Hoogstens %(limit_value)d gasten.")},
    )

    def __init__(self, data: Any = None, *, people: list[tuple[int, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        present: Any = self.fields["present"]
        present.choices = people


class TakeawayForm(WarnsOfPrivateDetails):
    """What somebody takes along."""

    free_texts: ClassVar[tuple[str, ...]] = ("text",)

    revision = forms.IntegerField(min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Dit neem ik mee"),
        max_length=2000,
        required=False,
        help_text=_("Eén ding is genoeg. Schrijf geen namen op."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    is_shared = forms.BooleanField(label=_("Deel dit met wie meedeed"), required=False)


def said_of(number: int) -> str:
    """How many people are new in a gathering."""
    return ngettext("%(number)d persoon erbij gezet.", "%(number)d mensen erbij gezet.", number) % {
        "number": number
    }
