"""Mail that came back: reports on standard input, in files and in a Maildir; refusals while sending."""

import io
import mailbox
import smtplib
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage as OutgoingMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.utils import timezone
from structlog.testing import capture_logs

from organisations.models import Invitation, Membership, Organisation
from organisations.services import invite
from organisations.tenancy import use_organisation
from people import registry
from people.models import OutgoingMail
from people.services import deliver_mail, mark_of, queue_mail
from tests.factories import make_membership, make_person

REPORT = """\
From: MAILER-DAEMON@relay.example
To: leerlijn@regio.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b0"

--b0
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b0
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Tue, 24 Nov 2026 10:00:00 +0100

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b0
Content-Type: {quoted_type}

{quoted}
--b0--
"""


def _report(
    address: str = "ria@huis.example",
    *,
    action: str = "failed",
    status: str = "5.1.1",
    mark: str = "",
    quoted_type: str = "message/rfc822",
) -> bytes:
    quoted = (
        f"From: leerlijn@regio.example\nSubject: Uitnodiging\n{mark and f'X-Leerlijn-Mail: {mark}'}\n\nDag\n"
    )
    text = REPORT.format(
        address=address, action=action, status=status, quoted_type=quoted_type, quoted=quoted
    )
    return text.encode()


@pytest.fixture
def ria(zonnehoek: Organisation) -> Membership:
    """A supervisor who was invited, and whose mail left the house."""
    person = make_person("Ria", email="ria@huis.example", activated=False)
    membership = make_membership(zonnehoek, person, display_name="Ria Kuipers")
    invite(membership=membership, invited_by="Marja")
    OutgoingMail.objects.update(sent_at=timezone.now())
    return membership


@pytest.fixture
def take(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """`take(raw)` or `take(paths=[…])`: what the command answers (exit code, lines, faults)."""

    def run(raw: bytes = b"", *, paths: tuple[Path, ...] = ()) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = 0
        try:
            call_command("take_bounces", *map(str, paths))
        except SystemExit as end:
            code = int(end.code or 0)
        captured = capsys.readouterr()
        return code, captured.out.strip(), captured.err.strip()

    return run


def _came_back(membership: Membership) -> bool:
    with use_organisation(membership.organisation):
        return Invitation.objects.exclude(bounced_at=None).filter(membership=membership).exists()


def test_a_report_marks_invitation_and_mail(ria: Membership, take: Callable[..., Any]) -> None:
    assert take(_report("RIA@huis.example")) == (0, "1 teruggekomen, 0 niet van ons, 0 nog onderweg", "")
    assert _came_back(ria)
    assert OutgoingMail.objects.exclude(refused_at=None).count() == 1


def test_twice_is_once(ria: Membership, take: Callable[..., Any]) -> None:
    take(_report())
    first = Invitation.objects.get().bounced_at

    assert take(_report())[0] == 0
    assert Invitation.objects.get().bounced_at == first


@pytest.mark.parametrize("quoted_type", ["message/rfc822", "text/rfc822-headers"])
def test_the_mark_says_which_mail_it_was_wherever_it_was_forwarded(
    ria: Membership, take: Callable[..., Any], quoted_type: str
) -> None:
    mark = mark_of(OutgoingMail.objects.get())
    report = _report("doorgestuurd@elders.example", mark=mark, quoted_type=quoted_type)
    original = b"Original-Recipient: rfc822; Ria@huis.example\nFinal-Recipient:"

    assert take(report.replace(b"Final-Recipient:", original))[0] == 0

    assert _came_back(ria)


def test_a_marked_report_about_somebody_else_counts_for_nothing(
    ria: Membership, take: Callable[..., Any]
) -> None:
    answer = take(_report("x@elders.example", mark=mark_of(OutgoingMail.objects.get())))

    assert answer == (0, "0 teruggekomen, 1 niet van ons, 0 nog onderweg", "")
    assert not _came_back(ria)


@pytest.mark.parametrize("address", ["x@elders.example", "ria@huis.example"])
@pytest.mark.parametrize("made_up", ["{pk}." + "0" * 32, "{pk}", "niets", "0.0"])
def test_a_mark_that_was_made_up_counts_for_nothing(
    ria: Membership, take: Callable[..., Any], address: str, made_up: str
) -> None:
    mail = OutgoingMail.objects.get()

    answer = take(_report(address, mark=made_up.format(pk=mail.pk)))

    assert answer == (0, "0 teruggekomen, 1 niet van ons, 0 nog onderweg", "")
    assert not _came_back(ria)


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("failed", "4.4.7"), ("failed", ""), ("delivered", "2.0.0")]
)
def test_what_is_not_final_changes_nothing(
    ria: Membership, take: Callable[..., Any], action: str, status: str
) -> None:
    answer = take(_report(action=action, status=status))

    assert answer == (0, "0 teruggekomen, 0 niet van ons, 1 nog onderweg", "")
    assert not _came_back(ria)


