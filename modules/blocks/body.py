"""The contents of a step: exactly one of all blocks."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.blocks.film import FilmBlock
from modules.blocks.placing import MatchBlock, SortBlock, TimelineBlock
from modules.blocks.preparing import ChecklistBlock, ConversationCardBlock
from modules.blocks.quiz import QuizBlock
from modules.blocks.reading import ExplanationBlock, SelfScanBlock
from modules.blocks.scenario import ScenarioBlock
from modules.blocks.sound import AudioBlock
from modules.blocks.writing import ExerciseBlock, ReflectionBlock, StoryBlock, TemplateBlock


class StepBody(blocks.StreamBlock):
    """What someone does in a step: exactly one block."""

    story = StoryBlock()
    explanation = ExplanationBlock()
    film = FilmBlock()
    audio = AudioBlock()
    sort = SortBlock()
    match = MatchBlock()
    timeline = TimelineBlock()
    checklist = ChecklistBlock()
    conversation_card = ConversationCardBlock()
    exercise = ExerciseBlock()
    reflection = ReflectionBlock()
    template = TemplateBlock()
    scenario = ScenarioBlock()
    quiz = QuizBlock()
    self_scan = SelfScanBlock()

    class Meta:
        min_num = 1
        max_num = 1
        label = _("Stap")
