"""Reporting and hiding in the discussion of a case: who does it, who sees it, what the log keeps."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from modules.models import CasePage, Contribution, Report
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import all_organisations
from people.enums import Verb
from people.models import AuditEntry, Person
from tests.counting import queries_of
from tests.factories import make_member
from tests.modules.talking import address_of, answer, put_answer, send, soup_of, texts_on

pytestmark = pytest.mark.django_db

HERS = "Ik vraag eerst wat Sem al deed."
THEIRS = "Mevrouw uit kamer 12 vond het niets."
WHY = "Zo is zij te herkennen."
QUEUE = "/samen/gesprek/meldingen/"


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    cache.clear()


@pytest.fixture
def case(db: None) -> CasePage:
    """K01: for the whole region."""
    return CasePage.objects.get(key="K01")


@pytest.fixture
def ria(zonnehoek: Organisation) -> Person:
    """A colleague of Daan."""
    return make_member(zonnehoek, Role.SUPERVISOR, name="Ria Kuipers")


@pytest.fixture
def as_ria(zonnehoek: Organisation, ria: Person, client_at: Callable[..., Client]) -> Client:
    return client_at(zonnehoek, ria)


@pytest.fixture
def marja(zonnehoek: Organisation) -> Person:
    """A practice trainer here."""
    return make_member(zonnehoek, Role.PRACTICE_TRAINER, name="Marja van der Heijden")


@pytest.fixture
def trainer(zonnehoek: Organisation, marja: Person, client_at: Callable[..., Client]) -> Client:
    return client_at(zonnehoek, marja)


@pytest.fixture
def theirs(zonnehoek: Organisation, ria: Person, case: CasePage) -> int:
    """What Ria answered."""
    return put_answer(zonnehoek, ria, case, THEIRS)


def hide(client: Client, pk: int, reason: str = WHY) -> int:
    return send(client, soup_of(client.get(f"/samen/gesprek/{pk}/verbergen/")), text=reason).status_code


def report(client: Client, pk: int, reason: str = WHY) -> int:
    return send(client, soup_of(client.get(f"/samen/gesprek/{pk}/melden/")), text=reason).status_code


def acts() -> list[tuple[str, int | None, int | None]]:
    """The log of the discussion: what, who, about whom."""
    verbs = [Verb.REPORTED_CONTRIBUTION, Verb.HID_CONTRIBUTION, Verb.PUT_BACK_CONTRIBUTION]
    verbs += [Verb.LET_STAND_CONTRIBUTION, Verb.WITHDREW_CONTRIBUTION, Verb.READ_REPORTED]
    entries = AuditEntry.objects.filter(verb__in=verbs).order_by("pk")
    return [(entry.verb, entry.actor_id, entry.subject_id) for entry in entries]


def test_what_is_hidden_is_read_by_its_writer_and_the_trainers_only(
    browser: Client, as_ria: Client, trainer: Client, case: CasePage, theirs: int, marja: Person, ria: Person
) -> None:
    answer(browser, case, HERS)

    assert hide(trainer, theirs) == 302

    assert texts_on(soup_of(browser.get(address_of(case)))) == [HERS]
    assert THEIRS not in browser.get(address_of(case)).content.decode()
    own = soup_of(as_ria.get(address_of(case))).select_one(f"#bijdrage-{theirs}")
    told = [" ".join(each.get_text().split()) for each in own.select("[data-hidden] p")]
    assert told == [
        "Verborgen voor anderen.",
        f"Marja van der Heijden schreef erbij: {WHY}",
        "Verander de tekst en bied hem opnieuw aan",
    ]
    assert texts_on(soup_of(trainer.get(address_of(case)))) == [THEIRS, HERS]
    assert acts() == [(Verb.HID_CONTRIBUTION, marja.pk, ria.pk)]


def test_hidden_is_hidden_in_other_organisations_too(
    trainer: Client,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
    case: CasePage,
    theirs: int,
) -> None:
    elsewhere = house("amelberga")
    lieke = make_member(elsewhere)
    put_answer(elsewhere, lieke, case, HERS)

    before = texts_on(soup_of(client_at(elsewhere, lieke).get(address_of(case))))
    hide(trainer, theirs)

    assert before == [HERS, THEIRS]
    assert texts_on(soup_of(client_at(elsewhere, lieke).get(address_of(case)))) == [HERS]


def test_she_changes_it_offers_it_again_and_it_is_put_back(
    browser: Client, as_ria: Client, trainer: Client, case: CasePage, theirs: int, marja: Person, ria: Person
) -> None:
    answer(browser, case, HERS)
    hide(trainer, theirs)
    better = "Eén mevrouw vond het niets."

    send(as_ria, soup_of(as_ria.get(f"/samen/gesprek/{theirs}/wijzigen/")), text=better)
    waits = texts_on(soup_of(browser.get(address_of(case))))
    queue = soup_of(trainer.get(QUEUE))
    page = soup_of(trainer.get(f"{QUEUE}{theirs}/"))
    send(trainer, page, "form[action$='terugzetten/']")

    assert waits == [HERS]
    assert [each["data-waiting"] for each in queue.select("[data-waiting]")] == [str(theirs)]
    assert texts_on(page) == [better]
    assert texts_on(soup_of(browser.get(address_of(case)))) == [HERS, better]
    assert soup_of(trainer.get(QUEUE)).select("[data-waiting]") == []
    assert acts() == [
        (Verb.HID_CONTRIBUTION, marja.pk, ria.pk),
        (Verb.READ_REPORTED, marja.pk, ria.pk),
        (Verb.PUT_BACK_CONTRIBUTION, marja.pk, ria.pk),
    ]


def told_to_reporter(client: Client, case: CasePage) -> list[str]:
    """What the page of the question says of one's own reports, behind the day."""
    lines = soup_of(client.get(address_of(case))).select("[data-report] p:first-child")
    return [" ".join(each.get_text().split()).partition(". ")[2] for each in lines]


