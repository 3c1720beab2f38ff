"""Sharing the words of a result: only with an own trainer, only the words, until she stops."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation
from people.models import Person
from selfscan.models import ScanRun, ScanShare
from selfscan.queries import scan_states, shared_words
from selfscan.services.sharing import revoke_share, share_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(zonnehoek: Organisation, member: Callable[..., Person]) -> Person:
    """A practice trainer of the same organisation."""
    return member(zonnehoek, Role.PRACTICE_TRAINER, name="Marja van der Heijden")


def test_switch_names_the_trainer_and_can_be_turned_off(
    browser: Client, finished_run: ScanRun, trainer: Person
) -> None:
    text = re.sub(r"\s+", " ", browser.get("/zelfscan/uitslag/").content.decode())
    assert "Deel mijn uitslag met Marja van der Heijden" in text
    browser.post("/zelfscan/uitslag/delen/", {"trainer": trainer.pk, "share": "on"})
    text = re.sub(r"\s+", " ", browser.get("/zelfscan/uitslag/").content.decode())
    assert "Stop met delen met Marja van der Heijden" in text
    browser.post("/zelfscan/uitslag/delen/", {"trainer": trainer.pk, "share": "off"})
    assert ScanShare.objects.get().ends_at is not None


def test_sharing_with_somebody_else_is_404(
    browser: Client,
    finished_run: ScanRun,
    house: Callable[[str], Organisation],
    member: Callable[..., Person],
) -> None:
    stranger = member(house("amelberga"), Role.PRACTICE_TRAINER)
    response = browser.post("/zelfscan/uitslag/delen/", {"trainer": stranger.pk, "share": "on"})
    assert response.status_code == 404
    assert ScanShare.objects.count() == 0


def test_trainer_sees_the_words_only_while_shared(
    finished_run: ScanRun, supervisor: Person, trainer: Person, zonnehoek: Organisation
) -> None:
    seen = {"viewer": trainer, "organisation": zonnehoek}
    assert shared_words(supervisor, **seen) is None
    share_result(person=supervisor, trainer=trainer, organisation=zonnehoek)
    words = shared_words(supervisor, **seen)
    assert words is not None
    assert len(words) == 8
    assert set(words.values()) == {"groeiend"}
    revoke_share(person=supervisor, trainer_id=trainer.pk)
    assert shared_words(supervisor, **seen) is None


def test_sharing_is_with_one_organisation_only(
    finished_run: ScanRun, supervisor: Person, trainer: Person, zonnehoek: Organisation, house: object
) -> None:
    share_result(person=supervisor, trainer=trainer, organisation=zonnehoek)
    elsewhere = house("amelberga")  # type: ignore[operator]  # a fixture that finds an organisation
    assert shared_words(supervisor, viewer=trainer, organisation=elsewhere) is None


def test_sharing_twice_is_sharing_once(
    finished_run: ScanRun, supervisor: Person, trainer: Person, zonnehoek: Organisation
) -> None:
    for _ in range(2):
        share_result(person=supervisor, trainer=trainer, organisation=zonnehoek)
    assert ScanShare.objects.count() == 1


def test_state_tells_done_and_shared_and_nothing_else(
    finished_run: ScanRun,
    supervisor: Person,
    trainer: Person,
    zonnehoek: Organisation,
    member: Callable[..., Person],
    django_assert_num_queries: Callable[[int], object],
) -> None:
    other = member(zonnehoek, Role.SUPERVISOR)
    share_result(person=supervisor, trainer=trainer, organisation=zonnehoek)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # a context manager
        states = scan_states([supervisor.pk, other.pk], viewer=trainer, organisation=zonnehoek)
    assert (states[supervisor.pk].is_shared, states[other.pk].is_shared) == (True, False)
    assert states[supervisor.pk].finished_on == timezone.localdate(finished_run.finished_at)
    assert states[other.pk].finished_on is None


def test_sharing_stops_also_with_who_is_no_trainer_any_more(
    browser: Client, finished_run: ScanRun, supervisor: Person, trainer: Person, zonnehoek: Organisation
) -> None:
    share_result(person=supervisor, trainer=trainer, organisation=zonnehoek)
    Membership.objects.filter(person=trainer).delete()
    text = re.sub(r"\s+", " ", browser.get("/zelfscan/uitslag/").content.decode())
    assert "Stop met delen met Marja van der Heijden" in text
    again = browser.post("/zelfscan/uitslag/delen/", {"trainer": trainer.pk, "share": "on"})
    assert again.status_code == 404
    browser.post("/zelfscan/uitslag/delen/", {"trainer": trainer.pk, "share": "off"})
    assert ScanShare.objects.filter(ends_at=None).count() == 0


def test_switch_is_off_where_she_shares_in_another_organisation_only(
    browser: Client,
    finished_run: ScanRun,
    supervisor: Person,
    trainer: Person,
    house: Callable[[str], Organisation],
) -> None:
    ScanShare.objects.create(person=supervisor, with_person=trainer, organisation=house("amelberga"))
    text = re.sub(r"\s+", " ", browser.get("/zelfscan/uitslag/").content.decode())
    assert "Deel mijn uitslag met Marja van der Heijden" in text
