"""A question that each organisation answers for itself; its block id is the key of the answer."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.blocks.parts import short_text


class SlotBlock(blocks.StructBlock):
    """What an organisation tells here in its own words."""

    question = short_text(_("Vraag"), help_text=_("Bijvoorbeeld: Wie bel je als je twijfelt?"))
    hint = short_text(_("Hulp bij het invullen"), required=False)

    class Meta:
        label = _("Vraag aan de organisatie")
        icon = "help"
