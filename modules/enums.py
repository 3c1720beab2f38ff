"""Enumerations of modules."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
