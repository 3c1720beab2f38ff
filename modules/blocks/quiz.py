"""A test: questions with options, feedback and an explanation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.blocks.parts import CheckedStructBlock, ListOf, long_text, short_text


class QuestionKind(models.TextChoices):
    """One right option, several right options, or a statement that is true or not."""

    ONE = "one", _("Eén antwoord")
    SEVERAL = "several", _("Meer antwoorden")
    TRUE_FALSE = "true_false", _("Waar of niet waar")


class OptionBlock(blocks.StructBlock):
    """An option of a quiz question."""

    text = short_text(_("Antwoord"))
    correct = blocks.BooleanBlock(required=False, label=_("Goed"))
    feedback = short_text(_("Terugkoppeling"))

    class Meta:
        label = _("Antwoord")


class QuestionBlock(CheckedStructBlock):
    """A quiz question."""

    kind = blocks.ChoiceBlock(choices=QuestionKind.choices, default=QuestionKind.ONE, label=_("Soort"))
    question = long_text(_("Vraag"))
    options = ListOf(OptionBlock(), min_num=2, label=_("Antwoorden"))
    explanation = long_text(_("Uitleg"))
    indicator = blocks.CharBlock(required=False, max_length=10, label=_("Indicator"))

    class Meta:
        label = _("Vraag")

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """As many right options as the kind asks for: one, or for "several" at least two."""
        right = sum(bool(option["correct"]) for option in value["options"])
        if value["kind"] == QuestionKind.SEVERAL and right < 2:
            return {"options": ValidationError(_("Kies minstens twee goede antwoorden."))}
        if value["kind"] != QuestionKind.SEVERAL and right != 1:
            return {"options": ValidationError(_("Kies precies één goed antwoord."))}
        return {}


class QuizBlock(blocks.StructBlock):
    """Toets: questions with feedback at every option; only missed questions come back."""

    questions = ListOf(QuestionBlock(), label=_("Vragen"))

    class Meta:
        label = _("Toets")
        icon = "circle-check"
        template = "modules/blocks/quiz.html"
