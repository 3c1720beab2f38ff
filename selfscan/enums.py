"""Fixed sets of values of the scan and the path."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemKind(models.TextChoices):
    """How a question of the scan is answered."""

    STATEMENT = "statement", _("stelling")
    SITUATION = "situation", _("situatie")


class PathReason(models.TextChoices):
    """Why a path was planned again."""

    SCAN_FINISHED = "scan_finished", _("zelfscan afgerond")
    MODULE_COMPLETED = "module_completed", _("module online af")
    PHASE_CHANGED = "phase_changed", _("fase veranderd")
    MOMENT_CHANGED = "moment_changed", _("datum veranderd")
    MOMENT_NEAR = "moment_near", _("datum dichtbij")
    MODULE_CHOSEN = "module_chosen", _("module gekozen")
    CASE_PLAYED = "case_played", _("casus gespeeld")
    EVIDENCE_ADDED = "evidence_added", _("nieuw bewijs")


class Choice(models.TextChoices):
    """What a supervisor decides herself about a module on her path."""

    CHOSEN = "chosen", _("zelf gekozen")
    PARKED = "parked", _("geparkeerd")
    KNOWN = "known", _("dit kan ik al")
