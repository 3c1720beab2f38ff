"""Steps in which somebody puts things where they belong: sort, match, timeline."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.blocks.parts import CheckedStructBlock, ListOf, key_field, refuse_unknown, short_text


class CategoryBlock(blocks.StructBlock):
    """A pile to sort on, or a slot of a timeline."""

    key = key_field()
    name = short_text(_("Naam"))

    class Meta:
        label = _("Groep")


class SortItemBlock(blocks.StructBlock):
    """Something to sort."""

    text = short_text(_("Tekst"))
    category = key_field(_("Hoort bij"), help_text=_("De sleutel van een van de groepen."))
    explanation = short_text(_("Uitleg"))

    class Meta:
        label = _("Kaartje")


class SortBlock(CheckedStructBlock):
    """Sorteren: every item belongs to one category."""

    categories = ListOf(CategoryBlock(), label=_("Groepen"))
    items = ListOf(SortItemBlock(), label=_("Kaartjes"))

    class Meta:
        label = _("Sorteren")
        icon = "list-ul"
        template = "modules/blocks/sort.html"

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """Every item belongs to one of the categories."""
        return refuse_unknown(
            (category["key"] for category in value["categories"]),
            (item["category"] for item in value["items"]),
            "items",
            _("Deze groepen staan niet in de lijst: %(keys)s."),
        )


class PairBlock(blocks.StructBlock):
    """Two things that belong together."""

    left = short_text(_("Links"))
    right = short_text(_("Rechts"))
    explanation = short_text(_("Uitleg"))

    class Meta:
        label = _("Paar")


class MatchBlock(blocks.StructBlock):
    """Koppelen: for every left side choose the right side."""

    pairs = ListOf(PairBlock(), label=_("Paren"))

    class Meta:
        label = _("Koppelen")
        icon = "link"
        template = "modules/blocks/match.html"


class TimelineItemBlock(blocks.StructBlock):
    """Something that has one or more right places in time."""

    text = short_text(_("Tekst"))
    slots = ListOf(key_field(_("Vak"), help_text=""), label=_("Passende vakken"))
    explanation = short_text(_("Uitleg"))

    class Meta:
        label = _("Onderwerp")


class TimelineBlock(CheckedStructBlock):
    """Tijdlijn: for every item choose a slot; more than one may be right."""

    slots = ListOf(CategoryBlock(), label=_("Vakken"))
    items = ListOf(TimelineItemBlock(), label=_("Onderwerpen"))

    class Meta:
        label = _("Tijdlijn")
        icon = "date"
        template = "modules/blocks/timeline.html"

    def reference_errors(self, value: Any) -> dict[str, ValidationError]:
        """Every item fits in slots that exist."""
        return refuse_unknown(
            (slot["key"] for slot in value["slots"]),
            (slot for item in value["items"] for slot in item["slots"]),
            "items",
            _("Deze vakken staan niet in de lijst: %(keys)s."),
        )
