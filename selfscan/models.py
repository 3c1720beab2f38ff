"""The scan as it was published, what people answered, and every path that was planned for them."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competences.models import Evidence, Indicator, Phase
from organisations.models import Organisation, OrganisationOwned
from organisations.tenancy import TenantManager
from people.enums import Ownership
from people.models import Person, PersonOwned
from people.rules import mark_of
from selfscan.enums import ItemKind, PathReason

LONGEST_NAME, LONGEST_REASON = 120, 200  # of who decided that a module is mandatory, and why
SCAN_ORIGIN = "scanrun:"
LEVEL_VALIDATORS = (MinValueValidator(1), MaxValueValidator(4))


class ScanVersion(models.Model):
    """One published version of the scan; it and its questions never change again."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    key = models.CharField(_("versie"), max_length=20, unique=True)
    title = models.CharField(_("titel"), max_length=120)
    texts = models.JSONField(
        _("teksten"), help_text=_("Inleiding, schaal, vraag vooraf, twijfel, signalen: zoals in de bron.")
    )
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("versie van de zelfscan")
        verbose_name_plural = _("versies van de zelfscan")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.title} ({self.key})"


class Item(models.Model):
    """One question of a version, about one indicator."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    version = models.ForeignKey(ScanVersion, on_delete=models.CASCADE, related_name="items")
    key = models.CharField(_("sleutel"), max_length=8)
    position = models.PositiveSmallIntegerField(_("volgorde"))
    kind = models.CharField(_("soort"), max_length=10, choices=ItemKind.choices)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("tekst"))

    class Meta:
        verbose_name = _("vraag")
        verbose_name_plural = _("vragen")
        ordering = ("version", "position")
        constraints = (
            models.UniqueConstraint(fields=["version", "key"], name="scan_item_key"),
            models.UniqueConstraint(fields=["version", "position"], name="scan_item_position"),
        )

    def __str__(self) -> str:
        return self.key


class Option(models.Model):
    """One way to act in a situation, with the proficiency level that it shows."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="options")
    key = models.CharField(_("sleutel"), max_length=8)
    proficiency_level = models.PositiveSmallIntegerField(_("niveau"), validators=LEVEL_VALIDATORS)
    text = models.TextField(_("tekst"))

    class Meta:
        verbose_name = _("keuze")
        verbose_name_plural = _("keuzes")
        ordering = ("item", "key")
        constraints = (models.UniqueConstraint(fields=["item", "key"], name="scan_option_key"),)

    def __str__(self) -> str:
        return self.key


class ScanRun(PersonOwned):
    """One time that somebody fills the scan in; open until it is finished."""

    version = models.ForeignKey(ScanVersion, on_delete=models.PROTECT, related_name="+")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    doubted = models.JSONField(default=list, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    # What a query brought along of other evidence than that of scans (run_to_finish).
    voices_found: tuple[Evidence, ...] | None = None

    class Meta:
        verbose_name = _("ingevulde zelfscan")
        verbose_name_plural = _("ingevulde zelfscans")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(finished_at__isnull=True), name="one_open_scan_run"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.started_at:%Y-%m-%d}"

    @property
    def origin(self) -> str:
        """The name under which the evidence of this run is kept."""
        return f"{SCAN_ORIGIN}{self.pk}"


class ScanAnswer(PersonOwned):
    """One submission of one answer; all are kept, the highest revision counts, a stale one has none."""

    run = models.ForeignKey(ScanRun, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    proficiency_level = models.PositiveSmallIntegerField(null=True, blank=True, validators=LEVEL_VALIDATORS)
    option = models.ForeignKey(Option, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    uuid = models.UUIDField()
    based_on = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("antwoord")
        verbose_name_plural = _("antwoorden")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["run", "uuid"], name="scan_answer_once"),
            models.UniqueConstraint(fields=["run", "item", "revision"], name="scan_answer_revision"),
            models.CheckConstraint(
                condition=models.Q(proficiency_level__isnull=True) | models.Q(option__isnull=True),
                name="scan_answer_level_or_option",
            ),
        )

    def __str__(self) -> str:
        return f"{self.run_id} · {self.item_id}"


