"""The discussion of a case: answers to its questions, replies, "herkenbaar", and what readers report.

A row is of the organisation in which it was written: its trainers moderate it. A reply may stand under an answer
of another organisation; no row points across (source: TRUST, Three walls), so it names that answer by its key.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from modules.enums import ContributionState
from modules.models.pages import CasePage, DiscussionReach
from organisations.models import OrganisationOwned
from organisations.tenancy import TenantManager
from people.models import Person


class Contribution(OrganisationOwned):
    """An answer to a question of a case, or a reply to one (`parent_key`).

    What was asked is kept with it. `reach` is what was promised when it was written: it never grows. Without a
    person it is the empty place of something withdrawn.
    """

    key = models.UUIDField(_("sleutel"), default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("schrijver")
    )
    role = models.CharField(_("rol"), max_length=24)
    case = models.ForeignKey(CasePage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    case_title = models.CharField(_("titel van de casus"), max_length=255)
    question = models.UUIDField(_("vraag"))
    question_text = models.TextField(_("vraag, zoals die er stond"))
    parent_key = models.UUIDField(_("reactie op"), null=True, blank=True, db_index=True)
    text = models.TextField(_("tekst"), blank=True)
    reach = models.CharField(_("te lezen voor"), max_length=12, choices=DiscussionReach.choices)
    shows_name = models.BooleanField(_("naam te zien in andere organisaties"), default=False)
    state = models.CharField(
        _("stand"),
        max_length=12,
        choices=ContributionState.choices,
        default=ContributionState.VISIBLE,
    )
    hidden_reason = models.CharField(_("waarom verborgen"), max_length=300, blank=True)
    hidden_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verborgen door"),
    )
    submission = models.UUIDField(_("kenmerk van het formulier"))
    revision = models.PositiveIntegerField(_("versie"), default=1)
    created_at = models.DateTimeField(_("geschreven op"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("veranderd op"), default=timezone.now, editable=False)

    objects = TenantManager["Contribution"]()

    class Meta:
        verbose_name = _("bijdrage aan een casus")
        verbose_name_plural = _("bijdragen aan casussen")
        ordering = ("pk",)
        indexes = (models.Index(fields=["case", "question"], name="contributions_of_question"),)
        constraints = (
            models.UniqueConstraint(fields=["person", "submission"], name="one_contribution_per_submission"),
            models.UniqueConstraint(
                fields=["organisation", "person", "case", "question"],
                condition=Q(parent_key=None) & ~Q(state=ContributionState.WITHDRAWN),
                name="one_answer_per_question",
            ),
            models.CheckConstraint(
                condition=Q(state=ContributionState.WITHDRAWN, person=None, text="")
                | (~Q(state=ContributionState.WITHDRAWN) & ~Q(text="") & Q(person__isnull=False)),
                name="withdrawn_contribution_is_empty",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_title} · {self.pk}"


class _OnContribution(OrganisationOwned):
    """What somebody, of whatever organisation, says of a contribution; it is of the contribution's organisation."""

    contribution = models.ForeignKey(
        Contribution, on_delete=models.CASCADE, related_name="%(class)ss", verbose_name=_("bijdrage")
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("wie"))
    made_at = models.DateTimeField(_("op"), default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Recognition(_OnContribution):
    """That somebody finds a contribution "herkenbaar"."""

    objects = TenantManager["Recognition"]()

    class Meta:
        verbose_name = _("herkenbaar")
        verbose_name_plural = _("keren herkenbaar")
        constraints = (
            models.UniqueConstraint(fields=["contribution", "person"], name="one_recognition_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id} · {self.pk}"


class Report(_OnContribution):
    """That somebody thinks a contribution should not be there, and why. Trainers of its organisation read it."""

    reason = models.CharField(_("waarom"), max_length=300)
    closed_at = models.DateTimeField(_("bekeken op"), null=True, blank=True)

    objects = TenantManager["Report"]()

    class Meta:
        verbose_name = _("melding over een bijdrage")
        verbose_name_plural = _("meldingen over bijdragen")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["contribution", "person"], name="one_report_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.contribution_id} · {self.pk}"
