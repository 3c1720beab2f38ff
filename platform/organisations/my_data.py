"""What the page "Mijn gegevens" tells from this floor: where I work, and who sees what of me."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.enums import Role, Term
from organisations.queries import memberships_of
from organisations.rules import MINIMUM_GROUP, Sight, Subject, onlookers, subjects_of
from organisations.tenancy import current_organisation
from organisations.words import word
from people.models import Person

SUBJECT_TEXT: Mapping[Subject, str | Promise] = {
    Subject.NAME: gettext_lazy("Naam en e-mailadres"),
    Subject.ACCOUNT: gettext_lazy("Uitgenodigd op, en of het account gebruikt is"),
    Subject.SCAN_ANSWERS: gettext_lazy("Antwoorden in de zelfscan"),
    Subject.SCAN_DONE: gettext_lazy("Of de zelfscan gedaan is"),
    Subject.SCAN_OUTCOME: gettext_lazy("Uitslag van de zelfscan, in woorden"),
    Subject.LEARNING_PATH: gettext_lazy("Het leerpad: welke modules, in welke volgorde"),
    Subject.PROGRESS: gettext_lazy("Hoeveel modules online af zijn, en de laatste met datum"),
    Subject.MODULE_ANSWERS: gettext_lazy("Antwoorden, gedachten en toetsen in modules"),
}


@dataclass(frozen=True)
class SubjectSight:
    """One kind of data and, in words, who else sees it."""

    subject: Subject
    label: str
    others: tuple[str, ...]


def describe_memberships(person: Person) -> dict[str, Any]:
    """The roles that somebody has in the current organisation."""
    rows = memberships_of(person.pk, timezone.localdate()).select_related("team")
    return {"memberships": list(rows)}


def describe_sight(person: Person) -> dict[str, Any]:
    """Who sees what of this person, from the same table that the screens use."""
    roles = frozenset(memberships_of(person.pk, timezone.localdate()).values_list("role", flat=True))
    is_supervisor = Role.SUPERVISOR in roles
    return {
        "subjects": [
            SubjectSight(
                subject,
                str(SUBJECT_TEXT[subject]),
                tuple(
                    _sentence(role, sight) for role, sight in onlookers(subject, of_supervisor=is_supervisor)
                ),
            )
            for subject in subjects_of(roles)
        ]
    }


def _sentence(role: str, sight: Sight) -> str:
    who = _who(role)
    if sight is Sight.SHARED:
        return _("%(who)s: alleen na delen") % {"who": who}
    if sight is Sight.COUNTS:
        return _("%(who)s: alleen aantallen, vanaf %(number)d mensen") % {"who": who, "number": MINIMUM_GROUP}
    if sight is Sight.MANAGE:
        return _("%(who)s: beheert dit") % {"who": who}
    return who


def _who(role: str) -> str:
    organisation = current_organisation()
    if role == Role.PRACTICE_TRAINER:
        return _("%(trainer)s van de eigen groep") % {"trainer": word(organisation, Term.TRAINER, "article")}
    if role == Role.TEAM_LEADER:
        return _("%(leader)s van het eigen team (alleen de naam)") % {
            "leader": word(organisation, Term.TEAM_LEADER, "article")
        }
    return _("de %(role)s") % {"role": str(Role(role).label).lower()}
