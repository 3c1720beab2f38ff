"""Sharing the words of a result: only with an own trainer, only the words, until she stops."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation
from people.models import Person
from selfscan.models import ScanRun, ScanShare
from selfscan.queries import scan_states, shared_words
from selfscan.services.sharing import revoke_share, share_result
from tests.factories import make_cohort, make_participant, make_scan_done
from tests.forms import filled

pytestmark = pytest.mark.django_db

REPLACES = "Nog een keer bewaren zet dat in de plaats."


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


# A last day ------------------------------------------------------------------------------------------

NOON = dt.datetime(2027, 3, 26, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))
LAST_MOMENT = dt.datetime(2027, 3, 28, 23, 59, 59, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The Friday before the clock goes forward; asked for first, so that everybody begins on that day."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def _share(browser: Client, trainer: Person, last_day: str) -> int:
    data = {"trainer": trainer.pk, "share": "on", "last_day": last_day}
    return browser.post("/zelfscan/uitslag/delen/", data).status_code


def _form(response: object) -> dict[str, str]:
    """What the form with a last day sends."""
    page = BeautifulSoup(response.content, "html.parser")  # type: ignore[attr-defined]
    return filled(page.select_one("form.share__form")) | {"share": "on"}


def _send(browser: Client, form: dict[str, str], **typed: str) -> object:
    return browser.post("/zelfscan/uitslag/delen/", form | typed)


def _result(browser: Client) -> str:
    return re.sub(r"\s+", " ", browser.get("/zelfscan/uitslag/").content.decode())


def test_share_ends_with_its_last_day_and_can_begin_again(
    clock: time_machine.Traveller,
    browser: Client,
    finished_run: ScanRun,
    supervisor: Person,
    trainer: Person,
    zonnehoek: Organisation,
) -> None:
    seen = {"viewer": trainer, "organisation": zonnehoek}
    assert _share(browser, trainer, "2027-03-28") == 302  # the clock goes forward that night
    assert "tot en met 28 maart 2027" in _result(browser)
    assert "tot en met 28 maart 2027" in browser.get("/mijn-gegevens/").content.decode()

    clock.move_to(LAST_MOMENT)
    assert shared_words(supervisor, **seen) is not None
    assert scan_states([supervisor.pk], **seen)[supervisor.pk].shared_until == dt.date(2027, 3, 28)

    clock.move_to(LAST_MOMENT + dt.timedelta(seconds=1))
    assert shared_words(supervisor, **seen) is None
    assert scan_states([supervisor.pk], **seen)[supervisor.pk].is_shared is False
    assert "Deel mijn uitslag met Marja" in _result(browser)

    assert _share(browser, trainer, "") == 302
    assert shared_words(supervisor, **seen) is not None
    assert ScanShare.objects.count() == 2


def test_last_day_is_moved_taken_away_and_cut_short_by_stopping(
    clock: time_machine.Traveller, browser: Client, finished_run: ScanRun, trainer: Person
) -> None:
    for last_day in ("2027-03-28", "2027-12-31"):
        _share(browser, trainer, last_day)
    assert "tot en met 31 december 2027" in _result(browser)
    _share(browser, trainer, "")
    assert ScanShare.objects.get().ends_at is None
    _share(browser, trainer, "2027-03-26")
    browser.post("/zelfscan/uitslag/delen/", {"trainer": trainer.pk, "share": "off"})
    assert ScanShare.objects.get().ends_at == NOON


@pytest.mark.parametrize(
    ("meanwhile", "told", "again"),
    [
        ({"share": "on", "last_day": "2027-04-30"}, "tot en met 30 april 2027", REPLACES),
        ({"share": "on", "last_day": ""}, "zonder einddatum", REPLACES),
        ({"share": "off"}, "niet", "Nog een keer drukken deelt de uitslag weer."),
    ],
)
def test_another_last_day_than_another_window_gave_asks_for_one_more_press(
    clock: time_machine.Traveller,
    browser: Client,
    finished_run: ScanRun,
    trainer: Person,
    meanwhile: dict[str, str],
    told: str,
    again: str,
) -> None:
    _share(browser, trainer, "2027-03-28")
    form = _form(browser.get("/zelfscan/uitslag/"))
    browser.post("/zelfscan/uitslag/delen/", {"trainer": trainer.pk} | meanwhile)
    before = list(ScanShare.objects.values("pk", "ends_at"))

    stale = _send(browser, form, last_day="2027-05-01")

    page = BeautifulSoup(stale.content, "html.parser")
    said = [" ".join(each.get_text().split()) for each in page.select("main .notice--warning li")]
    assert (stale.status_code, said) == (409, [f"Gedeeld met Marja van der Heijden: {told}"])
    asks = page.select("main .notice--warning p")[-1].get_text()
    assert " ".join(asks.split()) == f"Wat hier is ingevuld, staat hieronder nog. {again}"
    assert list(ScanShare.objects.values("pk", "ends_at")) == before
    assert "Wie ziet dit? Alleen jij, en wie je hierboven kiest." in " ".join(page.get_text().split())
    offered = _form(stale)
    assert offered["last_day"] == "2027-05-01"
    assert _send(browser, offered).status_code == 302
    assert "tot en met 1 mei 2027" in _result(browser)


def test_what_another_window_shared_already_is_told_and_the_same_day_twice_is_once(
    clock: time_machine.Traveller, browser: Client, finished_run: ScanRun, trainer: Person
) -> None:
    form = _form(browser.get("/zelfscan/uitslag/"))
    _share(browser, trainer, "2027-03-28")

    assert _send(browser, form, last_day="2027-03-28").status_code == 302
    assert _send(browser, form, last_day="").status_code == 409
    assert ScanShare.objects.get().last_day == dt.date(2027, 3, 28)


@pytest.mark.parametrize(
    ("last_day", "message"),
    [
        ("2027-03-25", "Deze dag is al voorbij"),
        ("2028-03-27", "over meer dan een jaar"),
        ("morgen", "Dit is geen datum"),
    ],
)
def test_a_day_that_cannot_be_keeps_what_was_typed_and_shares_nothing(
    clock: time_machine.Traveller,
    browser: Client,
    finished_run: ScanRun,
    trainer: Person,
    last_day: str,
    message: str,
) -> None:
    data = {"trainer": trainer.pk, "share": "on", "last_day": last_day}
    response = browser.post("/zelfscan/uitslag/delen/", data)
    text = response.content.decode()
    assert response.status_code == 422
    assert message in text
    assert f'value="{last_day}"' in text
    assert "Wie ziet dit?" in text
    assert ScanShare.objects.count() == 0


def test_trainer_reads_until_when_it_is_shared(
    clock: time_machine.Traveller,
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    trainer: Person,
) -> None:
    cohort = make_cohort(zonnehoek, trainer)
    person = make_participant(cohort, "Daan B")
    make_scan_done(person)
    share_result(person=person, trainer=trainer, organisation=zonnehoek, last_day=dt.date(2027, 4, 2))
    page = client_at(zonnehoek, trainer).get(f"/groepen/{cohort.pk}/{person.pk}/")
    assert "tot en met 2 april 2027" in page.content.decode()
