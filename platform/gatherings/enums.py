"""Enumerations of gatherings."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class GatheringKind(models.TextChoices):
    """What people come together for."""

    CASE_SESSION = "case_session", _("Casusbespreking")


class ConfirmedBy(models.TextChoices):
    """Who said that somebody was there."""

    LEADER = "leader", _("wie de bijeenkomst leidde")
    SELF = "self", _("ikzelf")


class State(models.TextChoices):
    """Where a gathering stands."""

    PLANNED = "planned", _("gepland")
    RUNNING = "running", _("bezig")
    ENDED = "ended", _("geweest")
    CANCELLED = "cancelled", _("afgezegd")


class Move(models.TextChoices):
    """What can be done while a gathering is led."""

    NEXT = "next", _("volgende")
    PREVIOUS = "previous", _("vorige")
    PAUSE = "pause", _("pauze")
    RESUME = "resume", _("verder")
    TIMERS_ON = "timers_on", _("klok aan")
    TIMERS_OFF = "timers_off", _("klok uit")


class News(StrEnum):
    """What is mailed about a gathering."""

    ASKED = "asked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"
