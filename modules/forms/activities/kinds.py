"""Which activity belongs to which type of step."""

from collections.abc import Callable, Sequence

from modules.forms.activities.base import Activity, no_slots
from modules.forms.activities.placing import Matching, Sorting, Timing
from modules.forms.activities.playing import Playing
from modules.forms.activities.preparing import Preparing, Ticking
from modules.forms.activities.quizzing import Quizzing
from modules.forms.activities.writing import Watching, Writing
from modules.models import AnswerSlot, StepPage

ACTIVITIES: dict[str, Callable[..., Activity]] = {
    "story": Writing,
    "explanation": Activity,
    "film": Watching,
    "audio": Watching,
    "sort": Sorting,
    "match": Matching,
    "timeline": Timing,
    "checklist": Ticking,
    "conversation_card": Preparing,
    "exercise": Writing,
    "reflection": Writing,
    "template": Writing,
    "scenario": Playing,
    "quiz": Quizzing,
    "self_scan": Activity,
}


def activity_for(
    step: StepPage,
    read_slots: Callable[[], Sequence[AnswerSlot]] = no_slots,
    *,
    can_answer: bool = True,
    restart: bool = False,
) -> Activity | None:
    """The activity of a step; None for a step without contents."""
    make = ACTIVITIES.get(step.step_type)
    return make(step, read_slots, can_answer=can_answer, restart=restart) if make else None
