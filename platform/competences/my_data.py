"""What this floor keeps of a person: evidence of how she supervises."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from competences.models import Evidence, EvidenceSource
from people.models import Person
from people.registry import Kept, Value, register_kept


def register() -> None:
    """Put evidence into export and erasure."""
    register_kept(
        Kept(
            name="evidence",
            title=_("Waar mijn uitslag op rust"),
            models=("competences.Evidence",),
            fields={
                "about": _("Waarover"),
                "source": _("Bron"),
                "proficiency_level": _("Niveau, van 1 tot 4"),
                "observed_on": _("Datum"),
                "expires_on": _("Telt tot"),
                "details": _("Bijzonderheden"),
            },
            export=_evidence,
            erase=lambda person: Evidence.objects.filter(person=person).delete(),
            position=40,
        )
    )


def _evidence(person: Person) -> Iterator[Mapping[str, Value]]:
    for row in Evidence.objects.filter(person=person).select_related("indicator", "competence"):
        about = row.indicator or row.competence
        yield {
            "about": about.title if about else "",
            "source": str(EvidenceSource(row.source).label),
            "proficiency_level": row.proficiency_level,
            "observed_on": row.observed_on,
            "expires_on": row.expires_on,
            "details": [f"{key}: {value}" for key, value in sorted(row.details.items())],
        }
