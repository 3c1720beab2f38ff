"""What the page "Mijn gegevens" counts and wipes from this floor."""

from django.utils.translation import gettext_lazy as _

from modules.models import AnswerSlot
from modules.services import wipe_answers
from people.models import Person
from people.registry import register_personal_data


def register() -> None:
    """Have people wipe what they wrote and chose in modules."""
    register_personal_data(
        "module-answers",
        count_answers,
        wipe_module_answers,
        label=_("antwoorden in modules"),
        consequence=_("Stappen die af zijn, blijven af."),
    )


def count_answers(person: Person) -> int:
    """How many answers in modules are kept of somebody."""
    return AnswerSlot.objects.filter(person=person).count()


def wipe_module_answers(person: Person) -> int:
    """Wipe all of them, with everything that was ever sent."""
    return wipe_answers(person=person)
