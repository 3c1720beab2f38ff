"""A branching case as an author fills it in: meters, scenes with choices, endings. No code, names in plain words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from competences.models import Indicator
from modules.blocks.parts import ListOf, NumberBlock, long_text, short_text
from modules.casework.script import HIGHEST, LOWEST, Asks, EndingKind

NAME_LENGTH = 40


def name_field(label: Any, **options: Any) -> blocks.CharBlock:
    """A short name in the author's own words."""
    return blocks.CharBlock(max_length=NAME_LENGTH, label=label, **options)


def indicator_choices() -> list[tuple[str, str]]:
    """All indicators, by key."""
    return [(each.key, f"{each.key} {each.title}") for each in Indicator.objects.order_by("key")]


class MeterBlock(blocks.StructBlock):
    """Something that goes up and down with the choices."""

    name = name_field(_("Naam"), help_text=_("Bijvoorbeeld: vertrouwen van Sem."))
    start = NumberBlock(
        min_value=LOWEST, max_value=HIGHEST, default=50, label=_("Begint op"), help_text=_("Van 0 tot 100.")
    )

    class Meta:
        label = _("Meter")
        icon = "sliders"


class EffectBlock(blocks.StructBlock):
    """What a choice does with a meter."""

    meter = name_field(_("Meter"))
    change = NumberBlock(
        min_value=-HIGHEST,
        max_value=HIGHEST,
        label=_("Erbij of eraf"),
        help_text=_("Bijvoorbeeld 10 of -20."),
    )

    class Meta:
        label = _("Gevolg")
        form_classname = "struct-block effect"


class ConditionBlock(blocks.StructBlock):
    """When a choice is offered."""

    test = blocks.ChoiceBlock(
        choices=[
            (Asks.AT_LEAST.value, _("meter is minstens")),
            (Asks.AT_MOST.value, _("meter is hoogstens")),
            (Asks.CHOSEN.value, _("dit kenmerk is gekozen")),
            (Asks.NOT_CHOSEN.value, _("dit kenmerk is niet gekozen")),
        ],
        label=_("Alleen als"),
    )
    of = name_field(_("Meter of kenmerk"))
    value = NumberBlock(
        min_value=LOWEST, max_value=HIGHEST, required=False, label=_("Getal"), help_text=_("Bij een meter.")
    )

    class Meta:
        label = _("Voorwaarde")


class CaseChoiceBlock(blocks.StructBlock):
    """Something to do in a scene."""

    text = short_text(_("Wat iemand kan doen"))
    goes_to = name_field(_("Gaat naar"), help_text=_("De naam van een scène of een einde."))
    feedback = short_text(
        _("Terugkoppeling"), required=False, help_text=_("Wat er dan gebeurt, of wat je hiervan leert.")
    )
    effects = ListOf(EffectBlock(), default=[], label=_("Gevolgen voor de meters"), collapsed=True)
    mark = name_field(
        _("Kenmerk"), required=False, help_text=_("Leeg, of een woord waar een latere keuze naar vraagt.")
    )
    conditions = ListOf(ConditionBlock(), default=[], label=_("Alleen te kiezen als"), collapsed=True)

    class Meta:
        label = _("Keuze")


class SceneBlock(blocks.StructBlock):
    """A moment in which somebody chooses."""

    name = name_field(_("Naam"), help_text=_("Alleen voor de auteur. De eerste scène is het begin."))
    later = name_field(_("Tijdsprong"), required=False, help_text=_("Bijvoorbeeld: twee weken later."))
    text = long_text(_("Wat er gebeurt"))
    choices = ListOf(CaseChoiceBlock(), min_num=0, label=_("Keuzes"))

    class Meta:
        label = _("Scène")
        icon = "form"


class LevelBlock(blocks.StructBlock):
    """Which behaviour an ending shows."""

    indicator = blocks.ChoiceBlock(choices=indicator_choices, label=_("Indicator"))
    proficiency_level = blocks.ChoiceBlock(
        choices=[
            ("1", _("1 beginnend")),
            ("2", _("2 groeiend")),
            ("3", _("3 vakbekwaam")),
            ("4", _("4 voorbeeld")),
        ],
        label=_("Gedrag"),
    )

    class Meta:
        label = _("Gedrag per indicator")


class EndingBlock(blocks.StructBlock):
    """How it can end."""

    name = name_field(_("Naam"), help_text=_("Alleen voor de auteur."))
    kind = blocks.ChoiceBlock(
        choices=[
            (EndingKind.STRONG.value, _("Sterk")),
            (EndingKind.GOOD.value, _("Goed")),
            (EndingKind.MISSED.value, _("Gemist")),
            (EndingKind.UNSAFE.value, _("Onveilig")),
        ],
        label=_("Soort einde"),
    )
    title = blocks.CharBlock(max_length=80, label=_("Titel"))
    text = long_text(_("Hoe het afloopt"))
    key_point = short_text(_("Kernpunt"))
    levels = ListOf(
        LevelBlock(),
        default=[],
        label=_("Wat dit einde laat zien"),
        help_text=_("Telt mee in het leerpad van wie de casus de eerste keer speelt."),
        collapsed=True,
    )

    class Meta:
        label = _("Einde")
        icon = "success"
