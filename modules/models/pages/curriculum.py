"""Modules, what they are about, and what comes before them."""

from typing import Any, ClassVar

from django.db import models
from django.forms import Select
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from competences.models import Indicator, Phase
from modules.blocks import LONG_FEATURES, SHORT_FEATURES
from modules.finding.texts import index_text, readable_text, texts_of_module
from modules.models.pages.base import LIST_FEATURES, ContentPage
from people.enums import Ownership


class IndicatorWeight(models.TextChoices):
    """A module is about an indicator, or touches on it as well."""

    CORE = "core", _("Kern")
    ALSO = "also", _("Ook")


class DependencyKind(models.TextChoices):
    """A module must be done first, or had better be done first."""

    REQUIRED = "required", _("Verplicht")
    ADVISED = "advised", _("Advies")


class Exemption(models.TextChoices):
    """Whether experience gained elsewhere can replace a module."""

    NONE = "none", _("Niet mogelijk")
    FULL = "full", _("Volledig mogelijk")
    PARTIAL = "partial", _("Deels mogelijk")


class AssignmentReader(models.TextChoices):
    """Who looks along at a workplace assignment."""

    NOBODY = "nobody", _("Niemand")
    LEARNER = "learner", _("Collega-in-opleiding")
    TRAINER = "trainer", _("Praktijkopleider")
    TEAM_LEADER = "team_leader", _("Teamleider")


class CurriculumPage(ContentPage):
    """The library of modules."""

    intro = RichTextField(_("inleiding"), features=LONG_FEATURES, blank=True)

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["modules.ModulePage"]
    max_count = 1

    class Meta:
        verbose_name = _("leerlijn")
        verbose_name_plural = _("leerlijnen")


