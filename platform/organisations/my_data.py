"""What the page "Mijn gegevens" tells from this floor: where I work, and who sees what of me."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.enums import Role, Term
from organisations.models import (
    Invitation,
    Leave,
    Membership,
    Organisation,
    StartCard,
    WorkAccount,
    active_on,
)
from organisations.queries import memberships_of
from organisations.rules import MINIMUM_GROUP, Sight, Subject, onlookers, subjects_of
from organisations.tenancy import all_organisations, current_organisation
from organisations.words import addressed, capitalised, role_name, word
from people.enums import Verb
from people.models import Person
from people.queries import Look, acts_of, gathered, looks_at
from people.registry import Kept, Remark, Value, names_of, register_farewell, register_kept

LOOKS_IN_SIGHT = 10

SUBJECT_TEXT: Mapping[Subject, str | Promise] = {
    Subject.NAME: gettext_lazy("Naam en e-mailadres"),
    Subject.ACCOUNT: gettext_lazy("Uitgenodigd op, en of het account gebruikt is"),
    Subject.SCAN_ANSWERS: gettext_lazy("Antwoorden in de zelfscan"),
    Subject.SCAN_DONE: gettext_lazy("Of de zelfscan gedaan is"),
    Subject.SCAN_OUTCOME: gettext_lazy("Uitslag van de zelfscan, in woorden"),
    Subject.LEARNING_PATH: gettext_lazy("Het leerpad: welke modules, in welke volgorde"),
    Subject.PROGRESS: gettext_lazy("Hoeveel modules online af zijn, en de laatste met datum"),
    Subject.MODULE_ANSWERS: gettext_lazy("Antwoorden, gedachten en toetsen in modules"),
    Subject.CASE_TALK: gettext_lazy("Wat iemand schrijft in het gesprek over een casus"),
    Subject.ATTENDANCE: gettext_lazy("Bij welke bijeenkomsten iemand was, en hoe lang"),
    Subject.TAKEAWAYS: gettext_lazy("Wat iemand meeneemt uit een bijeenkomst"),
    Subject.BROUGHT_CASES: gettext_lazy("Casussen die iemand inbrengt: de tekst, met of zonder naam"),
    Subject.ASSIGNMENT: gettext_lazy("Praktijkopdrachten: tekst, foto’s en geluid"),
    Subject.SIGN_OFF: gettext_lazy("Of een praktijkopdracht is afgetekend, en wanneer"),
}


CHOOSE_BY_NAME = (Role.SUPERVISOR, Role.PRACTICE_TRAINER)


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
    return {
        "subjects": [
            SubjectSight(
                subject,
                str(SUBJECT_TEXT[subject]),
                _others(subject, roles),
            )
            for subject in subjects_of(roles)
        ]
    }


def _others(subject: Subject, roles: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        _chosen_by_name(role)
        if subject is Subject.NAME and Role.SUPERVISOR not in roles and role in CHOOSE_BY_NAME
        else sentence_of(role, sight)
        for role, sight in onlookers(subject, of_roles=roles)
    )


def who_sees(*subjects: Subject, of_role: str = "") -> str:
    """Who sees these kinds of data, in this organisation's words, from the same table that the screens use.

    Of whoever reads the page herself, a supervisor; with `of_role` of somebody else in that role.
    """
    organisation = current_organisation()
    self = _("de persoon zelf") if of_role else addressed(organisation, _("jij"), _("u"))
    found = []
    for subject in subjects:
        others = _others(subject, frozenset({of_role or Role.SUPERVISOR}))
        seen = "; ".join([self, *others]) if others else _("alleen %(self)s") % {"self": self}
        found.append(f"{SUBJECT_TEXT[subject]}: {seen}." if len(subjects) > 1 else f"{capitalised(seen)}.")
    return " ".join(found)


def describe_looks(person: Person) -> dict[str, Any]:
    """Who looked at this person's record here, the newest in sight, the rest behind a fold."""
    looks = looks_at(person, organisation_key=_here())
    names = names_of(look.on_list for look in looks)
    found = [(look, who_looked(look), what_was_seen(look, names)) for look in gathered(looks)]
    return {"newest": found[:LOOKS_IN_SIGHT], "earlier": found[LOOKS_IN_SIGHT:]}


def who_looked(look: Look) -> str:
    """Name and role of somebody who looked, in this organisation's words."""
    name = look.who or _("iemand van wie het account weg is")
    is_known = look.role in Role.values
    return f"{name} ({role_name(current_organisation(), look.role).lower()})" if is_known else name


def what_was_seen(look: Look, names: Mapping[str, str]) -> str:
    """What somebody looked at; of a list, of which group it was."""
    if not look.on_list:
        return str(look.what.label)
    if look.on_list == Membership._meta.label:
        return _("bekeek de lijst van mensen in de organisatie")
    if look.on_list == Organisation._meta.label:
        return _("bekeek de lijst van organisaties, met wie ze beheert")
    if look.on_list == StartCard._meta.label:
        return _("bekeek de lijst voor startkaarten")
    if ":" not in look.on_list:
        return str(look.what.label)
    name = names.get(look.on_list)
    return (
        _("bekeek het overzicht van groep %(group)s") % {"group": name}
        if name
        else _("bekeek het overzicht van een groep die er niet meer is")
    )


