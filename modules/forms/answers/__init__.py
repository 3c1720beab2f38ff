"""Forms for answers: one form is one slot, and carries the UUID and the revision that it was made on."""

from modules.forms.answers.base import PREFIX, SHORT_LENGTH, AnswerForm, Option, Place, Prompt
from modules.forms.answers.choosing import CHECK, ChoosingForm, PlacingForm, Request
from modules.forms.answers.preparing import OWN_POINT_LENGTH, OWN_POINTS, CardForm, ChecklistForm
from modules.forms.answers.writing import LONG_LENGTH, WritingForm

__all__ = [
    "CHECK",
    "LONG_LENGTH",
    "OWN_POINTS",
    "OWN_POINT_LENGTH",
    "PREFIX",
    "SHORT_LENGTH",
    "AnswerForm",
    "CardForm",
    "ChecklistForm",
    "ChoosingForm",
    "Option",
    "Place",
    "PlacingForm",
    "Prompt",
    "Request",
    "WritingForm",
]
