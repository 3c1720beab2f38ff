"""Enumerations of modules."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Steps in which somebody writes or composes something of her own.
MADE_TYPES = frozenset(
    {"story", "exercise", "reflection", "template", "film", "audio", "checklist", "conversation_card"}
)
# The sheet that a supervisor fills in for her team; its step's code.
TEAM_CARD = "M10-2"
# What somebody takes along to a conversation; an exercise where no card exists yet.
CARD_TYPES = ("conversation_card", "checklist", "template", "exercise")


@dataclass(frozen=True)
class Preparation:
    """ "Ik heb zo een …": which modules hold the cards for it."""

    key: str
    label: str | Promise
    modules: tuple[str, ...]
    types: tuple[str, ...] = CARD_TYPES


PREPARATIONS: dict[str, Preparation] = {
    each.key: each
    for each in (
        Preparation("eerste-gesprek", _("eerste gesprek"), ("M02",)),
        Preparation("feedback", _("feedback"), ("M06",)),
        Preparation("lastig-gesprek", _("lastig gesprek"), ("M07", "M09")),
        Preparation("beoordeling", _("beoordeling"), ("M11", "M12")),
    )
}


class ContributionState(models.TextChoices):
    """How an answer or a reply in the discussion of a case stands."""

    VISIBLE = "visible", _("te zien")
    HIDDEN = "hidden", _("verborgen")
    # Changed after it was hidden; still hidden until a trainer has read it.
    OFFERED = "offered", _("opnieuw aangeboden")
    # An empty place that stays because others replied to it.
    WITHDRAWN = "withdrawn", _("ingetrokken")


class ReportOutcome(models.TextChoices):
    """What became of a report, as who made it hears it."""

    WAITING = "waiting", _("Er heeft nog niemand naar gekeken.")
    HIDDEN = "hidden", _("Er is naar gekeken. De tekst is verborgen.")
    STAYS = "stays", _("Er is naar gekeken. De tekst blijft staan.")
    WITHDRAWN = "withdrawn", _("De schrijver heeft de tekst ingetrokken.")
