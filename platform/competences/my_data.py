"""What this floor keeps of a person: evidence of how she supervises."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from competences.models import Evidence, EvidenceSource
from people.models import Person
from people.registry import Kept, Value, register_kept

# What evidence holds beside its level, in the words that she reads; in this order.
DETAILS = {
    "item": _("vraag"),
    "option": _("gekozen antwoord"),
    "title": _("casus"),
    "case": _("nummer van de casus"),
    "relation": _("wie meekeek"),
    "seen": _("hoe vaak gezien"),
}
CODES = {
    "collega_in_opleiding": _("collega-in-opleiding"),
    "een_enkele_keer": _("een enkele keer"),
    "van_horen_zeggen": _("van horen zeggen"),
}


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
            "details": _in_words(row.details),
        }


def _in_words(details: Mapping[str, Any]) -> list[str]:
    """The details with Dutch labels; the number of a case only where its title is not known."""
    known = [key for key in DETAILS if key in details and not (key == "case" and "title" in details)]
    return [f"{DETAILS[key]}: {CODES.get(details[key], details[key])}" for key in known]
