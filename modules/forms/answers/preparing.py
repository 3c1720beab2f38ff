"""What somebody takes along: the points of a checklist, the questions of a card."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.forms.answers.base import PREFIX, SHORT_LENGTH, AnswerForm, Option, Place, Prompt

OWN_POINTS = 40
OWN_POINT_LENGTH = 300
MOST_FAULTS = 3


class ChecklistForm(AnswerForm):
    """Tick points and add one's own, one a line."""

    POINTS: ClassVar[str] = "points"
    OWN: ClassVar[str] = "own"

    points = forms.MultipleChoiceField(required=False)
    own = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "aria-describedby": "hulp-own"}),
    )

    def __init__(self, place: Place, options: Sequence[Option], *, allow_own: bool, data: Any = None) -> None:
        self.options = options
        self.allow_own = allow_own
        super().__init__(place, data)

    def copy_with(self, data: Any) -> Self:
        """The same form with other data."""
        return type(self)(self.place, self.options, allow_own=self.allow_own, data=data)

    def add_questions(self) -> None:
        """The points that can be ticked; no own points where the editor does not want them."""
        chosen: Any = self.fields["points"]
        chosen.choices = [(option.key, option.key) for option in self.options]
        chosen.initial = self.stored(self.POINTS) or []
        self.fields["own"].initial = "\n".join(self.stored(self.OWN) or [])
        if not self.allow_own:
            del self.fields["own"]

    def clean_own(self) -> list[str]:
        """The own points as a list."""
        found = _lines(self.cleaned_data["own"])
        faults = []
        if len(found) > OWN_POINTS:
            faults.append(
                _("Dit zijn %(found)d punten. Er passen er %(most)d.")
                % {"found": len(found), "most": OWN_POINTS}
            )
        faults += [
            _("Punt %(number)d is te lang: %(length)d tekens. Er passen er %(most)d.")
            % {"number": number, "length": len(line), "most": OWN_POINT_LENGTH}
            for number, line in enumerate(found, start=1)
            if len(line) > OWN_POINT_LENGTH
        ]
        if faults:
            raise forms.ValidationError(faults[:MOST_FAULTS])
        return found

    def own_points(self) -> list[str]:
        """The own points as they stand on the screen now."""
        return _lines(self["own"].value() or "")

    def answers(self) -> dict[str, Any]:
        """The ticked points and the own ones."""
        return {self.POINTS: self.cleaned_data["points"], self.OWN: self.cleaned_data.get("own") or []}

    def ticked(self) -> list[str]:
        """What is ticked on the screen now."""
        return list(self["points"].value() or [])


def _lines(text: str) -> list[str]:
    return [line for each in text.splitlines() if (line := each.strip())]


class CardForm(AnswerForm):
    """Choose questions for a conversation and write them in one's own words."""

    CHOSEN: ClassVar[str] = "chosen"

    chosen = forms.MultipleChoiceField(required=False)

    def __init__(self, place: Place, questions: Sequence[Prompt], data: Any = None) -> None:
        self.questions = questions
        super().__init__(place, data)

    def copy_with(self, data: Any) -> Self:
        """The same form with other data."""
        return type(self)(self.place, self.questions, data)

    def add_questions(self) -> None:
        """A tick and a line per question."""
        chosen: Any = self.fields["chosen"]
        chosen.choices = [(question.key, question.key) for question in self.questions]
        chosen.initial = self.stored(self.CHOSEN) or []
        for question in self.questions:
            self.fields[PREFIX + question.key] = forms.CharField(
                required=False,
                max_length=SHORT_LENGTH,
                initial=self.stored(question.key),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def rows(self) -> list[tuple[Prompt, forms.BoundField, bool]]:
        """Each question with the field for one's own words, and whether it is ticked."""
        ticked = self["chosen"].value() or []
        return [
            (question, self[PREFIX + question.key], question.key in ticked) for question in self.questions
        ]

    def answers(self) -> dict[str, Any]:
        """The ticked questions, and per question one's own words."""
        own = {question.key: self.cleaned_data[PREFIX + question.key] for question in self.questions}
        return {self.CHOSEN: self.cleaned_data["chosen"], **own}
