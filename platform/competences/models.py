"""The regional consensus: phases, competences, indicators, and evidence of a person's proficiency."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.enums import Ownership
from people.models import PersonOwned


class Phase(models.Model):
    """A step of the supervision process, the red thread of the curriculum (F0 to F6)."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    key = models.SlugField(_("sleutel"), max_length=8, unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"))
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("titel"), max_length=120)
    question = models.CharField(_("vraag"), max_length=200)
    continuous = models.BooleanField(_("loopt altijd door"), default=False)

    class Meta:
        verbose_name = _("fase")
        verbose_name_plural = _("fasen")
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title


class Competence(models.Model):
    """What a supervisor can do well in a professional situation (C1 to C8)."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    key = models.SlugField(_("sleutel"), max_length=8, unique=True)
    position = models.PositiveSmallIntegerField(_("volgorde"))
    code = models.SlugField(_("code"), max_length=40)
    title = models.CharField(_("titel"), max_length=120)
    core = models.TextField(_("kern"))

    class Meta:
        verbose_name = _("competentie")
        verbose_name_plural = _("competenties")
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.key} {self.title}"


class Indicator(models.Model):
    """Visible behaviour by which a competence is recognised (I1.1 to I8.4)."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    key = models.CharField(_("sleutel"), max_length=8, unique=True)
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="indicators")
    position = models.PositiveSmallIntegerField(_("volgorde"))
    title = models.CharField(_("titel"), max_length=160)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicatoren")
        ordering = ("competence__position", "position")

    def __str__(self) -> str:
        return f"{self.key} {self.title}"


class LevelText(models.Model):
    """How an indicator looks at one proficiency level: 1 beginnend to 4 voorbeeld."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="level_texts")
    proficiency_level = models.PositiveSmallIntegerField(
        _("niveau"), validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    text = models.TextField(_("tekst"))

    class Meta:
        verbose_name = _("niveautekst")
        verbose_name_plural = _("niveauteksten")
        ordering = ("indicator", "proficiency_level")
        constraints = (
            models.UniqueConstraint(fields=["indicator", "proficiency_level"], name="one_text_per_level"),
        )

    def __str__(self) -> str:
        return f"{self.indicator_id} · {self.proficiency_level}"


class EvidenceSource(models.TextChoices):
    """Where a piece of evidence comes from (source: SELFSCAN, Input)."""

    SELF = "self", _("zelfscan, stelling")
    CASE = "case", _("situatie of casus")
    RATER = "rater", _("tweede stem")
    OBSERVATION = "observation", _("observatie")


class Evidence(PersonOwned):
    """One piece of evidence of one person's proficiency; append-only, superseded by date and run."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True, blank=True)
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, null=True, blank=True)
    source = models.CharField(max_length=12, choices=EvidenceSource.choices)
    proficiency_level = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    weight_numerator = models.PositiveSmallIntegerField()
    weight_denominator = models.PositiveSmallIntegerField(default=1)
    observed_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=60)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("bewijs")
        verbose_name_plural = _("bewijzen")
        ordering = ("pk",)
        indexes = (models.Index(fields=["person", "origin"], name="evidence_person_origin"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(indicator__isnull=False) ^ models.Q(competence__isnull=False),
                name="evidence_for_indicator_or_competence",
            ),
            models.CheckConstraint(
                condition=models.Q(proficiency_level__gte=1, proficiency_level__lte=4),
                name="evidence_level_1_to_4",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.proficiency_level}"


class LoadRecord(models.Model):
    """What load_curriculum last wrote for one source, so that it never overwrites an editor's change."""

    ownership: ClassVar[Ownership] = Ownership.TECHNICAL

    source_key = models.CharField(max_length=80, unique=True)
    source_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    object_id = models.PositiveBigIntegerField()
    revision_id = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("laadverslag")
        verbose_name_plural = _("laadverslagen")
        ordering = ("source_key",)

    def __str__(self) -> str:
        return self.source_key
