"""What the page "Mijn gegevens" tells from this floor: my groups, and with whom I share the outcome of my scan."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, CohortTrainer, Enrolment
from organisations.enums import Role
from organisations.queries import memberships_of
from organisations.tenancy import all_organisations, current_organisation
from organisations.words import addressed
from people.models import Person
from people.registry import Kept, Remark, Value, register_farewell, register_kept
from selfscan.queries import open_shares
from selfscan.services.sharing import own_trainers


def describe_sharing(person: Person) -> dict[str, Any] | None:
    """The own trainers, each with whether she sees the outcome; None for who is no supervisor here."""
    if not memberships_of(person.pk, timezone.localdate()).filter(role=Role.SUPERVISOR).exists():
        return None
    shared_with = {share.with_person_id for share in open_shares(person)}
    return {"trainers": [(trainer, trainer.pk in shared_with) for trainer in own_trainers(person)]}


# Export and erasure -----------------------------------------------------------------------------------


def register() -> None:
    """Put groups into export and erasure."""
    register_kept(
        Kept(
            name="groups",
            title=_("Mijn groepen"),
            models=("cohorts.Enrolment",),
            fields={"group": _("Groep"), "enrolled_on": _("Sinds"), "ends": _("Tot")},
            export=_enrolments,
            erase=_erase_enrolments,
            position=11,
        )
    )
    register_kept(
        Kept(
            name="groups-as-trainer",
            title=_("Groepen die ik begeleid"),
            models=("cohorts.CohortTrainer",),
            fields={"group": _("Groep")},
            export=_trainerships,
            erase=_erase_trainerships,
            position=12,
        )
    )
    register_farewell(_remarks)


def _enrolments(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in Enrolment.objects.filter(person=person).select_related("cohort"):
        yield {"group": row.cohort.name, "enrolled_on": row.enrolled_on, "ends": row.ends}


def _trainerships(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in CohortTrainer.objects.filter(person=person).select_related("cohort"):
        yield {"group": row.cohort.name}


def _erase_enrolments(person: Person) -> None:
    with all_organisations("erasing an account"):
        Enrolment.objects.filter(person=person).delete()


def _erase_trainerships(person: Person) -> None:
    with all_organisations("erasing an account"):
        CohortTrainer.objects.filter(person=person).delete()


def _remarks(person: Person) -> Iterator[Remark]:
    """Groups of which she is the only trainer have nobody who looks after them then."""
    mine = Cohort.objects.filter(trainers__person=person)
    left_alone = mine.exclude(pk__in=CohortTrainer.objects.exclude(person=person).values("cohort"))
    for cohort in left_alone:
        text = addressed(
            current_organisation(),
            gettext("Jij bent de enige die de groep %(name)s begeleidt. Draag de groep eerst over."),
            gettext("U bent de enige die de groep %(name)s begeleidt. Draag de groep eerst over."),
        )
        yield Remark(text % {"name": cohort.name})
