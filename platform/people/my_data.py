"""What this floor keeps of a person: her account, and the mail that was sent to her."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext_lazy as _

from people.audit import where_acting
from people.models import OutgoingMail, Person
from people.registry import Kept, Value, register_kept


def register() -> None:
    """Put account and mail into export and erasure."""
    register_kept(
        Kept(
            name="account",
            title=_("Mijn account"),
            models=("people.Person",),
            fields={
                "name": _("Naam"),
                "email": _("E-mailadres"),
                "is_active": _("Account kan inloggen"),
                "created_at": _("Account gemaakt op"),
                "activated_at": _("Eerste keer ingelogd op"),
                "password_only_at": _("Wachtwoord werkt alleen bij"),
                "groups": _("Rechten in de redactie"),
            },
            export=_account,
            erase=lambda person: person.delete(),
            position=0,
        )
    )
    register_kept(
        Kept(
            name="mail",
            title=_("Mail die aan mij verstuurd is"),
            models=("people.OutgoingMail",),
            fields={"subject": _("Onderwerp"), "created_at": _("Gemaakt op"), "sent_at": _("Verstuurd op")},
            export=_mail,
            erase=lambda person: OutgoingMail.objects.filter(to__iexact=person.email).delete(),
            position=90,
        )
    )


def _account(person: Person) -> Iterator[Mapping[str, Value]]:
    yield {
        "name": person.name,
        "email": person.email,
        "is_active": person.is_active,
        "created_at": person.created_at,
        "activated_at": person.activated_at,
        "password_only_at": person.password_only_at,
        "groups": sorted(person.groups.values_list("name", flat=True)),
    }


def _mail(person: Person) -> Iterator[Mapping[str, Value]]:
    """Subjects and days only: the text may hold a code or a link that still works."""
    sent = OutgoingMail.objects.filter(to__iexact=person.email, organisation_key__in=["", where_acting()])
    for mail in sent:
        yield {"subject": mail.subject, "created_at": mail.created_at, "sent_at": mail.sent_at}