class Training(models.Model):
    """A half-day of training that several modules share."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    key = models.SlugField(_("sleutel"), max_length=8, unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    title = models.CharField(_("titel"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minuten"))
    methods = models.JSONField(_("werkvormen"), default=list, blank=True)
    trainers = models.PositiveSmallIntegerField(_("aantal trainers"), default=1)
    with_actor = models.BooleanField(_("met trainingsacteur"), default=False)

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainingen")
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.key} {self.title}"


class ModulePage(ContentPage):
    """A module: its place in the supervision process, its steps, its assignment."""

    key = models.SlugField(_("sleutel"), max_length=8, unique=True)
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="+", verbose_name=_("fase"))
    summary = RichTextField(_("samenvatting"), features=SHORT_FEATURES)
    learning_outcomes = RichTextField(_("leeruitkomsten"), features=LIST_FEATURES)
    always_do = models.BooleanField(
        _("voor iedereen"), default=False, help_text=_("Deze module staat op elk leerpad.")
    )
    minutes_online = models.PositiveSmallIntegerField(_("minuten online"), default=0)
    minutes_training = models.PositiveSmallIntegerField(_("minuten training"), default=0)
    minutes_case = models.PositiveSmallIntegerField(_("minuten casuïstiek"), default=0)
    minutes_practice = models.PositiveSmallIntegerField(_("minuten praktijk"), default=0)
    assignment_title = models.CharField(_("titel van de praktijkopdracht"), max_length=120, blank=True)
    assignment_text = RichTextField(_("praktijkopdracht"), features=LONG_FEATURES, blank=True)
    assignment_reader = models.CharField(
        _("wie kijkt mee"),
        max_length=12,
        choices=AssignmentReader.choices,
        default=AssignmentReader.NOBODY,
    )
    assignment_evidence = models.JSONField(_("soorten bewijs"), default=list, blank=True)
    training = models.ForeignKey(
        Training,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("training"),
    )
    exemption = models.CharField(
        _("vrijstelling"), max_length=8, choices=Exemption.choices, default=Exemption.NONE
    )
    exemption_terms = models.JSONField(_("voorwaarden voor vrijstelling"), default=dict, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("key"), FieldPanel("phase", widget=Select), FieldPanel("always_do")],
            heading=_("Plaats"),
        ),
        FieldPanel("summary"),
        FieldPanel("learning_outcomes"),
        MultiFieldPanel(
            [
                FieldPanel("minutes_online"),
                FieldPanel("minutes_training"),
                FieldPanel("minutes_case"),
                FieldPanel("minutes_practice"),
            ],
            heading=_("Tijd"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("assignment_title"),
                FieldPanel("assignment_text"),
                FieldPanel("assignment_reader"),
            ],
            heading=_("Praktijkopdracht"),
        ),
        FieldPanel("training", widget=Select),
        FieldPanel("exemption"),
        InlinePanel("indicator_links", heading=_("Indicatoren"), label=_("Indicator")),
        InlinePanel("dependencies", heading=_("Eerst andere modules"), label=_("Module")),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("readable_text"),
        index.AutocompleteField("index_text"),
        index.FilterField("phase"),
        index.FilterField("key"),
    ]
    template = "modules/module.html"
    parent_page_types: ClassVar[list[str]] = ["modules.CurriculumPage"]
    subpage_types: ClassVar[list[str]] = ["modules.StepPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def readable_text(self) -> str:
        """What the module says, for the editors' search."""
        return readable_text(texts_of_module(self))

    def index_text(self) -> str:
        """The stems of that, for everybody's search."""
        return index_text(self.title, texts_of_module(self))

    @cached_property
    def core_indicators(self) -> list[Indicator]:
        """The indicators that this module is about, in order."""
        return self._indicators(IndicatorWeight.CORE)

    @cached_property
    def also_indicators(self) -> list[Indicator]:
        """The indicators that this module touches on as well, in order."""
        return self._indicators(IndicatorWeight.ALSO)

    def _indicators(self, weight: IndicatorWeight) -> list[Indicator]:
        return [link.indicator for link in self.indicator_links.all() if link.weight == weight]

    @property
    def asks_sign_off(self) -> bool:
        """Does a trainer sign its assignment off? Not where nobody looks along: that one is hers alone."""
        return bool(self.assignment_title) and self.assignment_reader != AssignmentReader.NOBODY

    @property
    def is_wholly_kept(self) -> bool:
        """Is all that belongs to it kept in this portal? Not yet where a training or a case discussion does."""
        return self.training_id is None and not self.minutes_training and not self.minutes_case

    @property
    def required_modules(self) -> list["ModulePage"]:
        """The modules that must be done before this one."""
        return self._needed(DependencyKind.REQUIRED)

    @property
    def advised_modules(self) -> list["ModulePage"]:
        """The modules that had better be done before this one."""
        return self._needed(DependencyKind.ADVISED)

    def _needed(self, kind: DependencyKind) -> list["ModulePage"]:
        return [link.needed for link in self.dependencies.all() if link.kind == kind]


class ModuleIndicator(Orderable):
    """A module is about an indicator, or touches on it."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    module = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="indicator_links")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    weight = models.CharField(
        _("kern of ook"), max_length=4, choices=IndicatorWeight.choices, default=IndicatorWeight.CORE
    )

    panels: ClassVar[list[Any]] = [FieldPanel("indicator", widget=Select), FieldPanel("weight")]

    class Meta(Orderable.Meta):
        verbose_name = _("indicator van een module")
        verbose_name_plural = _("indicatoren van een module")

    def __str__(self) -> str:
        return f"{self.module_id} · {self.indicator_id}"


class ModuleDependency(Orderable):
    """A module comes after another one."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    module = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="dependencies")
    needed = models.ForeignKey(
        ModulePage, on_delete=models.CASCADE, related_name="followers", verbose_name=_("module")
    )
    kind = models.CharField(
        _("verplicht of advies"),
        max_length=8,
        choices=DependencyKind.choices,
        default=DependencyKind.ADVISED,
    )

    panels: ClassVar[list[Any]] = [FieldPanel("needed", widget=Select), FieldPanel("kind")]

    class Meta(Orderable.Meta):
        verbose_name = _("volgorde van modules")
        verbose_name_plural = _("volgorde van modules")

    def __str__(self) -> str:
        return f"{self.needed_id} → {self.module_id}"
