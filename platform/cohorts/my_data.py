"""What the page "Mijn gegevens" tells from this floor: my groups, and with whom I share the outcome of my scan."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cohorts.models import CohortTrainer, Enrolment
from cohorts.queries import cohorts_of, trainers_by_cohort
from organisations.enums import Role
from organisations.queries import memberships_of
from organisations.tenancy import all_organisations, current_organisation
from organisations.words import addressed
from people.models import Person
from people.registry import Kept, Remark, Value, register_farewell, register_kept
from selfscan.presentation import share_lines


def describe_sharing(person: Person) -> dict[str, Any] | None:
    """The own trainers and who sees the outcome still, each with whether and until when; None for who is no supervisor here."""
    if not memberships_of(person.pk, timezone.localdate()).filter(role=Role.SUPERVISOR).exists():
        return None
    # With whom she shares and who is her trainer no longer stands here too: here it can be stopped.
    return {"shares": share_lines(person, current_organisation())}


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
    mine = list(cohorts_of(person).order_by("pk"))
    looking = trainers_by_cohort(mine)
    for cohort in mine:
        if any(each.works_here for each in looking[cohort.pk] if each.person_id != person.pk):
            continue
        text = addressed(
            current_organisation(),
            gettext(
                "Jij bent de enige die de groep %(name)s begeleidt. Draag de groep eerst over:"
                " kies op de pagina van de groep een andere begeleider."
            ),
            gettext(
                "U bent de enige die de groep %(name)s begeleidt. Draag de groep eerst over:"
                " kies op de pagina van de groep een andere begeleider."
            ),
        )
        yield Remark(text % {"name": cohort.name})
