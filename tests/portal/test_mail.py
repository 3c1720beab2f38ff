"""Mail waits in the outbox, wears the house's colours, and is delivered once."""

import re
from collections.abc import Callable
from email.utils import parseaddr
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.test import Client

from organisations.enums import Role
from organisations.models import Organisation
from people.models import OutgoingMail, Person
from people.services import deliver_mail, queue_mail


class BrokenBackend(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, email_messages: object) -> int:
        """Nobody answers."""
        raise ConnectionRefusedError


@pytest.fixture
def waiting(db: None) -> OutgoingMail:
    """One mail that waits."""
    return queue_mail(to="fatma@zonnehoek.example", subject="Dag\nFatma", text="Welkom")


def test_a_mail_is_delivered_once(waiting: OutgoingMail, settings: object) -> None:
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]

    first, second = deliver_mail(), deliver_mail()

    assert (first, second) == ((1, 0), (0, 0))
    assert [(each.subject, each.to) for each in mail.outbox] == [("Dag Fatma", ["fatma@zonnehoek.example"])]


def test_the_command_delivers_what_waits(waiting: OutgoingMail, settings: object) -> None:
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    said = StringIO()

    for _again in range(2):
        call_command("send_mail", stdout=said)

    waiting.refresh_from_db()
    assert said.getvalue().splitlines() == ["1 verstuurd, 0 mislukt", "0 verstuurd, 0 mislukt"]
    assert (len(mail.outbox), waiting.sent_at is not None) == (1, True)


def test_a_mail_server_that_is_away_loses_nothing(waiting: OutgoingMail, settings: object) -> None:
    settings.DELIVERY_EMAIL_BACKEND = f"{__name__}.BrokenBackend"  # type: ignore[attr-defined]
    failed = deliver_mail()
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]

    later = deliver_mail()

    waiting.refresh_from_db()
    assert (failed, later, waiting.attempts) == ((0, 1), (1, 0), 2)


@pytest.mark.parametrize(("key", "words"), [("zonnehoek", "Dit is je code"), ("amelberga", "Dit is uw code")])
def test_the_code_comes_in_the_voice_and_name_of_the_house(
    house: Callable[[str], Organisation],
    member: Callable[..., Person],
    client_at: Callable[..., Client],
    key: str,
    words: str,
) -> None:
    organisation = house(key)
    person = member(organisation, Role.SUPERVISOR)

    client_at(organisation).post("/inloggen/code/", {"login": person.email})

    sent = OutgoingMail.objects.get()
    assert (sent.organisation_key, words in sent.text) == (key, True)
    assert organisation.portal_name in sent.html
    assert set(re.findall(r"https?://([^/\"]+)", sent.html)) <= {f"{key}.localhost:8000"}


def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(db: None, settings: object) -> None:
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    broken = queue_mail(to="a@huis.example", subject="Eerst", text="Dag", sender="Naam\nBcc: <x@y.example>")
    queue_mail(to="b@huis.example", subject="Daarna", text="Dag")

    assert deliver_mail() == (1, 1)
    broken.refresh_from_db()
    assert (broken.attempts, [each.subject for each in mail.outbox]) == (1, ["Daarna"])


def test_a_name_with_quotes_is_still_a_sender(
    zonnehoek: Organisation, member: Callable[..., Person], client_at: Callable[..., Client]
) -> None:
    Organisation.objects.filter(pk=zonnehoek.pk).update(sender_name='Leren "samen", altijd')
    person = member(zonnehoek)

    client_at(zonnehoek).post("/inloggen/code/", {"login": person.email})

    sender = OutgoingMail.objects.get().sender
    assert parseaddr(sender) == ('Leren "samen", altijd', "leerlijn@regio.example")
