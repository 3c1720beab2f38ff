"""Answers that are chosen: a place for each item, or an option."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from modules.forms.answers.base import PREFIX, AnswerForm, Option, Place, Prompt

CHECK = "kijk-na"


@dataclass(frozen=True)
class Request:
    """How to ask for what isn't chosen yet: above the form, and at the item."""

    every: Any
    this: Any


class PlacingForm(AnswerForm):
    """Put every item in a place. Saved as a draft while choosing; checked when somebody asks for it."""

    def __init__(
        self,
        place: Place,
        items: Sequence[Prompt],
        options: Sequence[Option],
        request: Request,
        data: Any = None,
    ) -> None:
        self.items = items
        self.options = options
        self.request = request
        super().__init__(place, data)

    def copy_with(self, data: Any) -> Self:
        """The same form with other data."""
        return type(self)(self.place, self.items, self.options, self.request, data)

    def fault_text(self) -> str:
        """What is still to be chosen, and at how many."""
        missing = sum(self.has_error(PREFIX + item.key, "required") for item in self.items)
        if not missing:
            return super().fault_text()
        count = ngettext(
            "Bij %(missing)d mist nog een keuze.", "Bij %(missing)d missen nog keuzes.", missing
        ) % {"missing": missing}
        return " ".join([str(self.request.every), count, gettext("Wat al gekozen is, staat er nog.")])

    @property
    def is_check(self) -> bool:
        """True when somebody asks to have it checked."""
        return CHECK in self.data

    def add_questions(self) -> None:
        """A choice per item; all are required when it is checked."""
        choices = [(option.key, option.key) for option in self.options]
        for item in self.items:
            self.fields[PREFIX + item.key] = forms.ChoiceField(
                choices=choices,
                required=self.is_check,
                initial=self.stored(item.key),
                error_messages={"required": self.request.this},
            )

    def rows(self) -> list[tuple[Prompt, forms.BoundField]]:
        """Each item with its field."""
        return [(item, self[PREFIX + item.key]) for item in self.items]

    def answers(self) -> dict[str, Any]:
        """The place of each item that has one."""
        return {
            item.key: self.cleaned_data[PREFIX + item.key]
            for item in self.items
            if self.cleaned_data.get(PREFIX + item.key)
        }

    def payload(self) -> dict[str, Any]:
        """The places, and whether they are to be checked."""
        return {"answers": self.answers(), "checked": self.is_check}


class ChoosingForm(AnswerForm):
    """Choose one option of a question, or several."""

    autosaves = False
    fault = _("Er is nog niets gekozen.")

    def __init__(
        self, place: Place, options: Sequence[Option], *, several: bool = False, data: Any = None
    ) -> None:
        self.options = options
        self.several = several
        super().__init__(place, data)

    def copy_with(self, data: Any) -> Self:
        """The same form with other data."""
        return type(self)(self.place, self.options, several=self.several, data=data)

    def add_questions(self) -> None:
        """One field with the options."""
        choices = [(option.key, option.key) for option in self.options]
        kind = forms.MultipleChoiceField if self.several else forms.ChoiceField
        self.fields["answer"] = kind(
            choices=choices,
            initial=self.stored(self.place.question_key),
            error_messages={"required": _("Kies eerst een antwoord.")},
        )

    def answers(self) -> dict[str, Any]:
        """What was chosen, as a list, also when only one may be."""
        answer = self.cleaned_data["answer"]
        return {self.place.question_key: answer if self.several else [answer]}

    def chosen(self) -> list[str]:
        """What is ticked on the screen now."""
        value = self["answer"].value()
        return list(value) if isinstance(value, list | tuple) else [value] if value else []
