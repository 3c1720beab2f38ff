"""Steps in which somebody writes: a story, an exercise, a reflection, a sheet to fill in."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.blocks.parts import ListOf, long_text, short_text


class FieldKind(models.TextChoices):
    """What someone fills in: a line, a text, a figure from 1 to 10, a date."""

    SHORT = "short", _("Eén regel")
    LONG = "long", _("Meer regels")
    NUMBER = "number", _("Cijfer van 1 tot en met 10")
    DATE = "date", _("Datum")


class FieldBlock(blocks.StructBlock):
    """Something to fill in."""

    label = short_text(_("Vraag of label"))
    hint = short_text(_("Hulp bij het invullen"), required=False)
    kind = blocks.ChoiceBlock(choices=FieldKind.choices, default=FieldKind.SHORT, label=_("Soort"))

    class Meta:
        label = _("Invulveld")
        icon = "edit"


class TemplateFieldBlock(FieldBlock):
    """Something to fill in, with the text of the example."""

    example = long_text(_("Voorbeeld"), required=False)


def fields_list(**options: Any) -> ListOf:
    """The fields that someone fills in."""
    return ListOf(FieldBlock(), label=_("Invulvelden"), **options)


class StoryBlock(blocks.StructBlock):
    """Verhaal: a story, a question, a place for one's own words."""

    text = long_text(_("Verhaal"))
    question = short_text(_("Vraag"))
    fields = fields_list()

    class Meta:
        label = _("Verhaal")
        icon = "openquote"
        template = "modules/blocks/story.html"


class ExampleBlock(blocks.StructBlock):
    """The same thing said weakly and strongly."""

    weak = long_text(_("Zwak"))
    strong = long_text(_("Sterk"))
    why = long_text(_("Waarom"))

    class Meta:
        label = _("Voorbeeld")


class ExerciseBlock(blocks.StructBlock):
    """Oefening: a task, examples, fields, and a worked example to compare with afterwards."""

    task = long_text(_("Opdracht"))
    examples = ListOf(ExampleBlock(), default=[], label=_("Voorbeelden"))
    fields = fields_list()
    worked_example = long_text(_("Voorbeelduitwerking"))

    class Meta:
        label = _("Oefening")
        icon = "edit"
        template = "modules/blocks/exercise.html"


class ReflectionBlock(blocks.StructBlock):
    """Reflectie: a question, sentences to begin with, fields."""

    question = long_text(_("Vraag"))
    starters = ListOf(short_text(_("Hulpzin")), default=[], label=_("Hulpzinnen"))
    fields = fields_list()

    class Meta:
        label = _("Reflectie")
        icon = "help"
        template = "modules/blocks/reflection.html"


class TemplateBlock(blocks.StructBlock):
    """Sjabloon: a sheet to fill in, with an example at every field."""

    purpose = long_text(_("Doel"))
    fields = ListOf(TemplateFieldBlock(), label=_("Invulvelden"))

    class Meta:
        label = _("Sjabloon")
        icon = "form"
        template = "modules/blocks/template.html"
