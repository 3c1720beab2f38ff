"""What people fill in: forms, and per step type the activity that they belong to."""

from modules.forms.activities import Activity, activity_for
from modules.forms.answers import AnswerForm
from modules.forms.searching import CaseSearchForm, LibrarySearchForm, StepFeedbackForm

__all__ = [
    "Activity",
    "AnswerForm",
    "CaseSearchForm",
    "LibrarySearchForm",
    "StepFeedbackForm",
    "activity_for",
]
