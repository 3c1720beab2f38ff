"""Forms for answers: one form is one slot, and carries the UUID and the revision that it was made on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.blocks import FieldKind
from modules.models.answers import QUESTION_KEY_LENGTH

SHORT_LENGTH = 500
LONG_LENGTH = 20_000
OWN_POINTS = 40
OWN_POINT_LENGTH = 300
PREFIX = "a-"
CHECK = "kijk-na"


@dataclass(frozen=True)
class Prompt:
    """Something that is asked: its key, its text and all that the screen shows with it (rich text)."""

    key: str
    text: Any
    hint: Any = ""
    kind: str = FieldKind.LONG
    example: Any = ""


@dataclass(frozen=True)
class Option:
    """Something that can be chosen."""

    key: str
    text: Any


@dataclass(frozen=True)
class Place:
    """Which slot a form writes, and the answer that is there now."""

    block_id: str
    question_key: str
    round: int = 1
    revision: int = 0
    answers: dict[str, Any] = field(default_factory=dict)


class AnswerForm(forms.Form):
    """The envelope of an answer; the questions are added per kind."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    block_id = forms.UUIDField(widget=forms.HiddenInput)
    question_key = forms.CharField(max_length=QUESTION_KEY_LENGTH, widget=forms.HiddenInput)
    round = forms.IntegerField(min_value=1, max_value=9999, widget=forms.HiddenInput)

    autosaves: ClassVar[bool] = True

    def __init__(self, place: Place, data: Any = None) -> None:
        super().__init__(
            data,
            initial={
                "uuid": uuid4(),
                "based_on": place.revision,
                "block_id": place.block_id,
                "question_key": place.question_key,
                "round": place.round,
            },
        )
        self.place = place
        self.add_questions()

    def add_questions(self) -> None:
        """Add the fields of what is asked."""
        raise NotImplementedError

    def answers(self) -> dict[str, Any]:
        """The cleaned answers by question key."""
        raise NotImplementedError

    def payload(self) -> dict[str, Any]:
        """What is kept."""
        return {"answers": self.answers()}

    def is_blank(self) -> bool:
        """True when nothing was filled in, and nothing had been before."""
        return self.cleaned_data["based_on"] == 0 and not any(self.answers().values())

    def envelope(self) -> list[forms.BoundField]:
        """The hidden fields."""
        return list(self.hidden_fields())

    def renewed(self, revision: int) -> Self:
        """The same form with the same text, ready to win on this revision."""
        data: Any = self.data
        data = data.copy()
        data["uuid"], data["based_on"] = str(uuid4()), str(revision)
        again = self.copy_with(data)
        again.is_valid()
        return again

    def copy_with(self, data: Any) -> Self:
        """The same form with other data."""
        return type(self)(self.place, data)

    def stored(self, key: str) -> Any:
        """The answer that is kept for a key."""
        return self.place.answers.get(key)


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


class PlacingForm(AnswerForm):
    """Put every item in a place. Saved as a draft while choosing; checked when somebody asks for it."""

    def __init__(
        self, place: Place, items: Sequence[Prompt], options: Sequence[Option], data: Any = None
    ) -> None:
        self.items = items
        self.options = options
        super().__init__(place, data)

    def copy_with(self, data: Any) -> Self:
        """The same form with other data."""
        return type(self)(self.place, self.items, self.options, data)

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
                error_messages={"required": _("Kies hier nog iets.")},
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


class ChecklistForm(AnswerForm):
    """Tick points and add one's own, one a line."""

    POINTS: ClassVar[str] = "points"
    OWN: ClassVar[str] = "own"

    points = forms.MultipleChoiceField(required=False)
    own = forms.CharField(
        required=False,
        max_length=OWN_POINTS * OWN_POINT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
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
        lines = [line.strip() for line in self.cleaned_data["own"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > OWN_POINTS or any(len(line) > OWN_POINT_LENGTH for line in found):
            raise forms.ValidationError(
                _("Maak er hooguit %(points)d punten van, van hooguit %(length)d tekens.")
                % {"points": OWN_POINTS, "length": OWN_POINT_LENGTH}
            )
        return found

    def answers(self) -> dict[str, Any]:
        """The ticked points and the own ones."""
        return {self.POINTS: self.cleaned_data["points"], self.OWN: self.cleaned_data.get("own") or []}

    def ticked(self) -> list[str]:
        """What is ticked on the screen now."""
        return list(self["points"].value() or [])


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
