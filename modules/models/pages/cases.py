"""The casework: ways to discuss, and the cases."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import Select
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from competences.models import Indicator, Phase
from modules.blocks import LONG_FEATURES, short_text
from modules.blocks.casework import EndingBlock, MeterBlock, SceneBlock
from modules.blocks.parts import ListOf, NumberBlock
from modules.casework.reading import script_of
from modules.casework.script import Script
from modules.finding.texts import index_text, readable_text, texts_of_case
from modules.models.pages.base import LIST_FEATURES, ContentPage
from modules.models.pages.curriculum import ModulePage
from people.enums import Ownership


class SamenPage(ContentPage):
    """What people do together."""

    intro = RichTextField(_("inleiding"), features=LONG_FEATURES, blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["modules.CaseIndexPage"]
    max_count = 1

    class Meta:
        verbose_name = _("samen")
        verbose_name_plural = _("samen")


class DiscussionFormBlock(blocks.StructBlock):
    """A way to discuss a case in a group."""

    name = blocks.CharBlock(max_length=80, label=_("Naam"))
    minutes = NumberBlock(min_value=5, label=_("Minuten"))
    group = blocks.CharBlock(max_length=20, label=_("Groepsgrootte"))
    steps = ListOf(short_text(_("Stap")), label=_("Stappen"))
    step_minutes = ListOf(
        NumberBlock(min_value=1, max_value=120),
        default=[],
        label=_("Minuten per stap"),
        help_text=_("In de volgorde van de stappen. Laat leeg om de tijd eerlijk te verdelen."),
    )
    caution = short_text(_("Let op"), required=False)

    def clean(self, value: Any) -> Any:
        """As many minutes as steps, or none; a draft always saves."""
        cleaned = super().clean(value)
        minutes = 0 if self.is_deferred_validation else len(cleaned["step_minutes"])
        if minutes and minutes != len(cleaned["steps"]):
            raise blocks.StructBlockValidationError(
                {"step_minutes": ValidationError(_("Geef elke stap minuten, of geen enkele."))}
            )
        return cleaned

    class Meta:
        label = _("Bespreekvorm")
        icon = "group"


class CaseIndexPage(ContentPage):
    """All cases, the ways to discuss them, the ground rules."""

    intro = RichTextField(_("inleiding"), features=LONG_FEATURES, blank=True)
    ground_rules = RichTextField(_("spelregels"), features=LIST_FEATURES, blank=True)
    discussion_forms = StreamField(
        [("form", DiscussionFormBlock())], blank=True, verbose_name=_("bespreekvormen")
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("ground_rules"),
        FieldPanel("discussion_forms"),
    ]
    parent_page_types: ClassVar[list[str]] = ["modules.SamenPage"]
    subpage_types: ClassVar[list[str]] = ["modules.CasePage"]
    max_count = 1

    class Meta:
        verbose_name = _("casuïstiek")
        verbose_name_plural = _("casuïstiek")


class DiscussionReach(models.TextChoices):
    """Who talks about a case with each other, in writing."""

    NONE = "none", _("geen gesprek")
    ORGANISATION = "organisation", _("binnen de eigen organisatie")
    REGION = "region", _("met alle organisaties van de regio")


class CasePage(ContentPage):
    """A situation with a dilemma, questions to discuss, insights, and a note for who guides the talk."""

    key = models.SlugField(_("sleutel"), max_length=12, blank=True, help_text=_("Leeg bij een nieuwe casus."))
    phase = models.ForeignKey(
        Phase,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fase"),
    )
    setting = models.CharField(
        _("plek"), max_length=160, blank=True, help_text=_("Bijvoorbeeld: verpleeghuis, avonddienst.")
    )
    situation = RichTextField(_("situatie"), features=LONG_FEATURES)
    dilemma = RichTextField(_("dilemma"), features=LONG_FEATURES)
    # The id of a question is its identity: what people answered points to it.
    questions = StreamField([("question", short_text(_("Vraag")))], verbose_name=_("vragen"))
    discussion_reach = models.CharField(
        _("gesprek over deze casus"),
        max_length=12,
        choices=DiscussionReach.choices,
        default=DiscussionReach.ORGANISATION,
        help_text=_(
            "Wie elkaars antwoorden op de vragen leest. Naar andere organisaties gaan geen namen mee."
        ),
    )
    insights = RichTextField(_("inzichten"), features=LONG_FEATURES, blank=True)
    guide_note = RichTextField(_("notitie voor de begeleider"), features=LONG_FEATURES, blank=True)
    picture = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("beeld"),
        help_text=_("Staat boven de situatie. Mag leeg blijven."),
    )
    meters = StreamField([("meter", MeterBlock())], blank=True, verbose_name=_("meters"))
    scenes = StreamField(
        [("scene", SceneBlock())],
        blank=True,
        verbose_name=_("scènes"),
        help_text=_("Laat leeg voor een casus om te bespreken. De eerste scène is het begin."),
    )
    endings = StreamField([("ending", EndingBlock())], blank=True, verbose_name=_("eindes"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("setting"),
        FieldPanel("picture"),
        FieldPanel("situation"),
        FieldPanel("dilemma"),
        FieldPanel("questions"),
        FieldPanel("discussion_reach"),
        FieldPanel("insights"),
        FieldPanel("guide_note"),
        MultiFieldPanel(
            [FieldPanel("meters"), FieldPanel("scenes"), FieldPanel("endings")],
            heading=_("Keuze voor keuze spelen"),
            classname="collapsed",
        ),
        FieldPanel("phase", widget=Select),
        InlinePanel("indicator_links", heading=_("Indicatoren"), label=_("Indicator")),
        InlinePanel("module_links", heading=_("Modules"), label=_("Module")),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("readable_text"),
        index.AutocompleteField("index_text"),
        index.FilterField("phase"),
    ]
    template = "modules/case.html"
    parent_page_types: ClassVar[list[str]] = ["modules.CaseIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("casus")
        verbose_name_plural = _("casussen")

    def readable_text(self) -> str:
        """What can be read before thinking it over, for the editors' search."""
        return readable_text(texts_of_case(self))

    def index_text(self) -> str:
        """The stems of that, for everybody's search."""
        return index_text(self.title, texts_of_case(self))

    @property
    def is_discussed(self) -> bool:
        """Do people talk about it with each other, in writing?"""
        return self.discussion_reach != DiscussionReach.NONE and bool(self.questions)

    @property
    def is_branching(self) -> bool:
        """Can it be played choice by choice?"""
        return bool(self.scenes)

    @cached_property
    def script(self) -> Script:
        """The case as it is played, in its wording of now."""
        return script_of(self.meters, self.scenes, self.endings)

    @cached_property
    def indicators(self) -> list[Indicator]:
        """The indicators that this case is about, in order."""
        return [link.indicator for link in self.indicator_links.all()]

    @cached_property
    def modules(self) -> list[ModulePage]:
        """The modules that this case belongs to, in order."""
        return [link.module for link in self.module_links.all()]


class CaseIndicator(Orderable):
    """A case is about an indicator."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="indicator_links")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", verbose_name=_("indicator")
    )

    panels: ClassVar[list[Any]] = [FieldPanel("indicator", widget=Select)]

    class Meta(Orderable.Meta):
        verbose_name = _("indicator van een casus")
        verbose_name_plural = _("indicatoren van een casus")

    def __str__(self) -> str:
        return f"{self.case_id} · {self.indicator_id}"


class CaseModule(Orderable):
    """A case belongs to a module."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    case = ParentalKey(CasePage, on_delete=models.CASCADE, related_name="module_links")
    module = models.ForeignKey(
        ModulePage, on_delete=models.CASCADE, related_name="case_links", verbose_name=_("module")
    )

    panels: ClassVar[list[Any]] = [FieldPanel("module", widget=Select)]

    class Meta(Orderable.Meta):
        verbose_name = _("module van een casus")
        verbose_name_plural = _("modules van een casus")

    def __str__(self) -> str:
        return f"{self.case_id} · {self.module_id}"