class PathVersion(PersonOwned):
    """A path as it was planned at one moment: codes and parameters, never sentences; never changed again."""

    created_at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=20, choices=PathReason.choices)
    subject = models.CharField(max_length=20, blank=True)
    policy = models.CharField(max_length=60)
    run = models.ForeignKey(ScanRun, on_delete=models.CASCADE, related_name="+")
    evidence_ids = models.JSONField(default=list)
    result = models.JSONField()

    class Meta:
        verbose_name = _("leerpad")
        verbose_name_plural = _("leerpaden")
        ordering = ("-pk",)
        indexes = (models.Index(fields=["person", "-id"], name="path_version_latest"),)

    def __str__(self) -> str:
        return f"{self.person_id} · {self.created_at:%Y-%m-%d}"


class PathPreference(PersonOwned):
    """What a supervisor tells and decides herself: where she is now, her own order, her own choices.

    ``choices`` maps a module key to ``{"kind": …, "reason": …}``; ``order`` holds module keys, or nothing
    while she follows the advice.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="path_preference")
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    phase_answered = models.BooleanField(default=False)
    choices = models.JSONField(default=dict, blank=True)
    order = models.JSONField(default=list, blank=True)

    # What a query brought along of her dates (the rule's Moments); without it, they are looked for.
    moments_found: tuple[Any, ...] | None = None

    class Meta:
        verbose_name = _("eigen keuzes op het leerpad")
        verbose_name_plural = _("eigen keuzes op het leerpad")

    def __str__(self) -> str:
        return str(self.person_id)


class TraineeMoment(PersonOwned):
    """A date in the work of the colleague-in-training, with the phase that was chosen with it."""

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("datum"))

    class Meta:
        verbose_name = _("datum")
        verbose_name_plural = _("datums")
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "phase", "on"], name="one_moment_per_phase_and_date"),
        )

    def __str__(self) -> str:
        return f"{self.phase_id} · {self.on}"


class ScanShareQuerySet(models.QuerySet["ScanShare"]):
    """Shares by whether they hold."""

    def open_at(self, moment: dt.datetime) -> ScanShareQuerySet:
        """Those that were not stopped and whose last day, when they have one, is not over."""
        return self.filter(models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=moment))


class ScanShare(PersonOwned):
    """That somebody shares the words of her result with one person in one organisation.

    It ends at the end of the last day that she chose, or when she stops it; without either it goes on. The
    constraint holds one without an end; no index knows what time it is, so that of those with a last day the
    service that shares holds one, behind a lock on her row.
    """

    with_person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = ScanShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("gedeelde uitslag")
        verbose_name_plural = _("gedeelde uitslagen")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["person", "with_person", "organisation"],
                condition=models.Q(ends_at__isnull=True),
                name="one_open_share",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} → {self.with_person_id}"

    @property
    def last_day(self) -> dt.date | None:
        """The day through which it holds, where the portal is; None without an end."""
        return timezone.localdate(self.ends_at) if self.ends_at else None

    @property
    def mark(self) -> str:
        """Of its last day, for who has the same form in two windows."""
        return mark_of((self.last_day,))


class MandatoryModule(OrganisationOwned):
    """That everybody in an organisation does a module: who decided it, and why. A module that goes takes no row along."""

    module_key = models.CharField(_("module"), max_length=8)
    decided_by = models.CharField(_("wie dit besloot"), max_length=LONGEST_NAME)
    reason = models.CharField(_("waarom"), max_length=LONGEST_REASON)
    since = models.DateField(_("sinds"), default=timezone.localdate)

    objects = TenantManager["MandatoryModule"]()

    class Meta:
        verbose_name = _("verplichte module van een organisatie")
        verbose_name_plural = _("verplichte modules van een organisatie")
        ordering = ("module_key",)
        constraints = (
            models.UniqueConstraint(fields=["organisation", "module_key"], name="one_decision_per_module"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} · {self.module_key}"

    @property
    def mark(self) -> str:
        """Of what an administrator changes, for who has the same form in two windows."""
        return mark_of((self.decided_by, self.reason))
