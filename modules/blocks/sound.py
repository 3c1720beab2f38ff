"""Sound to listen to, with its text and questions to think about."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from modules.blocks.film import WatchQuestionBlock
from modules.blocks.parts import ListOf


class AudioBlock(blocks.StructBlock):
    """Luisteren: a recording of sound, its text to read along, questions."""

    title = blocks.CharBlock(max_length=120, label=_("Titel"))
    recording = SnippetChooserBlock("modules.Recording", label=_("Opname"))
    questions = ListOf(WatchQuestionBlock(), label=_("Vragen"))

    class Meta:
        label = _("Luisteren")
        icon = "media"
        template = "modules/blocks/audio.html"