def _here() -> str:
    organisation = current_organisation()
    return organisation.key if organisation else ""


def sentence_of(role: str, sight: Sight) -> str:
    """Who sees a kind of data, and how much of it, in this organisation's words."""
    if sight is Sight.WRITTEN:
        return _written(role)
    who = _who(role, sight)
    if sight is Sight.SHARED:
        return _("%(who)s: alleen na delen") % {"who": who}
    if sight is Sight.COUNTS:
        return _("%(who)s: alleen aantallen, vanaf %(number)d mensen") % {"who": who, "number": MINIMUM_GROUP}
    if sight is Sight.MANAGE:
        return _("%(who)s: beheert dit") % {"who": who}
    return who


def _written(role: str) -> str:
    """Who reads what is written in the talk about a case."""
    if role == Role.SUPERVISOR:
        return _(
            "werkbegeleiders die dezelfde vraag beantwoorden. "
            "In een gesprek van de hele regio lezen ook andere organisaties mee, zonder naam"
        )
    return _("elke %(trainer)s van de eigen organisatie") % {
        "trainer": word(current_organisation(), Term.TRAINER)
    }


def _chosen_by_name(role: str) -> str:
    """Who sees the name of somebody who is no supervisor."""
    if role == Role.SUPERVISOR:
        return _("werkbegeleiders, als zij iemand kiezen om mee te doen of mee te kijken (alleen de naam)")
    return _("elke %(trainer)s van de eigen organisatie (alleen de naam)") % {
        "trainer": word(current_organisation(), Term.TRAINER)
    }


def _who(role: str, sight: Sight) -> str:
    organisation = current_organisation()
    if role == Role.PRACTICE_TRAINER:
        return _("%(trainer)s van de eigen groep") % {"trainer": word(organisation, Term.TRAINER, "article")}
    if role == Role.SUPERVISOR:
        return _("collega’s in dezelfde bijeenkomst (zoeken geeft hun alleen de naam)")
    if role == Role.LEARNER:
        return _("%(learner)s, als die bij naam is gevraagd") % {
            "learner": word(organisation, Term.LEARNER, "article")
        }
    if role == Role.REGIONAL_COORDINATOR and sight is Sight.STATUS:
        return _("de regiocoördinator (alleen de naam)")
    if role == Role.TEAM_LEADER and sight is Sight.SHARED:
        return _("%(leader)s van het eigen team") % {
            "leader": word(organisation, Term.TEAM_LEADER, "article")
        }
    if role == Role.TEAM_LEADER:
        return _("%(leader)s van het eigen team (alleen de naam)") % {
            "leader": word(organisation, Term.TEAM_LEADER, "article")
        }
    return _("de %(role)s") % {"role": str(Role(role).label).lower()}


# Export and erasure -----------------------------------------------------------------------------------


def register() -> None:
    """Put memberships, invitations and the log into export and erasure."""
    register_kept(
        Kept(
            name="memberships",
            title=gettext_lazy("Mijn rollen"),
            models=("organisations.Membership", "organisations.Invitation"),
            fields={
                "organisation": gettext_lazy("Organisatie"),
                "role": gettext_lazy("Rol"),
                "team": gettext_lazy("Team"),
                "typed_name": gettext_lazy("Naam die voor mij is ingevuld"),
                "starts": gettext_lazy("Vanaf"),
                "ends": gettext_lazy("Tot en met"),
                "activated_at": gettext_lazy("Eerste keer ingelogd bij deze organisatie"),
                "invited_at": gettext_lazy("Uitgenodigd op"),
            },
            export=_memberships,
            erase=_erase_memberships,
            position=10,
        )
    )
    register_kept(
        Kept(
            name="leave",
            title=gettext_lazy("Mijn vertrek"),
            models=("organisations.Leave",),
            fields={
                "last_day": gettext_lazy("Laatste dag"),
                "recorded_at": gettext_lazy("Gemeld op"),
            },
            export=_leave,
            erase=_erase_leave,
            position=11,
        )
    )
    register_kept(
        Kept(
            name="work-accounts",
            title=gettext_lazy("Mijn werkaccount"),
            models=("organisations.WorkAccount",),
            fields={
                "organisation": gettext_lazy("Organisatie"),
                "subject": gettext_lazy("Kenmerk bij de inlogdienst"),
                "linked_on": gettext_lazy("Gekoppeld op"),
            },
            export=_work_accounts,
            erase=_erase_work_accounts,
            position=11,
        )
    )
    register_kept(
        Kept(
            name="start-cards",
            title=gettext_lazy("Startkaarten die voor mij geprint zijn"),
            models=("organisations.StartCard",),
            fields={
                "made_at": gettext_lazy("Geprint op"),
                "expires_at": gettext_lazy("Geldig tot"),
                "used_at": gettext_lazy("Gebruikt op"),
                "withdrawn_at": gettext_lazy("Ingetrokken op"),
            },
            export=_start_cards,
            erase=_erase_start_cards,
            position=12,
        )
    )
    register_kept(
        Kept(
            name="looked",
            title=gettext_lazy("Wie mijn gegevens bekeek"),
            models=("people.AuditEntry",),
            fields={"day": gettext_lazy("Dag"), "who": gettext_lazy("Wie"), "what": gettext_lazy("Wat")},
            export=_looked,
            stays=gettext_lazy(
                "Het logboek blijft 24 maanden, om na te kunnen gaan wie wat deed. Er staan nummers in, geen "
                "namen: na het verwijderen weet niemand meer bij wie een nummer hoort."
            ),
            position=80,
        )
    )
    register_kept(
        Kept(
            name="acts",
            title=gettext_lazy("Wat ik deed, volgens het logboek"),
            models=("people.AuditEntry",),
            fields={"day": gettext_lazy("Dag"), "what": gettext_lazy("Wat")},
            export=_acts,
            stays=gettext_lazy("Dit staat in hetzelfde logboek."),
            position=81,
        )
    )
    register_farewell(_remarks)


