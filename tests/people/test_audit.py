"""The audit log: every read of a record by another, every change, every refusal; added, never changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation
from people.audit import acting, record
from people.enums import Verb
from people.managers import AppendOnly
from people.models import AuditEntry, Person
from selfscan.services.sharing import share_result
from tests.application_role import empty_for_the_test
from tests.factories import make_member, make_scan_done
from tests.people.pages import page_of


def _log(**filters: Any) -> list[tuple[str, int | None, int | None, str, str]]:
    rows = AuditEntry.objects.filter(**filters).order_by("pk")
    return [
        (row.verb, row.actor_id, row.subject_id, row.organisation_key, row.details.get("role", ""))
        for row in rows
    ]


def test_a_trainer_reads_thepage_of_a_person(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person
) -> None:
    empty_for_the_test(AuditEntry)

    client_at(zonnehoek, marja).get(page_of(marja, fatma))

    assert _log() == [("read_status", marja.pk, fatma.pk, "zonnehoek", "practice_trainer")]


def test_reading_a_shared_result_is_told_as_such(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person
) -> None:
    make_scan_done(fatma)
    share_result(person=fatma, trainer=marja, organisation=zonnehoek)

    client_at(zonnehoek, marja).get(page_of(marja, fatma))

    assert _log(verb__in=["shared", "read_status", "read_result"]) == [
        ("shared", fatma.pk, fatma.pk, "", ""),
        ("read_result", marja.pk, fatma.pk, "zonnehoek", "practice_trainer"),
    ]


def test_the_list_of_a_group_as_a_file_is_told_to_everybody_in_it(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person
) -> None:
    client_at(zonnehoek, marja).get(page_of(marja, fatma).rsplit("/", 2)[0] + "/export.csv")

    assert _log(verb="exported_board") == [
        ("exported_board", marja.pk, fatma.pk, "zonnehoek", "practice_trainer")
    ]


def test_an_administrator_reads_changes_and_ends(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person
) -> None:
    admin = make_member(zonnehoek, Role.ORG_ADMIN)
    membership = Membership.objects.get(person=fatma)
    client = client_at(zonnehoek, admin)
    empty_for_the_test(AuditEntry)
    address = f"/beheer/mensen/{membership.pk}/"

    client.get(address)
    client.post(address, {"role": Role.TEAM_LEADER, "starts": timezone.localdate().isoformat()})
    client.post(f"{address}stoppen/")
    client.post(
        "/beheer/mensen/nieuw/",
        {
            "name": "Nieuw Hier",
            "email": "nieuw@zonnehoek.example",
            "role": Role.SUPERVISOR,
            "starts": timezone.localdate().isoformat(),
        },
    )

    new = Person.objects.get(email="nieuw@zonnehoek.example")
    by = (admin.pk, "zonnehoek", "org_admin")
    assert [(verb, subject) for verb, _actor, subject, *_rest in _log()] == [
        ("read_account", fatma.pk),
        ("changed_membership", fatma.pk),
        ("ended_membership", fatma.pk),
        ("joined", new.pk),
        ("invited", new.pk),
    ]
    assert {(actor, key, role) for _verb, actor, _subject, key, role in _log()} == {by}
    changed = AuditEntry.objects.get(verb="changed_membership")
    assert changed.details == {
        "role": "org_admin",
        "from_role": "supervisor",
        "to_role": "team_leader",
    }
    assert changed.object_label == f"organisations.Membership:{membership.pk}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_refused_attempt_is_kept(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person, method: str
) -> None:
    response = getattr(client_at(zonnehoek, fatma), method)("/beheer/mensen/")

    entry = AuditEntry.objects.get(verb="refused")
    assert response.status_code == 403
    assert (entry.actor_id, entry.object_label, entry.details) == (
        fatma.pk,
        "people_admin",
        {"role": "supervisor", "method": method.upper()},
    )


def test_an_expired_form_is_no_attempt(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person
) -> None:
    client = client_at(zonnehoek, fatma, enforce_csrf_checks=True)

    assert client.post("/mijn-gegevens/", {"name": "x"}).status_code == 403
    assert _log(verb="refused") == []


def test_entries_are_added_and_nothing_else(fatma: Person) -> None:
    entry = record(Verb.WIPED, subject=fatma)

    for change in (
        entry.save,
        entry.delete,
        lambda: AuditEntry.objects.update(verb="joined"),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.bulk_update([entry], ["verb"]),
        lambda: AuditEntry.objects.get(pk=entry.pk).save(),
    ):
        with pytest.raises(AppendOnly):
            change()
    assert AuditEntry.objects.get(pk=entry.pk).verb == "wiped"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\u2028", "\x0b", "\x85", "\u202e"])
def test_a_line_cannot_be_forged(db: None, line_end: str) -> None:
    forged = f"onschuldig{line_end}2026-01-01 refused actor=1"

    with acting(person_id=None, role=forged, organisation_key="zonnehoek"):
        entry = record(Verb.REFUSED, about=forged, method=forged)

    entry.refresh_from_db()
    for text in (entry.object_label, *entry.details.values()):
        assert text == "onschuldig 2026-01-01 refused actor=1"


def test_an_address_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="No addresses"):
        record(Verb.JOINED, about="fatma@zonnehoek.example")


def test_no_name_stands_in_the_log(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person
) -> None:
    client = client_at(zonnehoek, marja)
    client.get(page_of(marja, fatma))
    client.post(
        page_of(marja, fatma).rsplit("/", 2)[0] + "/toevoegen/",
        {"name": "Kanarie Vogel", "email": "kanarie@x.example", "line": "1", "action": "confirm"},
    )

    texts = " ".join(f"{row.object_label} {row.details}" for row in AuditEntry.objects.all())
    assert AuditEntry.objects.filter(verb="invited").count() == 1
    for word in ("@", "Kanarie", "Fatma", "Marja", "Najaar"):
        assert word not in texts
