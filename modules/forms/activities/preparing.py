"""A checklist to tick, a conversation to prepare."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from modules.forms.activities.base import Activity, asked_of
from modules.forms.activities.writing import QUESTIONS
from modules.forms.answers import AnswerForm, CardForm, ChecklistForm, Option, Prompt

POINTS = "points"


class Ticking(Activity):
    """Tick the points of a checklist and add one's own."""

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

    def _form(self, data: Any = None) -> ChecklistForm:
        return ChecklistForm(
            self.place(POINTS, is_sent=data is not None),
            self.options,
            allow_own=bool(self.value["allow_own"]),
            data=data,
        )

    def open_form(self) -> AnswerForm | None:
        """The points."""
        return self._form()

    def form_for(self, question_key: str, number: int, data: Any) -> AnswerForm | None:
        """There is one form, in one round."""
        return self._form(data) if (question_key, number) == (POINTS, 1) else None

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The points."""
        asked = asked_of([], self.options)
        asked["questions"] = [
            {"key": ChecklistForm.POINTS, "text": _("Gekozen punten")},
            {"key": ChecklistForm.OWN, "text": _("Eigen punten")},
        ]
        return asked


class Preparing(Activity):
    """Choose questions for a conversation and write them in one's own words."""

    @cached_property
    def questions(self) -> list[Prompt]:
        """The questions of the card, each with why it helps."""
        return [
            Prompt(child.id, child.value["question"], child.value["why"])
            for child in self.value[QUESTIONS].bound_blocks
        ]

    def open_form(self) -> AnswerForm | None:
        """The questions."""
        return CardForm(self.place(QUESTIONS), self.questions)

    def form_for(self, question_key: str, number: int, data: Any) -> AnswerForm | None:
        """There is one form, in one round."""
        if (question_key, number) != (QUESTIONS, 1):
            return None
        return CardForm(self.place(QUESTIONS, is_sent=True), self.questions, data)

    def asked(self, question_key: str, number: int) -> dict[str, Any]:
        """The questions, which are also what can be chosen."""
        asked = asked_of(self.questions, self.questions)
        asked["questions"].insert(0, {"key": CardForm.CHOSEN, "text": _("Gekozen vragen")})
        return asked