def _memberships(person: Person) -> Iterator[Mapping[str, Value]]:
    """Of this organisation only: what another organisation keeps is told there."""
    rows = Membership.objects.filter(person=person).select_related("organisation", "team")
    for each in rows.prefetch_related("invitations").order_by("starts", "pk"):
        yield {
            "organisation": each.organisation.name,
            "role": role_name(each.organisation, each.role),
            "team": each.team.name if each.team else "",
            "typed_name": each.display_name,
            "starts": each.starts,
            "ends": each.ends,
            "activated_at": each.activated_at,
            "invited_at": [
                f"{timezone.localdate(invitation.sent_at):%d-%m-%Y}" for invitation in each.invitations.all()
            ],
        }


def _erase_memberships(person: Person) -> None:
    """Everywhere: an account is one, whatever the number of organisations."""
    with all_organisations("erasing an account"):
        Invitation.objects.filter(membership__person=person).delete()
        Membership.objects.filter(person=person).delete()


def _leave(person: Person) -> Iterator[Mapping[str, Value]]:
    for leave in Leave.objects.filter(person=person):
        yield {"last_day": leave.last_day, "recorded_at": leave.recorded_at}


def _erase_leave(person: Person) -> None:
    with all_organisations("erasing an account"):
        Leave.objects.filter(person=person).delete()


def _start_cards(person: Person) -> Iterator[Mapping[str, Value]]:
    for card in StartCard.objects.filter(person=person):
        yield {
            "made_at": card.made_at,
            "expires_at": card.expires_at,
            "used_at": card.used_at,
            "withdrawn_at": card.withdrawn_at,
        }


def _erase_start_cards(person: Person) -> None:
    with all_organisations("erasing an account"):
        StartCard.objects.filter(person=person).delete()


def _work_accounts(person: Person) -> Iterator[Mapping[str, Value]]:
    for each in WorkAccount.objects.filter(person=person).select_related("organisation"):
        yield {
            "organisation": each.organisation.name,
            "subject": each.subject,
            "linked_on": each.linked_on,
        }


def _erase_work_accounts(person: Person) -> None:
    with all_organisations("erasing an account"):
        WorkAccount.objects.filter(person=person).delete()


def _looked(person: Person) -> Iterator[Mapping[str, Value]]:
    looks = looks_at(person, organisation_key=_here())
    names = names_of(look.on_list for look in looks)
    for look in looks:
        yield {"day": look.day, "who": who_looked(look), "what": what_was_seen(look, names)}


def _acts(person: Person) -> Iterator[Mapping[str, Value]]:
    for entry in acts_of(person, organisation_key=_here()):
        yield {"day": timezone.localdate(entry.moment), "what": str(Verb(entry.verb).label)}


def _remarks(person: Person) -> Iterator[Remark]:
    """Whoever alone manages an organisation finds a successor first; an account holds everywhere."""
    today = timezone.localdate()
    here = current_organisation()
    with all_organisations("what goes with an account"):
        mine = list(Membership.objects.filter(active_on(today), person=person).select_related("organisation"))
        managed = {each.organisation_id: each.organisation for each in mine if each.role == Role.ORG_ADMIN}
        others = set(
            Membership.objects.filter(active_on(today), role=Role.ORG_ADMIN, organisation__in=list(managed))
            .exclude(person=person)
            .values_list("organisation_id", flat=True)
        )
    if any(pk not in others for pk in managed):
        yield Remark(
            addressed(
                here,
                _("Je bent de enige beheerder. Geef eerst iemand anders die rol, bij Mensen."),
                _("U bent de enige beheerder. Geef eerst iemand anders die rol, bij Mensen."),
            ),
            blocks=True,
        )
    if here and any(each.organisation_id != here.pk for each in mine):
        yield Remark(
            addressed(
                here,
                _("Je gebruikt dit account ook bij een andere organisatie. Ook daar is het dan weg."),
                _("U gebruikt dit account ook bij een andere organisatie. Ook daar is het dan weg."),
            )
        )
