"""Removing one's account: everything goes, lists stay right, a restore doesn't bring it back."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from cohorts.models import CohortTrainer
from cohorts.services import enrol
from modules.models import AssignmentFile
from organisations.enums import REGION_ROLES, Role
from organisations.models import Organisation
from organisations.tenancy import use_organisation
from people.enums import Verb
from people.erasure import digest_of, erase_account
from people.models import AuditEntry, OutgoingMail, Person, Tombstone
from portal import my_data
from portal.checks import holds_personal_data
from tests.application_role import empty_for_the_test
from tests.counting import counting
from tests.factories import make_cohort, make_member, make_membership, make_participant
from tests.people.test_export import put_everything

ADDRESS = "/mijn-gegevens/verwijderen/"
TYPED = {"confirm": "Verwijder"}


@pytest.fixture(autouse=True)
def tombstones(settings: Any, tmp_path: Path) -> Path:
    """A file of tombstones of this test alone."""
    settings.TOMBSTONES_FILE = tmp_path / "beside" / "tombstones.jsonl"
    return settings.TOMBSTONES_FILE


def _rows_about(person_id: int) -> dict[str, int]:
    """How many rows of each model point at somebody, by whatever key to a person."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        keys = [each.name for each in model._meta.local_fields if each.related_model is Person]
        if model is AuditEntry or not keys:
            continue
        number = sum(model._base_manager.filter(**{f"{key}_id": person_id}).count() for key in keys)
        if number:
            found[model._meta.label] = number
    return found


def test_everything_goes_and_nothing_of_others(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
    marja: Person,
    fatma: Person,
    django_capture_on_commit_callbacks: Any,
) -> None:
    elsewhere = house("amelberga")
    other = make_participant(CohortTrainer.objects.get(person=marja).cohort, "Daan B")
    for person in (fatma, other):
        put_everything(person, marja, zonnehoek, "MIJN")
    make_membership(elsewhere, fatma)
    with use_organisation(elsewhere):
        enrol(cohort=make_cohort(elsewhere), person=fatma)
    kept_of_other = _rows_about(other.pk)
    client, phone = client_at(zonnehoek, fatma), client_at(elsewhere, fatma)
    assert len(_rows_about(fatma.pk)) == 33

    files = list(AssignmentFile.objects.values_list("person", "stored"))

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(ADDRESS, TYPED, follow=True)

    left = {owner: storages["private"].exists(stored) for owner, stored in files}
    assert left == {fatma.pk: False, other.pk: True}
    assert "Het account is verwijderd, met alles wat erbij hoorde." in response.content.decode()
    assert response.redirect_chain == [("/inloggen/", 302)]
    assert _rows_about(fatma.pk) == {}
    assert not Person.objects.filter(pk=fatma.pk).exists()
    assert not OutgoingMail.objects.filter(to=fatma.email).exists()
    assert _rows_about(other.pk) == kept_of_other
    assert phone.get("/mijn-gegevens/").status_code == 302
    assert [each.get_decoded().get("_auth_user_id") for each in Session.objects.all()].count(
        str(fatma.pk)
    ) == 0


def test_the_erasers_themselves_take_it_away_not_the_database(
    fatma: Person, marja: Person, zonnehoek: Organisation
) -> None:
    from people.registry import everything_kept

    put_everything(fatma, marja, zonnehoek, "MIJN")
    for kept in reversed(everything_kept()):
        if kept.erase and kept.name != "account":
            kept.erase(fatma)

    assert _rows_about(fatma.pk) == {}


def test_every_session_of_hers_ends_and_they_are_never_read_all_at_once(
    fatma: Person, marja: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(my_data, "SESSIONS_AT_ONCE", 2, raising=False)
    for number in range(9):
        store = SessionStore()
        store[SESSION_KEY] = str((fatma if number % 3 else marja).pk)
        store.create()

    with counting() as statements:
        erase_account(person=fatma)

    left = [each.get_decoded()[SESSION_KEY] for each in Session.objects.all()]
    read = [each for each in statements if "session_data" in each]
    assert left == [str(marja.pk)] * 3
    assert [each for each in read if "LIMIT 2" not in each] == []
    assert len(read) == 6  # five times two of the nine, and none


def test_lists_boards_and_files_know_nobody_by_that_name(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person
) -> None:
    cohort = make_cohort(zonnehoek, marja)
    for number in range(5):
        make_participant(cohort, f"Persoon {number}")
    gone = make_participant(cohort, "KANARIE Vogel")
    admin = client_at(zonnehoek, make_member(zonnehoek, Role.ORG_ADMIN))
    trainer = client_at(zonnehoek, marja)
    lists = [
        (trainer, f"/groepen/{cohort.pk}/"),
        (trainer, "/groepen/mensen/"),
        (trainer, f"/groepen/{cohort.pk}/export.csv"),
        (admin, "/beheer/mensen/"),
    ]
    assert all(b"KANARIE" in client.get(address).content for client, address in lists)

    client_at(zonnehoek, gone).post(ADDRESS, TYPED)

    for client, address in lists:
        response = client.get(address)
        assert (response.status_code, b"KANARIE" in response.content) == (200, False)
        assert response.content.count(b"Persoon ") >= 5
    assert "5 werkbegeleiders" in trainer.get("/groepen/").content.decode()
    assert trainer.get(f"/groepen/{cohort.pk}/{gone.pk}/").status_code == 404


@pytest.mark.parametrize("typed", ["", "ja", "verwijderen", "verwijder mij"])
def test_another_word_takes_nothing_away(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person, typed: str
) -> None:
    response = client_at(zonnehoek, fatma).post(ADDRESS, {"confirm": typed})

    assert (response.status_code, Person.objects.filter(pk=fatma.pk).count()) == (422, 1)
    assert f'value="{typed}"' in response.content.decode() or not typed


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_takes_nothing_away(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person, method: str
) -> None:
    assert getattr(client_at(zonnehoek, fatma), method)(ADDRESS, TYPED).status_code == 200
    assert Person.objects.filter(pk=fatma.pk).count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORG_ADMIN])
