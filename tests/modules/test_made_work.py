"""Everything that I wrote in one place, and the card for my team: only mine, as it was asked then."""

from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.rich_text import RichText

from modules.models import AnswerSlot, ModulePage, StepPage
from organisations.models import Organisation
from people.models import Person
from tests.counting import queries_of
from tests.modules.pages import Screen

ADDRESS, CARD = "/bewijzen/mijn-werk/", "/bewijzen/teamkaart/"
Open = Callable[..., Screen]


def look(browser: Client, address: str = ADDRESS) -> BeautifulSoup:
    response = browser.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def made(page: BeautifulSoup) -> dict[str, list[tuple[str, str]]]:
    """Per step the questions with their answers."""
    return {
        str(step["data-made"]): [
            (question.get_text(), answer.get_text("\n"))
            for question, answer in zip(step.select("dt"), step.select("dd"), strict=True)
        ]
        for step in page.select("[data-made]")
    }


def write(screen: Screen, *texts: str) -> None:
    names = screen.names()
    answered = screen.press(**dict(zip(names, texts, strict=False)))
    assert answered.status == 200


def test_what_was_written_is_there_with_what_was_asked(browser: Client, screen: Open) -> None:
    first = screen("M01-1")
    label = " ".join(first.soup.select_one("#antwoord label").get_text(" ").split())
    write(first, "rustig\n<b>eerlijk</b>")
    assert made(look(browser)) == {"M01-1": [(label, "rustig\n<b>eerlijk</b>")]}
    link = look(browser).select_one("[data-made] h3 a")
    assert (link.get_text(), link["href"]) == (
        "Je eerste werkbegeleider",
        "/modules/jij-als-werkbegeleider/je-eerste-werkbegeleider/",
    )


def test_it_is_in_the_order_of_the_curriculum_by_module(browser: Client, screen: Open) -> None:
    for code in ("M10-2", "M01-4", "M01-1"):
        write(screen(code), "", "Tekst") if code == "M10-2" else write(screen(code), "Tekst")
    page = look(browser)
    assert list(made(page)) == ["M01-1", "M01-4", "M10-2"]
    assert [heading.get_text() for heading in page.select("h2[id^=werk-kop]")] == [
        ModulePage.objects.get(key=key).title for key in ("M01", "M10")
    ]


def test_a_changed_question_reads_as_it_did_then(browser: Client, screen: Open, step: Any) -> None:
    write(screen("M01-1"), "rustig")
    before = made(look(browser))
    page = step("M01-1")
    page.body[0].value["fields"][0]["label"] = RichText("<p>Heel iets anders?</p>")
    page.save_revision().publish()
    assert (
        "Heel iets anders?" in browser.get("/modules/jij-als-werkbegeleider/je-eerste-werkbegeleider/").text
    )
    assert made(look(browser)) == before


def test_what_an_editor_took_away_stays_hers(browser: Client, screen: Open, step: Any) -> None:
    write(screen("M01-1"), "rustig")
    write(screen("M01-4"), "Tekst")
    step("M01-1").unpublish()
    page = look(browser)
    assert page.select('[data-made="M01-1"] h3 a') == []
    assert list(made(page)) == ["M01-1", "M01-4"]
    step_page = StepPage.objects.get(code="M01-1")
    step_page.delete()
    page = look(browser)
    assert list(made(page)) == ["M01-4", "M01-1"]
    assert page.select("h2[id^=werk-kop]")[-1].get_text() == "Stappen die er niet meer zijn"


def test_choices_in_a_test_are_not_work_and_ticked_points_are(
    browser: Client, screen: Open, step: Any
) -> None:
    quiz = screen("M01-5")
    quiz.press(answer=quiz.form.select_one("[name=answer]")["value"])
    checklist = screen("M02-4")
    point = checklist.form.select_one("[name=points]")
    checklist.press(points=point["value"], own="Koekjes")
    assert AnswerSlot.objects.count() == 2
    found = made(look(browser))
    assert list(found) == ["M02-4"]
    assert [question for question, _answer in found["M02-4"]] == ["Gekozen punten", "Eigen punten"]
    assert found["M02-4"][0][1] == " ".join(point.parent.get_text(" ").split())


def test_only_mine(
    browser: Client,
    screen: Open,
    zonnehoek: Organisation,
    member: Callable[..., Person],
    client_at: Callable[..., Client],
) -> None:
    write(screen("M01-1"), "Zeearend")
    write(screen("M10-2"), "", "Zeearend")
    colleague = client_at(zonnehoek, member(zonnehoek))
    for address in (ADDRESS, CARD):
        assert "Zeearend" in browser.get(address).text
        assert "Zeearend" not in colleague.get(address).text
    assert "Hier staat nog niets." in colleague.get(ADDRESS).text
    assert made(look(colleague)) == {}


def test_the_team_card_shows_the_sheet_and_leaves_room_for_a_pen(browser: Client, screen: Open) -> None:
    empty = look(browser, CARD)
    fields = empty.select(".team-card__field")
    assert len(fields) == len(empty.select(".team-card__field--open")) == 11
    sheet = screen("M10-2")
    write(sheet, "2026-11-23", "Sem", "Eerst vragen")
    card = look(browser, CARD)
    answers = [dd.get_text() for dd in card.select("dd")][:4]
    assert answers == ["23 november 2026", "Sem", "Eerst vragen", "nog leeg"]
    assert len(card.select(".team-card__field--open")) == 8
    assert screen("M10-2").soup.select_one(f'a[href="{CARD}"]') is not None


def test_without_its_step_there_is_no_team_card(browser: Client, step: Any) -> None:
    step("M10-2").unpublish()
    assert browser.get(CARD).status_code == 404
    assert look(browser).select(f'a[href="{CARD}"]') == []


def test_dates_are_in_words_and_other_texts_as_they_are(browser: Client, screen: Open) -> None:
    write(screen("M10-2"), "2026-03-09", "2026-03-09 of later")
    assert [answer for _question, answer in made(look(browser))["M10-2"]] == [
        "9 maart 2026",
        "2026-03-09 of later",
    ]


def test_as_many_queries_for_one_answer_as_for_three(browser: Client, screen: Open, daan: Person) -> None:
    counts = []
    for code in ("M01-1", "M01-4", "M06-4"):
        write(screen(code), "Tekst")
        counts.append((queries_of(browser, ADDRESS), queries_of(browser, CARD)))
    assert counts == [(9, 8)] * 3
    assert AnswerSlot.objects.filter(person=daan, saved_at__lte=timezone.now()).count() == 3
