"""A story with choices, and the ending that follows from them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.blocks.parts import CheckedStructBlock, ListOf, key_field, long_text, refuse_unknown, short_text


class Quality(models.TextChoices):
    """How good a choice in a scenario is. One unsafe choice always leads to the weak ending."""

    STRONG = "strong", _("Sterk")
    GOOD = "good", _("Goed")
    WEAK = "weak", _("Zwak")
    UNSAFE = "unsafe", _("Onveilig")


class ChoiceOptionBlock(blocks.StructBlock):
    """A choice in a scenario."""

    text = short_text(_("Keuze"))
    next = key_field(
        _("Gaat naar"), required=False, help_text=_("De sleutel van het volgende punt. Leeg: het einde.")
    )
    feedback = long_text(_("Terugkoppeling"))
    quality = blocks.ChoiceBlock(choices=Quality.choices, label=_("Kwaliteit"))

    class Meta:
        label = _("Keuze")


class NodeBlock(blocks.StructBlock):
    """A point in a scenario where someone chooses."""

    key = key_field()
    text = long_text(_("Tekst"))
    choices = ListOf(ChoiceOptionBlock(), label=_("Keuzes"))

    class Meta:
        label = _("Punt")


class EndingsBlock(blocks.StructBlock):
    """How a scenario can end."""

    strong = long_text(_("Sterk einde"))
    good = long_text(_("Goed einde"))
    weak = long_text(_("Zwak einde"))

    class Meta:
        label = _("Einde")


class ScenarioValue(blocks.StructValue):
    """The value of a scenario block."""

    def node(self, key: str) -> blocks.StructValue | None:
        """The node with this key, or None."""
        return next((node for node in self["nodes"] if node["key"] == key), None)

    @staticmethod
    def ending(qualities: Iterable[str]) -> str:
        """The ending that a route of choices leads to: "strong", "good" or "weak".

        One unsafe choice gives the weak ending, whatever else was chosen. Otherwise more weak than strong
        choices give the weak ending, strong choices only (one good one allowed) the strong ending, and
        everything else the good one.
        """
        route = list(qualities)
        count = {quality: route.count(quality) for quality in Quality}
        if count[Quality.UNSAFE] or count[Quality.WEAK] > count[Quality.STRONG]:
            return "weak"
        if route and not count[Quality.WEAK] and count[Quality.GOOD] <= 1:
            return "strong"
        return "good"


def point_on_a_circle(scenario: Any) -> str:
    """The key of a point that a route can come back to, or an empty string."""
    following = {
        node["key"]: [choice["next"] for choice in node["choices"] if choice["next"]]
        for node in scenario["nodes"]
    }
    routes: list[tuple[str, ...]] = [(scenario["start"],)]
    while routes:
        route = routes.pop()
        for key in following[route[-1]]:
            if key in route:
                return str(key)
            routes.append((*route, key))
    return ""


class ScenarioBlock(CheckedStructBlock):
    """Scenario: choose what to do at every node; an ending that follows from the choices."""

    case_key = key_field(
        _("Casus"), required=False, help_text=_("De sleutel van de casus die erbij hoort, zoals K01.")
    )
    start = key_field(_("Begin"), help_text=_("De sleutel van het eerste punt."))
    nodes = ListOf(NodeBlock(), label=_("Punten"))
    endings = EndingsBlock()

    class Meta:
        label = _("Scenario")
        icon = "site"
        template = "modules/blocks/scenario.html"
        value_class = ScenarioValue

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """Every key occurs once, the start and every next point exist, and every route ends."""
        keys = [node["key"] for node in value["nodes"]]
        message = _("Deze punten staan niet in de lijst: %(keys)s.")
        following = [
            choice["next"] for node in value["nodes"] for choice in node["choices"] if choice["next"]
        ]
        errors = refuse_unknown(keys, [value["start"]], "start", message)
        errors |= refuse_unknown(keys, following, "nodes", message)
        if doubles := sorted({key for key in keys if key and keys.count(key) > 1}):
            errors["nodes"] = ValidationError(
                _("Deze sleutel komt twee keer voor: %(keys)s."), params={"keys": ", ".join(doubles)}
            )
        if not errors and value["start"] and (circle := point_on_a_circle(value)):
            errors["nodes"] = ValidationError(
                _("Een route komt terug bij %(key)s en eindigt dan niet."), params={"key": circle}
            )
        return errors
