"""The knobs that are a choice."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Strategy(models.TextChoices):
    """May the fill of buttons move so that white text fits on it? (The rule: theming.palette.)"""

    BALANCED = "balanced", _("Automatisch: wit als het kan, anders donker")
    EXACT = "exact", _("De kleur blijft precies gelijk, de letters passen zich aan")
    WHITE = "white", _("Altijd witte letters, de kleur mag donkerder worden")


class Header(models.TextChoices):
    """The band at the top of every page."""

    WHITE = "white", _("Wit, met een lijn in de hoofdkleur")
    BRAND = "brand", _("Helemaal in de hoofdkleur")


class Surface(models.TextChoices):
    """The page around the cards."""

    WHITE = "white", _("Bijna wit")
    TINTED = "tinted", _("Een zweem van de hoofdkleur")


class Button(models.TextChoices):
    """The main button of a screen."""

    FILLED = "filled", _("Gevuld")
    OUTLINED = "outlined", _("Omlijnd")


class Corners(models.TextChoices):
    """The corners of cards, buttons and fields."""

    STRAIGHT = "straight", _("Recht")
    SOFT = "soft", _("Een beetje rond")
    ROUND = "round", _("Rond")


class ImageKind(models.TextChoices):
    """What an uploaded image is for."""

    LOGO = "logo", _("logo")
    DARK_LOGO = "dark_logo", _("logo voor donkere schermen")
    ICON = "icon", _("icoon")


class VersionState(models.TextChoices):
    """What became of a version in the history."""

    LIVE = "live", _("Nu te zien")
    DRAFT = "draft", _("Concept van nu")
    WAS_LIVE = "was-live", _("Was te zien")
    NEVER_LIVE = "never-live", _("Was alleen een concept")


STYLE_FIELDS: Final = (
    "primary",
    "accent",
    "secondary",
    "strategy",
    "header",
    "surface",
    "button",
    "corners",
    "font_text",
    "font_heading",
    "logo",
    "dark_logo",
    "icon",
)
WORD_FIELDS: Final = (
    "portal_name",
    "sender_name",
    "address_form",
    "welcome",
    "help_name",
    "help_phone",
    "help_hours",
    "signatory",
    "words",
)
