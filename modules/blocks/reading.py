"""Steps to read: an explanation, and the step that leads to the self-scan."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from modules.blocks.parts import ListOf, long_text, short_text


class SectionBlock(blocks.StructBlock):
    """One part of an explanation, with an example when there is one."""

    heading = short_text(_("Kop"))
    text = long_text(_("Tekst"))
    example_title = short_text(_("Titel van het voorbeeld"), required=False)
    example_text = long_text(_("Voorbeeld"), required=False)

    class Meta:
        label = _("Onderdeel")


class TermBlock(blocks.StructBlock):
    """A word and what it means."""

    term = short_text(_("Begrip"))
    meaning = short_text(_("Betekenis"))

    class Meta:
        label = _("Begrip")


class ExplanationBlock(blocks.StructBlock):
    """Uitleg: parts with a heading, and words explained."""

    sections = ListOf(SectionBlock(), label=_("Onderdelen"))
    terms = ListOf(TermBlock(), default=[], label=_("Begrippen"))

    class Meta:
        label = _("Uitleg")
        icon = "doc-full"
        template = "modules/blocks/explanation.html"


class ScanMoment(models.TextChoices):
    """Why a self-scan step is there: the first scan, or the scan at the end."""

    FIRST = "first", _("De eerste zelfscan")
    AGAIN = "again", _("De zelfscan opnieuw")


class SelfScanBlock(blocks.StructBlock):
    """Zelfscan: what the scan is, and the way to it. The step ticks itself when the scan is done."""

    text = long_text(_("Tekst"))
    moment = blocks.ChoiceBlock(choices=ScanMoment.choices, default=ScanMoment.FIRST, label=_("Welke scan"))

    class Meta:
        label = _("Zelfscan")
        icon = "user"
        template = "modules/blocks/self_scan.html"
