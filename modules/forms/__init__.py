"""What people fill in: forms, and per step type the activity that they belong to."""

from modules.forms.activities import Activity, activity_for
from modules.forms.answers import AnswerForm
from modules.forms.searching import CaseSearchForm, LibrarySearchForm, StepFeedbackForm
from modules.forms.talking import AnswerQuestionForm, ChangeForm, ReasonForm, ReplyForm

__all__ = [
    "Activity",
    "AnswerForm",
    "AnswerQuestionForm",
    "CaseSearchForm",
    "ChangeForm",
    "LibrarySearchForm",
    "ReasonForm",
    "ReplyForm",
    "StepFeedbackForm",
    "activity_for",
]
