"""A case that somebody brings in for who writes cases: what she told, what was asked, what became of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules.models.pages import CasePage
from organisations.models import Organisation
from people.models import PersonOwned


class BroughtCase(PersonOwned):
    """What somebody told, and what was done with it. Hers: it goes with her account (a published case stays)."""

    # Where it happened. Who writes cases sees this, and her name only if she gives it.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisatie")
    )
    uuid = models.UUIDField()
    title = models.CharField(_("titel"), max_length=120)
    happened = models.TextField(_("wat er gebeurde"))
    dilemma = models.TextField(_("dilemma"))
    question = models.TextField(_("vraag"))
    gives_name = models.BooleanField(_("geeft de naam erbij"), default=False)
    brought_at = models.DateTimeField(_("ingebracht op"), default=timezone.now)
    thanks = models.TextField(_("dank"), blank=True)
    thanked_at = models.DateTimeField(_("bedankt op"), null=True, blank=True)
    case = models.ForeignKey(CasePage, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)
    reason = models.TextField(_("waarom niet gebruikt"), blank=True)
    declined_at = models.DateTimeField(_("niet gebruikt sinds"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("teruggetrokken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("ingebrachte casus")
        verbose_name_plural = _("ingebrachte casussen")
        ordering = ("-brought_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "uuid"], name="brought_case_sent_once"),
            models.UniqueConstraint(fields=["case"], name="one_brought_case_per_case"),
        )

    def __str__(self) -> str:
        return self.title


class CaseQuestion(PersonOwned):
    """What an author asks about a case that was brought in, and the answer; `person` is who brought it in."""

    brought = models.ForeignKey(BroughtCase, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(_("vraag"))
    asked_at = models.DateTimeField(_("gevraagd op"), default=timezone.now)
    answer = models.TextField(_("antwoord"), blank=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("vraag over een ingebrachte casus")
        verbose_name_plural = _("vragen over ingebrachte casussen")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["brought"], condition=models.Q(answered_at__isnull=True), name="one_open_question"
            ),
        )

    def __str__(self) -> str:
        return f"{self.brought_id} · {self.asked_at:%Y-%m-%d}"
