"""What somebody takes along: a checklist, a card for a conversation."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.blocks.parts import ListOf, long_text, short_text


class PointBlock(blocks.StructBlock):
    """A point of a checklist."""

    text = short_text(_("Tekst"))

    class Meta:
        label = _("Punt")


class PointGroupBlock(blocks.StructBlock):
    """Points that belong together."""

    name = short_text(_("Naam"))
    points = ListOf(PointBlock(), label=_("Punten"))

    class Meta:
        label = _("Groep")


class ChecklistBlock(blocks.StructBlock):
    """Checklist: choose points, add one's own, print the list."""

    groups = ListOf(PointGroupBlock(), label=_("Groepen"))
    allow_own = blocks.BooleanBlock(required=False, default=True, label=_("Eigen punten toevoegen mag"))

    class Meta:
        label = _("Checklist")
        icon = "tasks"
        template = "modules/blocks/checklist.html"


class CardQuestionBlock(blocks.StructBlock):
    """A question for a conversation, and why it helps."""

    question = short_text(_("Vraag"))
    why = short_text(_("Waarom"))

    class Meta:
        label = _("Vraag")


class ConversationCardBlock(blocks.StructBlock):
    """Gesprekskaart: prepare a conversation; choose questions and write them in one's own words."""

    situation = long_text(_("Situatie"))
    opening = short_text(_("Openingszin"))
    questions = ListOf(CardQuestionBlock(), label=_("Vragen"))
    pitfalls = ListOf(short_text(_("Valkuil")), label=_("Valkuilen"))
    closing = long_text(_("Afsluiting"))

    class Meta:
        label = _("Gesprekskaart")
        icon = "comment"
        template = "modules/blocks/conversation_card.html"
