"""Answers that are written: texts, figures, dates."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Self

from django import forms

from modules.blocks import FieldKind
from modules.forms.answers.base import PREFIX, SHORT_LENGTH, AnswerForm, Place, Prompt

LONG_LENGTH = 20_000


class WritingForm(AnswerForm):
    """Texts, figures and dates; nothing is required, all is saved while somebody types."""

    def __init__(self, place: Place, prompts: Sequence[Prompt], data: Any = None) -> None:
        self.prompts = prompts
        super().__init__(place, data)

    def copy_with(self, data: Any) -> Self:
        """The same form with other data."""
        return type(self)(self.place, self.prompts, data)

    def add_questions(self) -> None:
        """A field per prompt."""
        for prompt in self.prompts:
            written = _field_for(prompt)
            written.initial = self.stored(prompt.key)
            self.fields[PREFIX + prompt.key] = written

    def rows(self) -> list[tuple[Prompt, forms.BoundField]]:
        """Each prompt with its field."""
        return [(prompt, self[PREFIX + prompt.key]) for prompt in self.prompts]

    def answers(self) -> dict[str, Any]:
        """Texts as typed, figures as numbers, dates as ISO text."""
        found = {}
        for prompt in self.prompts:
            value = self.cleaned_data.get(PREFIX + prompt.key)
            found[prompt.key] = value.isoformat() if isinstance(value, dt.date) else value
        return found


def _field_for(prompt: Prompt) -> forms.Field:
    described = {"aria-describedby": f"hulp-{prompt.key}"} if prompt.hint else {}
    if prompt.kind == FieldKind.NUMBER:
        return forms.IntegerField(
            required=False,
            min_value=1,
            max_value=10,
            widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "field__number", **described}),
        )
    if prompt.kind == FieldKind.DATE:
        return forms.DateField(
            required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **described})
        )
    if prompt.kind == FieldKind.SHORT:
        return forms.CharField(
            required=False,
            max_length=SHORT_LENGTH,
            widget=forms.TextInput(attrs={"autocomplete": "off", **described}),
        )
    return forms.CharField(
        required=False,
        max_length=LONG_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4, **described}),
    )
