"""Talking about a case: first one's own answer, then those of others; names, replies, "herkenbaar", change, take back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from modules.models import CasePage, Contribution, DiscussionReach, Recognition
from modules.queries import Reader, talk_about
from organisations.enums import Role
from organisations.models import Organisation
from organisations.tenancy import all_organisations, use_organisation
from people.models import Person
from tests.counting import counting, queries_of
from tests.factories import make_member
from tests.modules.talking import address_of, answer, filled, put_answer, send, soup_of, texts_on, writers_on

pytestmark = pytest.mark.django_db

HERS = "Ik vraag eerst wat Sem al deed."
THEIRS = "Ik bel de planner terug."


@pytest.fixture
def case(db: None) -> CasePage:
    """K01: for the whole region."""
    return CasePage.objects.get(key="K01")


@pytest.fixture
def own_case(db: None) -> CasePage:
    """K02: within the organisation."""
    return CasePage.objects.get(key="K02")


@pytest.fixture
def ria(zonnehoek: Organisation) -> Person:
    """A colleague of Daan."""
    return make_member(zonnehoek, Role.SUPERVISOR, name="Ria Kuipers")


@pytest.fixture
def amelberga(house: Callable[[str], Organisation]) -> Organisation:
    return house("amelberga")


@pytest.fixture
def lieke(amelberga: Organisation) -> Person:
    """A supervisor elsewhere."""
    return make_member(amelberga, Role.SUPERVISOR, name="Lieke Elders")


def test_before_her_own_answer_nothing_of_others_is_on_the_page(
    browser: Client, zonnehoek: Organisation, ria: Person, case: CasePage
) -> None:
    put_answer(zonnehoek, ria, case, THEIRS)

    page = browser.get(address_of(case))
    overview = browser.get(f"/samen/casussen/{case.slug}/gesprek/")

    assert [
        THEIRS in each.content.decode() or "Ria" in each.content.decode() for each in (page, overview)
    ] == [
        False,
        False,
    ]
    assert soup_of(page).select("[data-contribution]") == []
    assert soup_of(page).select_one("form#antwoord textarea") is not None


def test_after_it_she_reads_the_others(
    browser: Client, zonnehoek: Organisation, ria: Person, case: CasePage
) -> None:
    put_answer(zonnehoek, ria, case, THEIRS)

    response = answer(browser, case, HERS)
    page = soup_of(browser.get(response["Location"]))

    assert response.status_code == 302
    assert (texts_on(page), writers_on(page)) == ([HERS, THEIRS], ["Jij", "Ria Kuipers"])
    assert page.select("form#antwoord") == []


def test_an_answer_to_one_question_opens_no_other(
    browser: Client, zonnehoek: Organisation, ria: Person, case: CasePage
) -> None:
    put_answer(zonnehoek, ria, case, THEIRS, number=2)

    answer(browser, case, HERS)

    assert texts_on(soup_of(browser.get(address_of(case, 2)))) == []


def test_other_organisations_are_read_without_name_and_house(
    browser: Client, amelberga: Organisation, lieke: Person, case: CasePage
) -> None:
    put_answer(amelberga, lieke, case, THEIRS)

    answer(browser, case, HERS)
    page = browser.get(address_of(case))

    assert writers_on(soup_of(page)) == ["Jij", "Werkbegeleider, andere organisatie"]
    assert texts_on(soup_of(page)) == [HERS, THEIRS]
    html = soup_of(page).main.decode()
    assert [each for each in ("Lieke", "Amelberga") if each in html] == []


def test_a_name_is_told_elsewhere_by_whoever_bears_it(
    browser: Client, amelberga: Organisation, lieke: Person, case: CasePage
) -> None:
    put_answer(amelberga, lieke, case, THEIRS, shows_name=True)

    answer(browser, case, HERS)
    page = soup_of(browser.get(address_of(case)))

    writer = " ".join(page.select("main .talk__writer")[1].get_text(" ").split())
    assert writer.startswith(f"Lieke Elders , {amelberga.name}")


def test_a_case_within_the_organisation_reaches_no_other(
    browser: Client, amelberga: Organisation, lieke: Person, own_case: CasePage
) -> None:
    put_answer(amelberga, lieke, own_case, THEIRS, shows_name=True)

    answer(browser, own_case, HERS)

    assert texts_on(soup_of(browser.get(address_of(own_case)))) == [HERS]


def test_a_wider_reach_later_takes_nothing_along_that_was_written_before(
    browser: Client, amelberga: Organisation, lieke: Person, own_case: CasePage
) -> None:
    put_answer(amelberga, lieke, own_case, THEIRS)
    own_case.discussion_reach = DiscussionReach.REGION
    own_case.save()

    answer(browser, own_case, HERS)

    assert texts_on(soup_of(browser.get(address_of(own_case)))) == [HERS]


def test_a_smaller_reach_later_closes_at_once(
    browser: Client, amelberga: Organisation, lieke: Person, case: CasePage
) -> None:
    put_answer(amelberga, lieke, case, THEIRS)
    answer(browser, case, HERS)
    case.discussion_reach = DiscussionReach.ORGANISATION
    case.save()

    assert texts_on(soup_of(browser.get(address_of(case)))) == [HERS]


def test_a_case_without_discussion_has_no_such_address(browser: Client, case: CasePage) -> None:
    case.discussion_reach = DiscussionReach.NONE
    case.save()

    pages = [browser.get(address_of(case)), browser.get(f"/samen/casussen/{case.slug}/gesprek/")]
    pages.append(browser.post(f"{address_of(case)}antwoord/", {"text": HERS}))

    assert [each.status_code for each in pages] == [404, 404, 404]
    assert "/gesprek/" not in browser.get(f"/samen/casussen/{case.slug}/").content.decode()


def test_a_trainer_reads_without_answering(
    other: Callable[[str], Client], zonnehoek: Organisation, ria: Person, case: CasePage
) -> None:
    put_answer(zonnehoek, ria, case, THEIRS)

    page = soup_of(other(Role.PRACTICE_TRAINER).get(address_of(case)))

    assert (texts_on(page), writers_on(page), page.select("form#antwoord")) == ([THEIRS], ["Ria Kuipers"], [])


@pytest.mark.parametrize("role", [Role.ORG_ADMIN, Role.TEAM_LEADER, Role.LEARNER, Role.STYLE_MANAGER])
def test_nobody_else_has_a_seat(other: Callable[[str], Client], case: CasePage, role: str) -> None:
    assert other(role).get(address_of(case)).status_code == 403


def test_the_same_press_twice_is_one_answer(browser: Client, case: CasePage) -> None:
    page = soup_of(browser.get(address_of(case)))

    answers = [send(browser, page, "form#antwoord", text=HERS).status_code for _press in range(2)]

    assert (answers, Contribution.objects.count()) == ([302, 302], 1)


def test_an_answer_from_a_second_window_keeps_both_texts(browser: Client, case: CasePage) -> None:
    second = soup_of(browser.get(address_of(case)))
    answer(browser, case, HERS)

    response = send(browser, second, "form#antwoord", text="Iets anders.")
    page = soup_of(response)

    assert response.status_code == 409
    assert (texts_on(page), page.textarea.text.strip()) == ([HERS], "Iets anders.")
    assert send(browser, page).status_code == 302
    assert Contribution.objects.get().text == "Iets anders."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Schrijf eerst iets op."),
        (" \u200b ", "Schrijf eerst iets op."),
        ("x" * 2001, "Deze tekst is te lang. Er passen 2000 tekens."),
    ],
)
def test_what_cannot_be_kept_is_told_at_the_field(
    browser: Client, case: CasePage, text: str, told: str
) -> None:
    response = answer(browser, case, text)

    page = soup_of(response)
    assert response.status_code == 422
    assert page.select_one("#id_text_error").get_text() == told
    assert Contribution.objects.count() == 0


def test_a_text_with_a_bsn_is_kept_after_a_second_press(browser: Client, case: CasePage) -> None:
    text = "Mevrouw heeft nummer 123456782."

    first = answer(browser, case, text)
    page = soup_of(first)

    assert first.status_code == 422
    assert (
        page.select_one("#id_text_error").get_text()
        == "In deze tekst lijkt een burgerservicenummer (BSN) te staan."
    )
    assert page.select_one("form#antwoord button").get_text(strip=True) == "Toch bewaren"
    assert page.textarea.text.strip() == text
    assert Contribution.objects.count() == 0
    assert send(browser, page, "form#antwoord").status_code == 302
    assert Contribution.objects.get().text == text


def test_thirty_in_an_hour_is_enough(
    browser: Client, zonnehoek: Organisation, daan: Person, case: CasePage
) -> None:
    put_answer(zonnehoek, daan, case, HERS)
    first = Contribution.objects.get()
    for number in range(29):
        first.pk, first.key, first.submission = None, f"{number:032x}", f"{number:032x}"
        first.parent_key, first._state.adding = f"{99:032x}", True
        first.save()

    response = answer(browser, case, HERS, 2)

    assert response.status_code == 422
    assert soup_of(response).select_one("[role=alert]").get_text(strip=True) == (
        "Dit zijn er veel in één uur. De tekst staat er nog. Bewaar hem over een uur."
    )
    assert soup_of(response).textarea.text.strip() == HERS


def test_house_rules_stand_there_before_the_first_contribution(browser: Client, case: CasePage) -> None:
    before = soup_of(browser.get(address_of(case)))
    answer(browser, case, HERS)
    after = soup_of(browser.get(address_of(case, 2)))

    rules = [each.get_text(strip=True) for each in before.select("section[aria-labelledby=spelregels] li")]
    assert rules[0] == "Wat hier gezegd wordt, blijft hier."
    assert len(rules) == 4
    assert (
        after.select("section[aria-labelledby=spelregels]"),
        len(after.select("main details.card li")),
    ) == ([], 4)


# Herkenbaar ---------------------------------------------------------------------------------------------


@pytest.fixture
def theirs(zonnehoek: Organisation, ria: Person, case: CasePage) -> int:
    """What Ria answered."""
    return put_answer(zonnehoek, ria, case, THEIRS)


def test_herkenbaar_counts_once_and_can_be_taken_back(browser: Client, case: CasePage, theirs: int) -> None:
    answer(browser, case, HERS)
    button = f"#bijdrage-{theirs} form"
    counts = []
    for _press in range(3):
        page = soup_of(browser.get(address_of(case)))
        form = filled(page.select_one(button))
        for _twice in range(2):
            browser.post(f"/samen/gesprek/{theirs}/herkenbaar/", form)
        counts.append(Recognition.objects.count())

    assert counts == [1, 0, 1]
    page = soup_of(browser.get(address_of(case)))
    assert page.select_one(f"#bijdrage-{theirs} .talk__recognise")["aria-pressed"] == "true"
    assert page.select_one(f"#bijdrage-{theirs} .talk__count").get_text(" ", strip=True) == "1 keer"


def test_herkenbaar_answers_htmx_with_the_button_alone(browser: Client, case: CasePage, theirs: int) -> None:
    answer(browser, case, HERS)

    part = browser.post(
        f"/samen/gesprek/{theirs}/herkenbaar/", {"herkenbaar": "ja"}, headers={"HX-Request": "true"}
    )

    assert [each.name for each in soup_of(part).find_all(recursive=False)] == ["form"]
    assert soup_of(part).button["id"] == f"herkenbaar-{theirs}"


def test_ones_own_is_not_recognised(browser: Client, case: CasePage) -> None:
    answer(browser, case, HERS)
    own = Contribution.objects.get()

    assert browser.post(f"/samen/gesprek/{own.pk}/herkenbaar/", {"herkenbaar": "ja"}).status_code == 404
    assert Recognition.objects.count() == 0


def test_herkenbaar_across_organisations_tells_no_name(
    browser: Client, amelberga: Organisation, lieke: Person, case: CasePage, client_at: Callable[..., Client]
) -> None:
    hers = put_answer(amelberga, lieke, case, THEIRS)
    answer(browser, case, HERS)
    browser.post(f"/samen/gesprek/{hers}/herkenbaar/", {"herkenbaar": "ja"})

    page = client_at(amelberga, lieke).get(address_of(case))

    assert soup_of(page).select_one(f"#bijdrage-{hers} .talk__count").get_text(strip=True) == "1 × herkenbaar"
    assert "Daan" not in soup_of(page).main.decode()


# Who may do something with what ---------------------------------------------------------------------------


ACTS = ("reactie", "herkenbaar", "wijzigen", "intrekken", "melden")


@pytest.mark.parametrize("act", ACTS)
def test_without_an_own_answer_nothing_can_be_done_with_anothers(
    browser: Client, theirs: int, act: str
) -> None:
    data = {"text": "x", "herkenbaar": "ja", "submission": "00000000-0000-0000-0000-000000000001"}
    answers = [browser.post(f"/samen/gesprek/{theirs}/{act}/", data)]
    if act != "herkenbaar":
        answers.append(browser.get(f"/samen/gesprek/{theirs}/{act}/"))

    assert {each.status_code for each in answers} == {404}
    assert (Contribution.objects.count(), Recognition.objects.count()) == (1, 0)


@pytest.mark.parametrize("act", ["wijzigen", "intrekken"])
def test_what_another_wrote_is_not_hers_to_change(
    browser: Client, case: CasePage, theirs: int, act: str
) -> None:
    answer(browser, case, HERS)

    assert browser.get(f"/samen/gesprek/{theirs}/{act}/").status_code == 404
    assert browser.post(f"/samen/gesprek/{theirs}/{act}/", {"text": "x", "based_on": "1"}).status_code == 404


# Replies ------------------------------------------------------------------------------------------------


def reply_to(client: Client, pk: int, text: str, **more: str) -> Any:
    return send(client, soup_of(client.get(f"/samen/gesprek/{pk}/reactie/")), text=text, **more)


def test_a_reply_stands_under_its_answer(browser: Client, case: CasePage, theirs: int) -> None:
    answer(browser, case, HERS)

    response = reply_to(browser, theirs, "Hoe reageerde de planner?")
    page = soup_of(browser.get(response["Location"]))

    assert response["Location"] == f"{address_of(case)}#bijdrage-{theirs}"
    under = [" ".join(each.get_text().split()) for each in page.select(f"#bijdrage-{theirs} ol .talk__text")]
    assert under == ["Hoe reageerde de planner?"]


def test_a_reply_goes_one_floor_deep(browser: Client, case: CasePage, theirs: int) -> None:
    answer(browser, case, HERS)
    reply_to(browser, theirs, "Hoe ging dat?")
    under = Contribution.objects.exclude(parent_key=None).get()

    assert browser.get(f"/samen/gesprek/{under.pk}/reactie/").status_code == 404


def test_a_reply_across_organisations_is_read_in_both(
    browser: Client, amelberga: Organisation, lieke: Person, case: CasePage, client_at: Callable[..., Client]
) -> None:
    hers = put_answer(amelberga, lieke, case, THEIRS)
    answer(browser, case, HERS)
    for _press in range(2):  # a second press of another form is another reply
        reply_to(browser, hers, "En wat zei Sem?")

    there = soup_of(client_at(amelberga, lieke).get(address_of(case)))

    assert texts_on(there)[:3] == [THEIRS, "En wat zei Sem?", "En wat zei Sem?"]
    assert writers_on(there)[:2] == ["U", "Werkbegeleider, andere organisatie"]


def test_the_same_reply_pressed_twice_is_one(browser: Client, case: CasePage, theirs: int) -> None:
    answer(browser, case, HERS)
    page = soup_of(browser.get(f"/samen/gesprek/{theirs}/reactie/"))

    for _press in range(2):
        send(browser, page, text="Hoe ging dat?")

    assert Contribution.objects.exclude(parent_key=None).count() == 1


def test_a_trainer_replies_in_her_role(
    other: Callable[[str], Client], browser: Client, case: CasePage, theirs: int
) -> None:
    reply_to(other(Role.PRACTICE_TRAINER), theirs, "Goed dat je belde.")
    answer(browser, case, HERS)

    page = soup_of(browser.get(address_of(case)))

    assert page.select_one(f"#bijdrage-{theirs} ol .tag").get_text() == "Leercoach"


# Change and take back ---------------------------------------------------------------------------------------


def test_she_changes_her_own_answer_as_long_as_nobody_replied(
    browser: Client, other: Callable[[str], Client], case: CasePage
) -> None:
    answer(browser, case, HERS)
    own = Contribution.objects.get()
    change = f"/samen/gesprek/{own.pk}/wijzigen/"
    send(browser, soup_of(browser.get(change)), text="Ik vraag het eerst.")
    page = soup_of(browser.get(change))
    reply_to(other(Role.PRACTICE_TRAINER), own.pk, "Mooi.")

    refused = send(browser, page, text="Toch iets anders.")

    assert refused.status_code == 302
    own.refresh_from_db()
    assert (own.text, own.revision) == ("Ik vraag het eerst.", 2)
    told = soup_of(browser.get(refused["Location"])).select_one(".messages").get_text(strip=True)
    assert told == "Er is op gereageerd. Daarom blijft de tekst zoals hij is. Intrekken kan wel."


def test_the_page_to_change_says_why_it_cannot(
    browser: Client, other: Callable[[str], Client], case: CasePage
) -> None:
    answer(browser, case, HERS)
    own = Contribution.objects.get()
    reply_to(other(Role.PRACTICE_TRAINER), own.pk, "Mooi.")

    page = soup_of(browser.get(f"/samen/gesprek/{own.pk}/wijzigen/"))

    assert page.select_one("main > div .notice").get_text(strip=True).startswith("Er is op gereageerd.")
    assert (page.select("main textarea"), texts_on(page)) == ([], [HERS])


@pytest.mark.parametrize("became", ["the reply is hidden", "the case is for the organisation alone"])
def test_a_reply_that_she_cannot_read_keeps_her_text_as_it_is_too(
    browser: Client,
    zonnehoek: Organisation,
    amelberga: Organisation,
    lieke: Person,
    case: CasePage,
    client_at: Callable[..., Client],
    became: str,
) -> None:
    hers = put_answer(amelberga, lieke, case, THEIRS)
    answer(browser, case, HERS)
    reply_to(browser, hers, "En wat zei Sem?")
    own = client_at(amelberga, lieke)
    change = f"/samen/gesprek/{hers}/wijzigen/"
    if became == "the reply is hidden":
        trainer = client_at(zonnehoek, make_member(zonnehoek, Role.PRACTICE_TRAINER))
        under = Contribution.objects.exclude(parent_key=None).get().pk
        send(trainer, soup_of(trainer.get(f"/samen/gesprek/{under}/verbergen/")), text="Te herkennen.")
    else:
        CasePage.objects.filter(pk=case.pk).update(discussion_reach=DiscussionReach.ORGANISATION)

    page = soup_of(own.get(address_of(case)))

    assert "En wat zei Sem?" not in texts_on(page)
    offered = [each["href"] for each in page.select(f"#bijdrage-{hers} .talk__more a")]
    assert (change in offered, len(offered)) == (False, 1)
    assert soup_of(own.get(change)).select_one("main > div .notice").get_text(strip=True)[:18] == (
        "Er is op gereageer"
    )


def test_what_she_wrote_at_a_question_that_went_is_told_and_taken_back(
    browser: Client, case: CasePage, theirs: int
) -> None:
    answer(browser, case, HERS)
    listed = "a[href$='/intrekken/']"
    before = soup_of(browser.get("/samen/")).select(listed)
    case.questions.pop(0)
    case.save_revision().publish()

    (link,) = soup_of(browser.get("/samen/")).select(listed)
    page = soup_of(browser.get(str(link["href"])))
    response = send(browser, page)

    assert (before, case.live, texts_on(page)) == ([], True, [HERS])
    assert (response.status_code, response["Location"]) == (302, f"/samen/casussen/{case.slug}/gesprek/")
    assert soup_of(browser.get("/samen/")).select(listed) == []


@pytest.mark.parametrize("became", ["unpublished", "deleted"])
def test_she_takes_back_what_she_wrote_about_a_case_that_went(
    browser: Client, case: CasePage, theirs: int, became: str
) -> None:
    answer(browser, case, HERS)
    before = soup_of(browser.get("/samen/")).select("a[href$='/intrekken/'], .who-sees")
    case.unpublish() if became == "unpublished" else case.delete()

    together = soup_of(browser.get("/samen/"))
    (link,) = together.select("a[href$='/intrekken/']")
    page = soup_of(browser.get(str(link["href"])))
    response = send(browser, page)

    assert before == []
    assert [" ".join(each.get_text().split()) for each in together.select(".who-sees")] == [
        "Wie ziet dit? Dit lijstje: alleen jij. Een tekst die gemeld is, kan de leercoach nog lezen."
    ]
    assert texts_on(page) == [HERS]
    assert (response.status_code, response["Location"]) == (302, "/samen/")
    assert [row.pk for row in Contribution.objects.all()] == [theirs]
    assert soup_of(browser.get("/samen/")).select("a[href$='/intrekken/']") == []


def test_a_change_in_two_windows_is_told(browser: Client, case: CasePage) -> None:
    answer(browser, case, HERS)
    change = f"/samen/gesprek/{Contribution.objects.get().pk}/wijzigen/"
    first, second = soup_of(browser.get(change)), soup_of(browser.get(change))
    send(browser, first, text="Eén.")

    response = send(browser, second, text="Twee.")
    page = soup_of(response)

    assert (response.status_code, texts_on(page), page.textarea.text.strip()) == (409, ["Eén."], "Twee.")
    assert send(browser, page).status_code == 302
    assert Contribution.objects.get().text == "Twee."


def test_what_is_taken_back_is_gone(browser: Client, case: CasePage, theirs: int) -> None:
    answer(browser, case, HERS)
    own = Contribution.objects.exclude(pk=theirs).get()

    send(browser, soup_of(browser.get(f"/samen/gesprek/{own.pk}/intrekken/")))

    assert [row.pk for row in Contribution.objects.all()] == [theirs]
    assert texts_on(soup_of(browser.get(address_of(case)))) == []  # she has no answer of her own any more


def test_a_place_stays_for_the_replies_and_goes_with_the_last(
    browser: Client, other: Callable[[str], Client], case: CasePage, theirs: int
) -> None:
    trainer = other(Role.PRACTICE_TRAINER)
    answer(browser, case, HERS)
    own = Contribution.objects.exclude(pk=theirs).get()
    reply_to(trainer, own.pk, "Mooi.")
    send(browser, soup_of(browser.get(f"/samen/gesprek/{own.pk}/intrekken/")))

    page = soup_of(trainer.get(address_of(case)))

    place = page.select_one(f"#bijdrage-{own.pk}")
    assert place.select_one("p").get_text(strip=True) == "Deze tekst is ingetrokken."
    assert texts_on(page) == [THEIRS, "Mooi."]
    under = Contribution.objects.exclude(parent_key=None).get()
    send(trainer, soup_of(trainer.get(f"/samen/gesprek/{under.pk}/intrekken/")))
    assert [row.pk for row in Contribution.objects.all()] == [theirs]


# Queries ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_a_question_takes_as_many_queries_with_more_on_it(
    browser: Client,
    zonnehoek: Organisation,
    amelberga: Organisation,
    daan: Person,
    case: CasePage,
    client_at: Callable[..., Client],
    number: int,
) -> None:
    put_answer(zonnehoek, daan, case, HERS)
    for each in range(number):
        here = put_answer(zonnehoek, make_member(zonnehoek), case, f"Hier {each}")
        put_answer(amelberga, make_member(amelberga), case, f"Daar {each}")
        for _reply in range(each):
            reply_to(client_at(zonnehoek, daan), here, "Zo?")

    assert len(soup_of(browser.get(address_of(case))).select("article")) == 1 + 2 * number
    assert queries_of(browser, address_of(case)) == 12
    assert queries_of(browser, f"/samen/casussen/{case.slug}/gesprek/") == 11


def test_nothing_of_a_hidden_name_leaves_the_database(
    zonnehoek: Organisation, amelberga: Organisation, lieke: Person, daan: Person, case: CasePage
) -> None:
    put_answer(amelberga, lieke, case, THEIRS)
    put_answer(zonnehoek, daan, case, HERS)

    with counting() as statements:
        found = talk_about(Reader(daan, Role.SUPERVISOR, zonnehoek), case, UUID(case.questions[0].id))

    assert [(each.name, each.house, each.person_id) for each in found] == [
        ("Daan Bakker", "", daan.pk),
        ("", "", None),
    ]
    assert len(statements) == 3


def test_rows_of_a_question_that_an_author_took_away_are_not_shown(
    browser: Client, zonnehoek: Organisation, daan: Person, case: CasePage
) -> None:
    put_answer(zonnehoek, daan, case, HERS)
    address = address_of(case)
    case.questions = [(block.block_type, block.value) for block in list(case.questions)[1:]]
    case.save()

    assert browser.get(address).status_code == 404
    with use_organisation(zonnehoek):
        assert Contribution.objects.get().question_text != ""


def test_a_case_that_goes_leaves_what_people_wrote_to_them(
    zonnehoek: Organisation, amelberga: Organisation, daan: Person, lieke: Person, case: CasePage
) -> None:
    put_answer(zonnehoek, daan, case, HERS)
    put_answer(amelberga, lieke, case, THEIRS)

    case.delete()

    with all_organisations("the test counts"):
        assert [(row.case_id, row.text) for row in Contribution.objects.order_by("pk")] == [
            (None, HERS),
            (None, THEIRS),
        ]