def test_it_works_for_every_role(
    zonnehoek: Organisation, region: Organisation, client_at: Callable[..., Client], role: Role
) -> None:
    organisation = region if role in REGION_ROLES else zonnehoek
    person = make_member(organisation, role)

    assert client_at(organisation, person).post(ADDRESS, TYPED).status_code == 302
    assert not Person.objects.filter(pk=person.pk).exists()


def test_the_only_administrator_finds_a_successor_first(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    admin = make_member(zonnehoek, Role.ORG_ADMIN)
    client = client_at(zonnehoek, admin)

    page = client.get(ADDRESS).content.decode()
    assert "Je bent de enige beheerder." in page
    assert 'name="confirm"' not in page
    assert client.post(ADDRESS, TYPED).status_code == 422
    make_member(zonnehoek, Role.ORG_ADMIN)
    assert client.post(ADDRESS, TYPED).status_code == 302


def test_what_else_somebody_should_know(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
    marja: Person,
) -> None:
    make_cohort(zonnehoek, marja, name="Voorjaar")
    make_cohort(zonnehoek, marja, make_member(zonnehoek, Role.PRACTICE_TRAINER), name="Samen gedaan")
    make_membership(house("amelberga"), marja)

    page = client_at(zonnehoek, marja).get(ADDRESS).content.decode()

    assert "Jij bent de enige die de groep Voorjaar begeleidt." in page
    assert "Samen gedaan" not in page
    assert "Je gebruikt dit account ook bij een andere organisatie." in page
    assert "Amelberga" not in page.split("<main")[1].split("</main>")[0]


def test_the_log_keeps_that_it_happened_without_a_name(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person
) -> None:
    client_at(zonnehoek, fatma).post(ADDRESS, TYPED)

    entry = AuditEntry.objects.get(verb=Verb.ERASED)
    assert (entry.subject_id, entry.organisation_key) == (fatma.pk, "zonnehoek")
    assert "Fatma" not in str(vars(entry))


# Tombstones -------------------------------------------------------------------------------------------


def _restored(person: Person) -> Person:
    """The same row as a backup holds it."""
    return Person.objects.create(
        pk=person.pk, email=person.email, name=person.name, created_at=person.created_at
    )


def _replay(*arguments: str) -> str:
    output = StringIO()
    call_command("replay_tombstones", *arguments, stdout=output)
    return output.getvalue().strip()


def test_a_restore_does_not_bring_somebody_back(
    fatma: Person, zonnehoek: Organisation, tombstones: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        erase_account(person=Person.objects.get(pk=fatma.pk))
    empty_for_the_test(Tombstone)  # the restored database is older
    back = _restored(fatma)
    other = make_member(zonnehoek)
    assert fatma.email not in tombstones.read_text()

    with django_capture_on_commit_callbacks(execute=True):
        assert _replay() == "1 opnieuw verwijderd"
    assert _replay() == "0 opnieuw verwijderd"

    assert not Person.objects.filter(pk=back.pk).exists()
    assert Person.objects.filter(pk=other.pk).exists()
    assert (Tombstone.objects.count(), len(tombstones.read_text().splitlines())) == (1, 1)


def test_who_comes_back_with_the_same_address_stays(fatma: Person, zonnehoek: Organisation) -> None:
    email = fatma.email
    erase_account(person=fatma)
    again = make_member(zonnehoek, email=email)

    assert _replay() == "0 opnieuw verwijderd"
    assert Person.objects.filter(pk=again.pk).exists()


def test_the_last_administrator_of_a_backup_goes_too(zonnehoek: Organisation) -> None:
    admin = make_member(zonnehoek, Role.ORG_ADMIN)
    Tombstone.objects.create(digest=digest_of(admin))

    assert _replay() == "1 opnieuw verwijderd"


def test_a_further_file_and_a_line_that_was_cut_off(fatma: Person, tmp_path: Path) -> None:
    file = tmp_path / "elders.jsonl"
    file.write_text(f'{{"digest": "{digest_of(fatma)}", "day": "2026-11-01"}}\n{{"digest": "ab')

    assert _replay(str(file)) == "1 opnieuw verwijderd"
    with pytest.raises(CommandError, match="Niet gevonden"):
        _replay(str(tmp_path / "weg.jsonl"))


def test_personal_models_are_known() -> None:
    labels = {model._meta.label for model in apps.get_models() if holds_personal_data(model)}

    assert len(labels) == 45
    assert {"people.Person", "organisations.Membership", "cohorts.Enrolment", "sessions.Session"} <= labels


def test_the_page_names_what_there_is_of_her(
    zonnehoek: Organisation, client_at: Callable[..., Client], fatma: Person
) -> None:
    page = client_at(zonnehoek, fatma).get(ADDRESS).content.decode().split("<main")[1]

    for line, is_there in (
        ("Mijn rollen", True),
        ("Mijn groepen", True),
        ("Mijn instellingen in de redactie", False),
    ):
        assert (f"<li>{line}</li>" in page) is is_there
    assert "Het logboek blijft 24 maanden" in page
