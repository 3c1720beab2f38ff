"""What an organisation adds to the steps: its answers to our questions, and its notes. Never a fork of the text."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules.models.pages import StepPage
from organisations.models import OrganisationOwned
from organisations.tenancy import TenantManager


class LocalText(OrganisationOwned):
    """One text beside a step: the answer to a question of the step (`slot` is its block id), or a note.

    `asked` is the question as it stood when somebody last said that the text fits. A step or a question that
    goes takes no text along.
    """

    page = models.ForeignKey(StepPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    step_code = models.CharField(_("code van de stap"), max_length=12)
    step_title = models.CharField(_("titel van de stap"), max_length=255)
    slot = models.UUIDField(_("vraag"), null=True, blank=True)
    text = models.TextField(_("tekst"), blank=True)
    asked = models.TextField(_("vraag van toen"), blank=True)
    version = models.PositiveIntegerField(_("versie"), default=1)
    saved_at = models.DateTimeField(_("bewaard op"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = TenantManager["LocalText"]()

    class Meta:
        verbose_name = _("eigen tekst van een organisatie")
        verbose_name_plural = _("eigen teksten van een organisatie")
        ordering = ("step_code", "pk")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "slot"], name="one_local_text_per_slot"),
            models.UniqueConstraint(
                fields=["organisation", "page"],
                condition=models.Q(slot__isnull=True, page__isnull=False),
                name="one_note_per_step",
            ),
        )

    def __str__(self) -> str:
        return f"{self.step_code} · {self.slot or '-'}"


class LocalTextVersion(OrganisationOwned):
    """A text as it once was: who saved it, when, at which question. Rows are only added."""

    local_text = models.ForeignKey(LocalText, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField(_("versie"))
    text = models.TextField(_("tekst"), blank=True)
    asked = models.TextField(_("vraag van toen"), blank=True)
    saved_at = models.DateTimeField(_("bewaard op"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = TenantManager["LocalTextVersion"]()

    class Meta:
        verbose_name = _("eerdere eigen tekst")
        verbose_name_plural = _("eerdere eigen teksten")
        ordering = ("-version",)
        constraints = (
            models.UniqueConstraint(
                fields=["local_text", "version"], name="one_row_per_version_of_local_text"
            ),
        )

    def __str__(self) -> str:
        return f"{self.local_text_id} · {self.version}"
