"""What the page "Mijn gegevens" counts and wipes from this floor."""

from django.utils.translation import gettext_lazy as _

from people.models import Person
from people.registry import register_personal_data
from selfscan.models import ScanAnswer
from selfscan.services.scans import wipe_answers


def register() -> None:
    """Have people wipe their scans with everything that was made of them."""
    register_personal_data(
        "selfscan",
        count_answers,
        wipe,
        label=_("antwoorden in de zelfscan"),
        consequence=_("Ook de uitslag en het leerpad gaan weg, en delen stopt."),
    )


def count_answers(person: Person) -> int:
    """How many answers in the scan are kept of somebody, earlier ones included."""
    return ScanAnswer.objects.filter(person=person).count()


def wipe(person: Person) -> int:
    """Wipe all of them, with the result, the evidence, the paths and the sharing."""
    return wipe_answers(person=person)