def test_who_reported_hears_what_became_of_it(
    browser: Client, as_ria: Client, trainer: Client, case: CasePage, theirs: int
) -> None:
    answer(browser, case, HERS)
    before = told_to_reporter(browser, case)
    report(browser, theirs)
    told = [told_to_reporter(browser, case)]
    send(trainer, soup_of(trainer.get(f"{QUEUE}{theirs}/")), "form[action$='laten-staan/']")
    told.append(told_to_reporter(browser, case))
    hide(trainer, theirs)
    told.append(told_to_reporter(browser, case))
    send(as_ria, soup_of(as_ria.get(f"/samen/gesprek/{theirs}/wijzigen/")), text="Een ander woord.")
    told.append(told_to_reporter(browser, case))

    hidden = ["Er is naar gekeken. De tekst is verborgen."]
    assert before == []
    assert told == [
        ["Er heeft nog niemand naar gekeken."],
        ["Er is naar gekeken. De tekst blijft staan."],
        hidden,
        hidden,
    ]
    assert WHY not in browser.get(address_of(case)).content.decode()


def test_a_report_across_organisations_is_told_to_who_made_it_alone(
    as_ria: Client,
    trainer: Client,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
    case: CasePage,
    theirs: int,
) -> None:
    elsewhere = house("amelberga")
    lieke, mo = make_member(elsewhere), make_member(elsewhere)
    for each in (lieke, mo):
        put_answer(elsewhere, each, case, HERS)
    report(client_at(elsewhere, lieke), theirs)
    hide(trainer, theirs)

    told = [told_to_reporter(each, case) for each in (client_at(elsewhere, lieke), client_at(elsewhere, mo))]

    assert told == [["Er is naar gekeken. De tekst is verborgen."], []]
    assert [told_to_reporter(each, case) for each in (as_ria, trainer)] == [[], []]


