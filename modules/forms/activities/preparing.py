"""A checklist to tick, a conversation to prepare."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from modules.forms.activities.base import OneForm, asked_of
from modules.forms.activities.writing import QUESTIONS
from modules.forms.answers import CardForm, ChecklistForm, Option, Place, Prompt

POINTS = "points"


class Ticking(OneForm):
    """Tick the points of a checklist and add one's own."""

    question_key = POINTS

    @cached_property
    def groups(self) -> list[tuple[Any, list[Option]]]:
        """Each group's name with its points."""
        return [
            (group["name"], [Option(child.id, child.value["text"]) for child in group["points"].bound_blocks])
            for group in self.value["groups"]
        ]

    @property
    def options(self) -> list[Option]:
        """All points."""
        return [point for _name, points in self.groups for point in points]

    def make_form(self, place: Place, data: Any = None) -> ChecklistForm:
        """The points."""
        return ChecklistForm(place, self.options, allow_own=bool(self.value["allow_own"]), data=data)

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The points."""
        asked = asked_of([], self.options)
        asked["questions"] = [
            {"key": ChecklistForm.POINTS, "text": _("Gekozen punten")},
            {"key": ChecklistForm.OWN, "text": _("Eigen punten")},
        ]
        return asked


class Preparing(OneForm):
    """Choose questions for a conversation and write them in one's own words."""

    question_key = QUESTIONS

    @cached_property
    def questions(self) -> list[Prompt]:
        """The questions of the card, each with why it helps."""
        return [
            Prompt(child.id, child.value["question"], child.value["why"])
            for child in self.value[QUESTIONS].bound_blocks
        ]

    def make_form(self, place: Place, data: Any = None) -> CardForm:
        """The questions."""
        return CardForm(place, self.questions, data)

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The questions, which are also what can be chosen."""
        asked = asked_of(self.questions, self.questions)
        asked["questions"].insert(0, {"key": CardForm.CHOSEN, "text": _("Gekozen vragen")})
        return asked