def test_another_mail_that_comes_back_leaves_the_invitation(
    ria: Membership, take: Callable[..., Any]
) -> None:
    later = queue_mail(to="ria@huis.example", subject="Code", text="123456", organisation_key="zonnehoek")
    OutgoingMail.objects.filter(pk=later.pk).update(sent_at=timezone.now())

    take(_report(mark=mark_of(later)))

    assert not _came_back(ria)
    assert list(OutgoingMail.objects.exclude(refused_at=None)) == [later]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", "is geen mail"),
        (b"\x00\xff\x00 niets", "is geen mail"),
        (b"Subject: afwezig\n\nIk ben er niet.", "is geen bericht over mail die terugkwam (RFC 3464)"),
        (b"Subject: x\n\n" + b"x" * 2_000_000, "is te groot"),
        (_report().replace(b"Final-Recipient: rfc822; ria@huis.example\n", b""), "noemt geen ontvanger"),
        (_report("niemand"), "noemt geen ontvanger"),
    ],
)
def test_what_is_no_report_is_told_in_one_line(
    ria: Membership, take: Callable[..., Any], raw: bytes, fault: str
) -> None:
    assert take(raw) == (2, "0 teruggekomen, 0 niet van ons, 0 nog onderweg", f"invoer: {fault}")


def test_files_and_a_maildir(ria: Membership, take: Callable[..., Any], tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    box.add(_report())
    odd = EmailMessage()
    odd["Subject"] = "Afwezig"
    key = box.add(odd)
    missing, folder = tmp_path / "weg.eml", tmp_path / "map"
    folder.mkdir()

    answer = take(paths=(tmp_path / "box", missing, folder))
    again = take(paths=(tmp_path / "box",))

    assert answer == (
        2,
        "1 teruggekomen, 0 niet van ons, 0 nog onderweg",
        f"{tmp_path}/box/{key}: is geen bericht over mail die terugkwam (RFC 3464)\n"
        f"{missing}: is niet gevonden of niet te lezen\n"
        f"{folder}: is niet gevonden of niet te lezen",
    )
    assert again == (0, "0 teruggekomen, 0 niet van ons, 0 nog onderweg", "")
    assert _came_back(ria)


class RefusingBackend(BaseEmailBackend):
    """A server that answers every recipient with `answer`."""

    answer = (550, b"5.1.1 User unknown")

    def send_messages(self, email_messages: Any) -> int:
        """Refuse."""
        raise smtplib.SMTPRecipientsRefused(dict.fromkeys(email_messages[0].recipients(), self.answer))


@pytest.mark.parametrize(
    ("answer", "is_final"),
    [
        ((550, b"5.1.1 User unknown"), True),
        ((553, b"no such mailbox"), True),
        ((450, b"4.2.0 Greylisted"), False),
        ((554, b"5.7.1 Relay access denied"), False),
    ],
)
def test_a_refusal_while_sending(
    ria: Membership,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    answer: tuple[int, bytes],
    is_final: bool,
) -> None:
    OutgoingMail.objects.update(sent_at=None)
    monkeypatch.setattr(RefusingBackend, "answer", answer)
    settings.DELIVERY_EMAIL_BACKEND = f"{__name__}.RefusingBackend"

    assert deliver_mail() == (0, 1)

    assert _came_back(ria) is is_final
    assert deliver_mail() == ((0, 0) if is_final else (0, 1))


def test_a_follower_that_fails_holds_up_no_other_mail(
    ria: Membership, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(mail: OutgoingMail) -> None:
        raise RuntimeError(mail.to)

    OutgoingMail.objects.update(sent_at=None)
    queue_mail(to="bas@huis.example", subject="Code", text="123456", organisation_key="zonnehoek")
    settings.DELIVERY_EMAIL_BACKEND = f"{__name__}.RefusingBackend"
    with monkeypatch.context() as broken, capture_logs() as logs:
        broken.setattr(registry, "_refusal_followers", [fail])
        answer = deliver_mail()
    mails = list(OutgoingMail.objects.order_by("pk").values_list("attempts", "refused_at"))

    assert answer == (0, 2)
    assert mails == [(1, None), (1, None)]
    assert [(line["event"], line["fault"]) for line in logs] == [
        ("mail_refusal_not_followed", "RuntimeError")
    ] * 2
    assert "@" not in str(logs)
    assert (deliver_mail(), _came_back(ria)) == ((0, 2), True)  # followed the next time


def test_every_mail_carries_its_mark(
    ria: Membership, settings: Any, mailoutbox: list[OutgoingMessage]
) -> None:
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    OutgoingMail.objects.update(sent_at=None)

    deliver_mail()

    (sent,) = mailoutbox
    assert sent.extra_headers == {"X-Leerlijn-Mail": mark_of(OutgoingMail.objects.get())}
