"""Addresses that the tests of this folder share."""

from cohorts.models import CohortTrainer
from people.models import Person


def page_of(marja: Person, fatma: Person) -> str:
    """The trainer's page about somebody in her group."""
    return f"/groepen/{CohortTrainer.objects.get(person=marja).cohort_id}/{fatma.pk}/"
