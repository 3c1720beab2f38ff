"""The curriculum and the casework as Wagtail pages, shared by all organisations.

RootPage → CurriculumPage (slug modules) → ModulePage → StepPage
RootPage → SamenPage (slug samen) → CaseIndexPage (slug casussen) → CasePage

Our own views serve these pages to people (modules.views); `serve` is for the editors' previews only.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db import models
from django.forms import Select
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from competences.models import Indicator, Phase
from modules.blocks import LONG_FEATURES, SHORT_FEATURES, StepBody, short_text
from organisations.enums import Kind
from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.enums import Ownership

LIST_FEATURES = [*SHORT_FEATURES, "ul"]
NEUTRAL_PREVIEW = ""

# Filled by modules.wagtail_hooks: models know no templates.
PREVIEW_RENDERERS: dict[str, Callable[[HttpRequest, Any], HttpResponse]] = {}


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


class CaseForm(models.TextChoices):
    """How a case is used: discussed in a group, or walked through choice by choice."""

    DISCUSS = "discuss", _("Bespreken")
    BRANCHING = "branching", _("Vertakkend")


class ContentPage(Page):
    """What all pages have in common: shared by all organisations, previewed in every house style."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    promote_panels: ClassVar[list[Any]] = [FieldPanel("slug")]
    settings_panels: ClassVar[list[Any]] = []
    show_in_menus_default = False
    # Our own views show a page to every member; the admin must not promise otherwise.
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The neutral style, then every organisation's own; none for a page that has no preview."""
        if type(self).__name__ not in PREVIEW_RENDERERS:
            return []
        members = Organisation.objects.filter(kind=Kind.MEMBER).values_list("key", "name")
        return [(NEUTRAL_PREVIEW, _("Neutraal")), *members]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuses: people see this content by our own views."""
        raise Http404

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """This draft in the style and the words of the organisation of the preview mode."""
        organisation = Organisation.objects.filter(key=mode_name, kind=Kind.MEMBER).first()
        if organisation is None:
            return self.render_preview(request)
        request.organisation = organisation  # type: ignore[attr-defined]  # set by the tenant middleware
        with use_organisation(organisation):
            return self.render_preview(request)

    def render_preview(self, request: HttpRequest) -> HttpResponse:
        """The rendered page, complete, because house style and words hold during this call only."""
        renderer = PREVIEW_RENDERERS.get(type(self).__name__)
        if renderer is None:
            raise Http404
        return renderer(request, self)


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
        index.SearchField("summary"),
        index.SearchField("learning_outcomes"),
        index.SearchField("assignment_text"),
        index.FilterField("phase"),
        index.FilterField("key"),
    ]
    template = "modules/module.html"
    parent_page_types: ClassVar[list[str]] = ["modules.CurriculumPage"]
    subpage_types: ClassVar[list[str]] = ["modules.StepPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

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


class StepPage(ContentPage):
    """One step of a module: a few minutes, one thing to do."""

    code = models.SlugField(_("code"), max_length=12, unique=True)
    intro = RichTextField(_("inleiding"), features=SHORT_FEATURES, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuten"))
    body = StreamField(StepBody(), verbose_name=_("inhoud"))
    key_points = RichTextField(_("kernpunten"), features=LIST_FEATURES, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("code"), FieldPanel("minutes")], heading=_("Plaats")),
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("key_points"),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
        index.SearchField("key_points"),
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
        return self.body[0].block_type if self.body else ""


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
    minutes = blocks.IntegerBlock(min_value=5, label=_("Minuten"))
    group = blocks.CharBlock(max_length=20, label=_("Groepsgrootte"))
    steps = blocks.ListBlock(short_text(_("Stap")), label=_("Stappen"))
    caution = short_text(_("Let op"), required=False)

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
    questions = RichTextField(_("vragen"), features=LONG_FEATURES)
    insights = RichTextField(_("inzichten"), features=LONG_FEATURES, blank=True)
    guide_note = RichTextField(_("notitie voor de begeleider"), features=LONG_FEATURES, blank=True)
    form = models.CharField(_("vorm"), max_length=9, choices=CaseForm.choices, default=CaseForm.DISCUSS)
    branching = models.JSONField(_("vertakking"), null=True, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("setting"),
        FieldPanel("situation"),
        FieldPanel("dilemma"),
        FieldPanel("questions"),
        FieldPanel("insights"),
        FieldPanel("guide_note"),
        FieldPanel("phase", widget=Select),
        InlinePanel("indicator_links", heading=_("Indicatoren"), label=_("Indicator")),
        InlinePanel("module_links", heading=_("Modules"), label=_("Module")),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("situation"),
        index.SearchField("dilemma"),
        index.SearchField("questions"),
        index.FilterField("phase"),
    ]
    template = "modules/case.html"
    parent_page_types: ClassVar[list[str]] = ["modules.CaseIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("casus")
        verbose_name_plural = _("casussen")

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
