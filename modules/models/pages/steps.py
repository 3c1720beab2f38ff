"""One step of a module."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from modules.blocks import SHORT_FEATURES, SlotBlock, StepBody
from modules.finding.texts import index_text, readable_text, texts_of_step
from modules.models.pages.base import LIST_FEATURES, ContentPage


class StepPage(ContentPage):
    """One step of a module: a few minutes, one thing to do."""

    code = models.SlugField(_("code"), max_length=12, unique=True)
    intro = RichTextField(_("inleiding"), features=SHORT_FEATURES, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuten"))
    body = StreamField(StepBody(), verbose_name=_("inhoud"))
    slots = StreamField(
        [("slot", SlotBlock())],
        blank=True,
        verbose_name=_("vragen aan de organisatie"),
        help_text=_("Elke organisatie geeft hier haar eigen antwoord. Dat staat alleen daar in de stap."),
    )
    key_points = RichTextField(_("kernpunten"), features=LIST_FEATURES, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("code"), FieldPanel("minutes")], heading=_("Plaats")),
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("key_points"),
        FieldPanel("slots"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("readable_text"),
        index.AutocompleteField("index_text"),
        index.FilterField("code"),
    ]
    template = "modules/step.html"
    parent_page_types: ClassVar[list[str]] = ["modules.ModulePage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("stap")
        verbose_name_plural = _("stappen")

    @property
    def step_type(self) -> str:
        """The name of the step's one block: "story", "quiz" and so on; empty when there is none."""
        # As it is stored: making a block of it looks up the recording that it shows.
        return str(self.body.raw_data[0]["type"]) if self.body else ""

    def readable_text(self) -> str:
        """What can be read before answering, for the editors' search."""
        return readable_text(texts_of_step(self))

    def index_text(self) -> str:
        """The stems of that, for everybody's search."""
        return index_text(self.title, texts_of_step(self))
