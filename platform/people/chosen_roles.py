"""Which of her roles somebody changed to last, per organisation: she begins in it the next time too."""

from people.models import ChosenRole, Person
from people.sight import seeing_as


def remember_role(*, person: Person, organisation_key: str, role: str) -> None:
    """She changed to this role there. When she did so is not kept."""
    ChosenRole.objects.update_or_create(
        person=person, organisation_key=organisation_key, defaults={"role": role}
    )


def chosen_role(person: Person, organisation_key: str) -> str:
    """The role that she changed to last there, whether she still has it or not; empty when she never did."""
    with seeing_as(person.pk):  # signing in, nobody is known yet
        row = ChosenRole.objects.filter(person=person, organisation_key=organisation_key).first()
    return row.role if row else ""
