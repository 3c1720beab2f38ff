"""Branching cases as they were played: the wording of a case, somebody's play in it, and how often what was chosen.

A play goes on in the wording it began in, whatever the author changes meanwhile (source: issue "casework").
"""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules.casework.script import Script, stored
from modules.models.pages import CasePage
from people.enums import Ownership
from people.models import PersonOwned


class CaseScript(models.Model):
    """One wording of a branching case; never changes. `content` is `Script.as_stored`."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    case = models.ForeignKey(CasePage, on_delete=models.SET_NULL, null=True, related_name="scripts")
    case_key = models.CharField(_("sleutel van de casus"), max_length=12, blank=True)
    title = models.CharField(_("titel"), max_length=255)
    digest = models.CharField(max_length=64)
    content = models.JSONField(_("inhoud"))
    finished_plays = models.PositiveIntegerField(_("uitgespeeld"), default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("gespeelde versie van een casus")
        verbose_name_plural = _("gespeelde versies van casussen")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["case", "digest"], name="one_script_per_wording_of_a_case"),
        )

    def __str__(self) -> str:
        return f"{self.title} · {self.digest[:8]}"

    @property
    def script(self) -> Script:
        """The case as it is played."""
        return stored(self.content)


class CasePlay(PersonOwned):
    """Somebody's walk through a case: the keys of her choices, in order; the ending once she is there."""

    script = models.ForeignKey(CaseScript, on_delete=models.PROTECT, related_name="plays")
    case = models.ForeignKey(CasePage, on_delete=models.SET_NULL, null=True, related_name="+")
    choices = models.JSONField(_("keuzes"), default=list)
    ending = models.CharField(_("einde"), max_length=40, blank=True)
    counts = models.BooleanField(_("telt mee in het leerpad"), default=False)
    started_on = models.DateField(_("begonnen op"), default=timezone.localdate)
    finished_on = models.DateField(_("uitgespeeld op"), null=True, blank=True)

    class Meta:
        verbose_name = _("gespeelde casus")
        verbose_name_plural = _("gespeelde casussen")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["person", "case"],
                condition=models.Q(finished_on__isnull=True),
                name="one_open_play_per_case",
            ),
        )

    def __str__(self) -> str:
        return f"{self.script_id} · {len(self.choices)}"


class CaseTally(models.Model):
    """How often a choice was made, or an ending reached, in one batch of five finished plays. No person.

    Whoever looks sees full batches only, so that two looks never differ by the choices of one person.
    """

    ownership: ClassVar[Ownership] = Ownership.SHARED

    script = models.ForeignKey(CaseScript, on_delete=models.CASCADE, related_name="tallies")
    batch = models.PositiveIntegerField(_("vijftal"))
    choice = models.CharField(_("keuze of einde"), max_length=40)
    plays = models.PositiveIntegerField(_("keer"), default=0)

    class Meta:
        verbose_name = _("telling van een keuze")
        verbose_name_plural = _("tellingen van keuzes")
        ordering = ("script", "batch", "choice")
        constraints = (
            models.UniqueConstraint(fields=["script", "batch", "choice"], name="one_tally_per_choice"),
        )

    def __str__(self) -> str:
        return f"{self.script_id} · {self.choice} · {self.plays}"
