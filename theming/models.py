"""An organisation's house style: what people edit, and what was built from it."""

from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, RevisionMixin

from organisations.enums import AddressForm
from organisations.models import OrganisationOwned
from organisations.tenancy import TenantManager
from theming.enums import STYLE_FIELDS, WORD_FIELDS, Button, Corners, Header, Strategy, Surface
from theming.fonts import CATALOGUE, DEFAULT_FONT
from theming.palette import Brand
from theming.palette import Strategy as FillStrategy
from theming.palette import Surface as PageSurface

HEX = RegexValidator(r"^#[0-9a-f]{6}\Z")
IMAGE_NAME = RegexValidator(r"^[0-9a-f]{16}\Z")
FONT_CHOICES = [(family.key, family.name) for family in CATALOGUE.values()]


class ThemeBuild(OrganisationOwned):
    """A style as it is served: the style sheet, its tokens and every knob. Written once, never changed."""

    digest = models.CharField(max_length=12)
    algorithm_version = models.PositiveSmallIntegerField()
    style = models.JSONField()
    tokens = models.JSONField()
    css = models.TextField()
    created = models.DateTimeField(default=timezone.now)

    objects = TenantManager["ThemeBuild"]()

    class Meta:
        verbose_name = _("gebouwde huisstijl")
        verbose_name_plural = _("gebouwde huisstijlen")
        ordering = ("-created",)
        constraints = (models.UniqueConstraint(fields=["organisation", "digest"], name="theme_build_digest"),)

    def __str__(self) -> str:
        return f"{self.organisation_id}.{self.digest}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new build can be saved."""
        if not self._state.adding:
            raise TypeError("A build is never changed; publish a new one.")
        super().save(*args, **kwargs)


class Theme(DraftStateMixin, RevisionMixin, OrganisationOwned):
    """The knobs and the words of one organisation. Drafts and history are Wagtail revisions.

    `objects` is plain, an exception to the tenant wall: Wagtail's scheduled publishing asks for it. Code of a tenant
    uses `tenant`.
    """

    primary = models.CharField(_("hoofdkleur"), max_length=7, validators=[HEX])
    accent = models.CharField(_("kleur van links"), max_length=7, validators=[HEX], blank=True)
    secondary = models.CharField(_("tweede kleur"), max_length=7, validators=[HEX], blank=True)
    strategy = models.CharField(
        _("letters op knoppen"), max_length=8, choices=Strategy.choices, default=Strategy.BALANCED
    )
    header = models.CharField(
        _("bovenkant van de pagina"), max_length=5, choices=Header.choices, default=Header.WHITE
    )
    surface = models.CharField(_("achtergrond"), max_length=6, choices=Surface.choices, default=Surface.WHITE)
    button = models.CharField(_("knoppen"), max_length=8, choices=Button.choices, default=Button.FILLED)
    corners = models.CharField(_("hoeken"), max_length=8, choices=Corners.choices, default=Corners.SOFT)
    font_text = models.CharField(
        _("letter van de tekst"), max_length=40, choices=FONT_CHOICES, default=DEFAULT_FONT
    )
    font_heading = models.CharField(
        _("letter van de koppen"), max_length=40, choices=FONT_CHOICES, default=DEFAULT_FONT
    )
    logo = models.CharField(_("logo"), max_length=16, validators=[IMAGE_NAME], blank=True)
    dark_logo = models.CharField(
        _("logo voor donkere schermen"), max_length=16, validators=[IMAGE_NAME], blank=True
    )
    icon = models.CharField(_("icoon"), max_length=16, validators=[IMAGE_NAME], blank=True)

    portal_name = models.CharField(_("naam van het portaal"), max_length=60)
    sender_name = models.CharField(_("afzender van mail"), max_length=60)
    address_form = models.CharField(
        _("aanspreekvorm"), max_length=2, choices=AddressForm.choices, default=AddressForm.JE
    )
    welcome = models.CharField(_("welkomstzin"), max_length=200, blank=True)
    help_name = models.CharField(_("wie helpt"), max_length=80, blank=True)
    help_phone = models.CharField(_("telefoon"), max_length=40, blank=True)
    help_hours = models.CharField(_("bereikbaar"), max_length=80, blank=True)
    signatory = models.CharField(_("ondertekenaar van certificaten"), max_length=120, blank=True)
    words = models.JSONField(_("eigen woorden"), default=dict, blank=True)

    build = models.ForeignKey(
        ThemeBuild, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="themes"
    )

    objects: ClassVar[models.Manager[Self]] = models.Manager()
    tenant: ClassVar[TenantManager["Theme"]] = TenantManager["Theme"]()

    class Meta:
        verbose_name = _("huisstijl")
        verbose_name_plural = _("huisstijlen")
        constraints = (models.UniqueConstraint(fields=["organisation"], name="one_theme_per_organisation"),)

    def __str__(self) -> str:
        return self.portal_name

    @property
    def brand(self) -> Brand:
        """The colour knobs, for the palette."""
        return Brand(self.primary, self.accent, FillStrategy(self.strategy), PageSurface(self.surface))

    @property
    def style(self) -> dict[str, str]:
        """Every knob of the look."""
        return {name: getattr(self, name) for name in STYLE_FIELDS}

    @property
    def words_set(self) -> dict[str, Any]:
        """Every word of the portal."""
        return {name: getattr(self, name) for name in WORD_FIELDS}

    def with_content_json(self, content: Any) -> "Theme":
        """A revision holds knobs and words; what is live now stays what is live now."""
        theme: Theme = super().with_content_json(content)
        theme.build_id = self.build_id
        theme.live_revision_id = self.live_revision_id
        theme.organisation_id = self.organisation_id
        return theme
