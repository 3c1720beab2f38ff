"""What somebody does in a step: which form is open, what came of the answers so far.

An activity never gives a template what has to stay hidden: right answers, feedback and worked examples are
in its results only, and only after answering.
"""

from modules.forms.activities.base import Activity, asked_of, no_slots, plain
from modules.forms.activities.kinds import ACTIVITIES, activity_for
from modules.forms.activities.placing import ITEMS, Matching, Placed, Placing, Sorting, Timing
from modules.forms.activities.playing import Playing, Taken
from modules.forms.activities.preparing import POINTS, Preparing, Ticking
from modules.forms.activities.quizzing import Marked, Question, Quizzing
from modules.forms.activities.writing import FIELDS, QUESTIONS, Watching, Writing

__all__ = [
    "ACTIVITIES",
    "FIELDS",
    "ITEMS",
    "POINTS",
    "QUESTIONS",
    "Activity",
    "Marked",
    "Matching",
    "Placed",
    "Placing",
    "Playing",
    "Preparing",
    "Question",
    "Quizzing",
    "Sorting",
    "Taken",
    "Ticking",
    "Timing",
    "Watching",
    "Writing",
    "activity_for",
    "asked_of",
    "no_slots",
    "plain",
]