def test_replies_stay_under_what_is_hidden(
    browser: Client, as_ria: Client, trainer: Client, case: CasePage, theirs: int
) -> None:
    answer(browser, case, HERS)
    send(browser, soup_of(browser.get(f"/samen/gesprek/{theirs}/reactie/")), text="Hoe dan?")
    hide(trainer, theirs)

    place = soup_of(browser.get(address_of(case))).select_one(f"#bijdrage-{theirs}")

    assert place.p.get_text(strip=True) == "Deze tekst is verborgen."
    assert [each.get_text(strip=True) for each in place.select(".talk__text")] == ["Hoe dan?"]


def test_a_reason_is_needed(trainer: Client, theirs: int) -> None:
    assert (hide(trainer, theirs, " "), hide(trainer, theirs, "x" * 301)) == (422, 422)
    assert Contribution.objects.get(pk=theirs).state == "visible"


def test_a_report_waits_for_the_trainers_of_the_writers_organisation(
    browser: Client, trainer: Client, daan: Person, marja: Person, ria: Person, case: CasePage, theirs: int
) -> None:
    answer(browser, case, HERS)

    assert [report(browser, theirs), report(browser, theirs, "Nog eens.")] == [302, 302]

    assert [row.reason for row in Report.objects.all()] == [WHY]
    badge = soup_of(trainer.get("/groepen/")).select_one(".site-nav__count")
    assert badge.get_text(" ", strip=True) == "1 te bekijken"
    page = trainer.get(f"{QUEUE}{theirs}/")
    assert WHY in page.content.decode()
    assert "Daan" not in soup_of(page).main.decode()
    send(trainer, soup_of(page), "form[action$='laten-staan/']")
    assert soup_of(trainer.get("/groepen/")).select(".site-nav__count") == []
    assert texts_on(soup_of(browser.get(address_of(case)))) == [HERS, THEIRS]
    assert acts() == [
        (Verb.REPORTED_CONTRIBUTION, daan.pk, None),
        (Verb.READ_REPORTED, marja.pk, ria.pk),
        (Verb.LET_STAND_CONTRIBUTION, marja.pk, ria.pk),
    ]


def test_after_trainers_looked_telling_it_again_waits_for_them_again(
    browser: Client, trainer: Client, case: CasePage, theirs: int
) -> None:
    answer(browser, case, HERS)
    report(browser, theirs)
    send(trainer, soup_of(trainer.get(f"{QUEUE}{theirs}/")), "form[action$='laten-staan/']")

    form = soup_of(browser.get(f"/samen/gesprek/{theirs}/melden/"))
    sent = send(browser, form, text="De familie herkent haar.")

    assert "Dank voor de melding." in browser.get(sent["Location"]).content.decode()
    assert [(row.reason, row.closed_at) for row in Report.objects.all()] == [
        ("De familie herkent haar.", None)
    ]
    assert "De familie herkent haar." in trainer.get(f"{QUEUE}{theirs}/").content.decode()
    badge = soup_of(trainer.get("/groepen/")).select_one(".site-nav__count")
    assert badge.get_text(" ", strip=True) == "1 te bekijken"


def test_a_report_from_elsewhere_reaches_home_and_nobody_else(
    browser: Client,
    trainer: Client,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
    case: CasePage,
) -> None:
    elsewhere = house("amelberga")
    lieke = make_member(elsewhere)
    hers = put_answer(elsewhere, lieke, case, THEIRS)
    answer(browser, case, HERS)

    report(browser, hers)

    assert soup_of(trainer.get(QUEUE)).select("[data-waiting]") == []
    assert [
        trainer.get(f"{QUEUE}{hers}/").status_code,
        trainer.get(f"/samen/gesprek/{hers}/verbergen/").status_code,
    ] == [
        404,
        404,
    ]
    there = client_at(elsewhere, make_member(elsewhere, Role.PRACTICE_TRAINER))
    assert [each["data-waiting"] for each in soup_of(there.get(QUEUE)).select("[data-waiting]")] == [
        str(hers)
    ]
    with all_organisations("the test counts"):
        assert [row.organisation_id for row in Report.objects.all()] == [elsewhere.pk]


