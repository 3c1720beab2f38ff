"""What every answer has in common: its slot, its UUID, the revision that it was made on."""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Self
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from modules.blocks import FieldKind
from modules.models.answers import QUESTION_KEY_LENGTH
from organisations.enums import Term
from organisations.tenancy import current_organisation
from organisations.words import addressed, word
from people.private_details import SEEMS_LIKE, kinds_of, private_details

PREFIX = "a-"
SHORT_LENGTH = 500


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
    fault: ClassVar[Any] = _("Er klopt iets nog niet. Kijk bij de velden. De tekst staat er nog.")

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
        self._asked: Any = None
        self.add_questions()

    def full_clean(self) -> None:
        """Check, and tie each error to its field for who listens; Django does so only without a hint."""
        super().full_clean()
        self._tie_errors()

    def ask_first(self, text: Any) -> None:
        """Ask for something at the first field of a form that is otherwise in order."""
        self._asked = text
        self.add_error(next(field.name for field in self.visible_fields()), text)
        self._tie_errors()

    def _tie_errors(self) -> None:
        for name in self.errors.keys() & self.fields.keys():
            attrs, bound = self.fields[name].widget.attrs, self[name]
            if described := attrs.get("aria-describedby"):
                attrs["aria-describedby"] = f"{described} {bound.auto_id}_error"

    def fault_text(self) -> str:
        """What to say above a form that can't be kept as it is."""
        return str(self._asked or self.fault)

    @property
    def first_fault(self) -> str:
        """The name of the first field on the screen with an error; empty when there is none."""
        return next((field.name for field in self.visible_fields() if field.errors), "")

    def remark(self) -> str:
        """What seems to be in a kept text that is better not there; empty for nothing, and it stops nothing."""
        texts = [
            str(each.value() or "")
            for each in self.visible_fields()
            if isinstance(each.field, forms.CharField)
        ]
        kinds = kinds_of(private_details("\n".join(texts), today=timezone.localdate()))
        if not kinds:
            return ""
        organisation = current_organisation()
        leave = addressed(
            organisation,
            gettext("Het is bewaard. Is het van jezelf? Dan mag het blijven staan."),
            gettext("Het is bewaard. Is het van uzelf? Dan mag het blijven staan."),
        )
        take_away = gettext("Is het van een %(client)s, familie of een collega? Haal het dan liever weg.")
        told = [
            *(SEEMS_LIKE[kind] for kind in kinds),
            leave,
            take_away % {"client": word(organisation, Term.CLIENT)},
        ]
        return " ".join(str(each) for each in told)

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
