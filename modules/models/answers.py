"""What people do with the curriculum: answers in slots, progress as roll-up rows, a word to the editor.

A slot is (person, page, block, question, round). Every submission is kept; the slot holds what counts now
(source: TRUST, Faults). Answers outlive the step they were given in: an editor's deletion leaves them.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules.models.pages import ModulePage, StepPage
from people.enums import Ownership
from people.models import PersonOwned

QUESTION_KEY_LENGTH = 64


class Helpfulness(models.TextChoices):
    """The answer to "Hielp dit?"."""

    YES = "yes", _("Ja")
    SOMEWHAT = "somewhat", _("Een beetje")
    NO = "no", _("Nee")


class InSlot(PersonOwned):
    """Where an answer belongs, with the wording that was answered to.

    `payload` is {"answers": {question: text, option key or list of option keys}}, and "checked" where
    right and wrong exist. `asked` is {"questions": [{"key", "text"}], "options": [{"key", "text"}]}.
    """

    page = models.ForeignKey(
        StepPage, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("stap")
    )
    step_code = models.CharField(_("code van de stap"), max_length=12)
    block_id = models.UUIDField(_("blok"))
    question_key = models.CharField(_("vraag"), max_length=QUESTION_KEY_LENGTH)
    round = models.PositiveSmallIntegerField(_("ronde"), default=1)
    payload = models.JSONField(_("antwoord"), default=dict)
    asked = models.JSONField(_("zo stond het er"), default=dict)

    class Meta:
        abstract = True


class AnswerSlot(InSlot):
    """What somebody's answer to one question is now."""

    revision = models.PositiveIntegerField(_("versie"), default=1)
    saved_at = models.DateTimeField(_("bewaard op"), default=timezone.now)

    class Meta:
        verbose_name = _("antwoord")
        verbose_name_plural = _("antwoorden")
        ordering = ("page", "round", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "page", "block_id", "question_key", "round"], name="one_slot_per_question"
            ),
        )

    def __str__(self) -> str:
        return f"{self.step_code} · {self.question_key} · {self.round}"

    @property
    def answers(self) -> dict[str, Any]:
        """The answers by question key."""
        found: dict[str, Any] = self.payload.get("answers", {})
        return found

    @property
    def checked(self) -> bool:
        """True when somebody asked to have it checked; a draft is not."""
        return bool(self.payload.get("checked"))


class Submission(InSlot):
    """One time that an answer was sent. `revision` is what the slot became; empty when it was stale."""

    uuid = models.UUIDField(_("kenmerk"))
    based_on = models.PositiveIntegerField(_("gebaseerd op versie"))
    revision = models.PositiveIntegerField(_("werd versie"), null=True)
    sent_at = models.DateTimeField(_("verstuurd op"), default=timezone.now)

    class Meta:
        verbose_name = _("ingezonden antwoord")
        verbose_name_plural = _("ingezonden antwoorden")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["person", "uuid"], name="one_submission_per_uuid"),)

    def __str__(self) -> str:
        return f"{self.step_code} · {self.question_key} · {self.uuid}"


class StepProgress(PersonOwned):
    """That and when somebody completed a step."""

    step = models.ForeignKey(
        StepPage, on_delete=models.CASCADE, related_name="completions", verbose_name=_("stap")
    )
    completed_on = models.DateField(_("af op"), default=timezone.localdate)

    class Meta:
        verbose_name = _("voortgang van een stap")
        verbose_name_plural = _("voortgang van stappen")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["person", "step"], name="one_completion_per_step"),)

    def __str__(self) -> str:
        return f"{self.person_id} · {self.step_id}"


class ModuleProgress(PersonOwned):
    """Where somebody is in a module: a roll-up, written in the transaction of what it counts.

    `online_done_on` is the day on which all steps were done; it stays when an editor adds a step later.
    """

    module = models.ForeignKey(
        ModulePage, on_delete=models.CASCADE, related_name="progress", verbose_name=_("module")
    )
    steps_done = models.PositiveSmallIntegerField(_("stappen af"), default=0)
    steps_total = models.PositiveSmallIntegerField(_("stappen samen"), default=0)
    started_at = models.DateTimeField(_("begonnen op"), default=timezone.now)
    last_step = models.ForeignKey(
        StepPage, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("laatste stap")
    )
    online_done_on = models.DateField(_("online af op"), null=True, blank=True)
    assignment_done_on = models.DateField(_("praktijkopdracht gedaan op"), null=True, blank=True)
    assignment_signed_on = models.DateField(_("praktijkopdracht afgetekend op"), null=True, blank=True)
    # Online done, and whatever else belongs to it; only where all of that is kept here (modules.assignments).
    whole_done_on = models.DateField(_("helemaal af op"), null=True, blank=True)
    updated = models.DateTimeField(_("bijgewerkt op"), default=timezone.now)

    class Meta:
        verbose_name = _("voortgang van een module")
        verbose_name_plural = _("voortgang van modules")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["person", "module"], name="one_progress_per_module"),)

    def __str__(self) -> str:
        return f"{self.person_id} · {self.module_id}"


class StepFeedback(models.Model):
    """What somebody thought of a step: no person, no organisation, only the week."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    page = models.ForeignKey(
        StepPage, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("stap")
    )
    answer = models.CharField(_("hielp dit?"), max_length=8, choices=Helpfulness.choices)
    tip = models.TextField(_("tip"), blank=True)
    week = models.CharField(_("week"), max_length=8)

    class Meta:
        verbose_name = _("reactie op een stap")
        verbose_name_plural = _("reacties op stappen")
        ordering = ("-week", "-pk")

    def __str__(self) -> str:
        return f"{self.page_id} · {self.answer} · {self.week}"
