"""What somebody writes in the discussion of a case, and why a trainer hides it."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from modules.casework.talking import MAX_REASON, MAX_TEXT
from modules.models import DiscussionReach
from modules.queries import Seen
from people.forms import WarnsOfPrivateDetails
from people.rules import visible

TOO_MANY = _("Dit zijn er veel in één uur. De tekst staat er nog. Bewaar hem over een uur.")


class ProseField(forms.CharField):
    """Some lines of text without letters that nobody sees."""

    def __init__(self, *, longest: int, rows: int, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", longest)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}))
        kwargs.setdefault(
            "error_messages",
            {
                "required": _("Schrijf eerst iets op."),
                "max_length": _("Deze tekst is te lang. Er passen %(limit_value)d tekens."),
            },
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """The text as it is read: with plain line ends, and nothing unseen in it."""
        text = visible(str(super().to_python(value) or "")).replace("\r\n", "\n").replace("\r", "\n")
        return "".join(letter for letter in text if letter == "\n" or letter.isprintable()).strip()


class _LimitedForm(WarnsOfPrivateDetails):
    """A form that can be sent so many times in an hour."""

    def refuse_too_many(self) -> None:
        """Say that this is more than fits in an hour."""
        self.add_error(None, str(TOO_MANY))


class _WrittenForm(_LimitedForm):
    """A text, and whether other organisations see whose it is."""

    text = ProseField(longest=MAX_TEXT, rows=6, label=_("Mijn antwoord"))
    shows_name = forms.BooleanField(
        required=False, label=_("Laat mijn naam en organisatie ook zien in andere organisaties")
    )

    def __init__(self, data: Any = None, *, is_regional: bool, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        if not is_regional:
            del self.fields["shows_name"]

    @property
    def shows(self) -> bool:
        """Did she tick that her name may be seen?"""
        return bool(self.cleaned_data.get("shows_name"))


class AnswerQuestionForm(_WrittenForm):
    """An answer to a question of a case; the same form sent twice is one answer."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, is_regional: bool) -> None:
        super().__init__(data, is_regional=is_regional, initial={"submission": uuid4()})


class ReplyForm(AnswerQuestionForm):
    """A reply to somebody's answer."""

    text = ProseField(longest=MAX_TEXT, rows=4, label=_("Mijn reactie"))


class ChangeForm(_WrittenForm):
    """Other words for what she wrote, made on the version that she had before her."""

    text = ProseField(longest=MAX_TEXT, rows=6, label=_("Mijn tekst"))
    based_on = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, seen: Seen, typed: dict[str, Any] | None = None) -> None:
        initial = {
            "text": seen.text,
            "shows_name": seen.shows_name,
            **(typed or {}),
            "based_on": seen.revision,
        }
        super().__init__(data, is_regional=seen.reach == DiscussionReach.REGION, initial=initial)


class ReasonForm(_LimitedForm):
    """Why: told to the writer when a trainer hides, to the trainers when somebody reports."""

    text = ProseField(longest=MAX_REASON, rows=3, label=_("Waarom?"))