@pytest.mark.parametrize("became", ["unpublished", "not discussed", "deleted", "without the question"])
def test_a_report_is_decided_upon_whatever_became_of_the_case(
    browser: Client, trainer: Client, case: CasePage, theirs: int, became: str
) -> None:
    answer(browser, case, HERS)
    report(browser, theirs)
    if became == "unpublished":
        case.unpublish()
    elif became == "not discussed":
        CasePage.objects.filter(pk=case.pk).update(discussion_reach="none")
    elif became == "deleted":
        case.delete()
    else:
        del case.questions[0]
        case.save_revision().publish()

    queue = soup_of(trainer.get(QUEUE))
    page = soup_of(trainer.get(queue.select_one("[data-waiting] a")["href"]))
    links = [trainer.get(str(each["href"])).status_code for each in page.select("main a")]
    hidden = hide(trainer, theirs)

    assert texts_on(page) == [THEIRS]
    assert Contribution.objects.get(pk=theirs).question_text in page.main.get_text()
    assert set(links) == {200}
    assert (hidden, Contribution.objects.get(pk=theirs).state) == (302, "hidden")
    assert soup_of(trainer.get(QUEUE)).select("[data-waiting]") == []
    assert trainer.post(f"/samen/gesprek/{theirs}/terugzetten/").status_code == 302
    assert Contribution.objects.get(pk=theirs).state == "visible"


def test_a_report_of_a_gone_case_stays_with_the_trainers_of_the_writers_organisation(
    trainer: Client,
    browser: Client,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
    case: CasePage,
    theirs: int,
) -> None:
    elsewhere = house("amelberga")
    stranger = client_at(elsewhere, make_member(elsewhere, Role.PRACTICE_TRAINER))
    case.unpublish()

    paths = [f"{QUEUE}{theirs}/", f"/samen/gesprek/{theirs}/verbergen/"]
    assert [stranger.get(path).status_code for path in paths] == [404, 404]
    assert browser.get(f"/samen/gesprek/{theirs}/intrekken/").status_code == 404
    assert trainer.get(paths[0]).status_code == 200


def test_hiding_answers_the_reports(browser: Client, trainer: Client, case: CasePage, theirs: int) -> None:
    answer(browser, case, HERS)
    report(browser, theirs)

    hide(trainer, theirs)

    assert Report.objects.filter(closed_at=None).count() == 0
    assert soup_of(trainer.get(QUEUE)).select("[data-waiting]") == []


@pytest.mark.parametrize("act", ["verbergen", "terugzetten", "laten-staan"])
def test_a_supervisor_moderates_nothing(browser: Client, case: CasePage, theirs: int, act: str) -> None:
    answer(browser, case, HERS)

    assert browser.post(f"/samen/gesprek/{theirs}/{act}/", {"text": WHY}).status_code == 403
    assert Contribution.objects.get(pk=theirs).state == "visible"


def test_the_writer_reads_who_opened_what_was_reported(
    browser: Client, as_ria: Client, trainer: Client, case: CasePage, theirs: int
) -> None:
    answer(browser, case, HERS)
    report(browser, theirs)
    trainer.get(f"{QUEUE}{theirs}/")

    looks = soup_of(as_ria.get("/mijn-gegevens/")).get_text(" ", strip=True)

    assert "Marja van der Heijden (praktijkopleider)" in looks or "Marja van der Heijden (leercoach)" in looks
    assert "las een bijdrage aan een casus waarover een melding was" in looks


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_takes_as_many_queries_with_more_in_it(
    browser: Client, trainer: Client, zonnehoek: Organisation, case: CasePage, number: int
) -> None:
    answer(browser, case, HERS)
    for each in range(number):
        report(browser, put_answer(zonnehoek, make_member(zonnehoek), case, f"Tekst {each}"))

    page = soup_of(trainer.get(QUEUE))
    assert len(page.select("[data-waiting]")) == number
    assert queries_of(trainer, QUEUE) == 8
