"""Groups of supervisors that one or more trainers look after."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import OrganisationOwned
from organisations.tenancy import TenantManager
from people.models import Person


class Cohort(OrganisationOwned):
    """A group that starts together, such as "Najaar"."""

    name = models.CharField(_("naam van de groep"), max_length=80)
    starts = models.DateField(_("begint op"), default=timezone.localdate)
    ends = models.DateField(_("eindigt op"), null=True, blank=True)

    objects = TenantManager["Cohort"]()

    class Meta:
        verbose_name = _("groep")
        verbose_name_plural = _("groepen")
        ordering = ("-starts", "name")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "name"], name="cohort_name_per_organisation"),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="cohort_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return self.name


class CohortTrainer(OrganisationOwned):
    """That somebody is a trainer of a group: whoever has no such row does not see it."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="trainers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    objects = TenantManager["CohortTrainer"]()

    class Meta:
        verbose_name = _("begeleider van een groep")
        verbose_name_plural = _("begeleiders van groepen")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["cohort", "person"], name="trainer_once_per_cohort"),)

    def __str__(self) -> str:
        return f"{self.cohort_id} · {self.person_id}"


class Enrolment(OrganisationOwned):
    """That somebody takes part in a group, from a day, sometimes until a day."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    enrolled_on = models.DateField(_("sinds"), default=timezone.localdate)
    ends = models.DateField(_("tot"), null=True, blank=True)

    objects = TenantManager["Enrolment"]()

    class Meta:
        verbose_name = _("deelname")
        verbose_name_plural = _("deelnames")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["cohort", "person"], name="enrolled_once_per_cohort"),)

    def __str__(self) -> str:
        return f"{self.cohort_id} · {self.person_id}"
