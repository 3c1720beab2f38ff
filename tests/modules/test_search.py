"""Searching modules, steps and cases: what is found, what never is, what it looks like, in how many queries."""

import datetime as dt
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.rich_text import RichText

from modules.finding.marks import Piece, marked, snippet
from modules.finding.stems import WORD, folded, stem, wanted_stems
from modules.models import CasePage, ModulePage, StepPage
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.application_role import as_owner
from tests.counting import queries_of

ADDRESS = "/modules/"


def look(browser: Client, **search: Any) -> BeautifulSoup:
    response = browser.get(ADDRESS, search)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def found(page: BeautifulSoup) -> list[str]:
    """What was found, in order: "M02", "M02-4", "K01"."""
    return [
        str(row.get("data-module") or row.get("data-step") or row.get("data-case"))
        for row in page.select("[data-found]")
    ]


def heading(page: BeautifulSoup) -> str:
    return one_line(page.select_one("#gevonden"))


def one_line(element: Tag | None) -> str:
    assert element is not None
    return " ".join(element.get_text(" ").split())


def publish(page: Any) -> None:
    page.save_revision().publish()


# Words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["gesprekken", "gesprek"], {"gesprek"}),
        (["leerdoelen", "leerdoel"], {"leerdoel"}),
        (["vragen", "vraag"], {"vrag"}),
        (["grenzen", "grens"], {"grenz", "gren"}),
        (["cliënten", "client"], {"client"}),
        (["mogelijkheden", "mogelijkheid"], {"mogelijk"}),
        (["spannende", "spannend"], {"spannend"}),
        (["y", "aaï", "🦄"], {"y", "aai", "🦄"}),
    ],
)
def test_words_come_back_to_one_stem(words: list[str], expected: set[str]) -> None:
    assert {stem(folded(word)) for word in words} == expected


def test_common_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert wanted_stems("Hoe geef je de feedback?") == ["gef", "feedback"]
    assert wanted_stems("hoe is het") == ["hoe", "is", "het"]


@given(st.text(max_size=60))
def test_marking_keeps_every_character(text: str) -> None:
    assert "".join(piece.text for piece in marked(text, set(wanted_stems(text)))) == text


@given(st.lists(st.text(max_size=400), max_size=3), st.text(max_size=20))
def test_a_snippet_is_never_long(texts: list[str], words: str) -> None:
    assert sum(len(piece.text) for piece in snippet(texts, set(wanted_stems(words)))) <= 184


def test_a_snippet_shows_the_text_with_most_words() -> None:
    texts = ["Een gesprek.", "Na het gesprek volgen de doelen.", "Doelen."]
    assert snippet(texts, {"gesprek", "doel"}) == [
        Piece("Na het "),
        Piece("gesprek", is_found=True),
        Piece(" volgen de "),
        Piece("doelen", is_found=True),
        Piece("."),
    ]


@pytest.mark.walls
def test_our_stems_are_those_of_postgresql(db: None) -> None:
    """Of every word of the curriculum; accents and the words that PostgreSQL leaves out aside."""
    texts = [
        page.readable_text() for model in (ModulePage, StepPage, CasePage) for page in model.objects.all()
    ]
    words = sorted({word for text in texts for word in WORD.findall(folded(text)) if word.isalpha()})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, (ts_lexize('dutch_stem', word))[1] FROM unnest(%s::text[]) AS word"
            " WHERE ts_lexize('dutch_stem', word) <> '{}'",
            [words],
        )
        theirs = dict(cursor.fetchall())
    assert len(theirs) > 2000
    assert {word: stem(word) for word in theirs} == theirs


# What is found ------------------------------------------------------------------------------------


def test_other_forms_of_a_word_find_the_same(browser: Client) -> None:
    singular, plural = look(browser, q="leerdoel"), look(browser, q="leerdoelen")
    assert found(singular) == found(plural)
    assert len(found(plural)) > 3


def test_of_too_many_words_the_first_are_searched(browser: Client) -> None:
    page = look(browser, q="gesprek " * 60)

    assert len(page.select_one("input[name=q]")["value"]) <= 200
    assert found(page)


def test_long_words_find_longer_ones_and_short_words_don_t(browser: Client, step: Any) -> None:
    page = step("story")
    page.intro = "<p>Een kwispelstaartend manteltje.</p>"
    publish(page)
    assert found(look(browser, q="kwispel")) == [page.code]
    assert page.code not in found(look(browser, q="mant"))


def test_all_words_must_be_there(browser: Client) -> None:
    both, one = found(look(browser, q="pepermuntje")), found(look(browser, q="pepermuntje bestaatniet"))
    assert (both, one) == (["M01-1"], [])


def test_case_module_and_step_each_say_what_they_are_and_where(browser: Client) -> None:
    page = look(browser, q="wijkteam")
    row = page.select_one('[data-case="K01"]')
    assert one_line(row.select_one("p")) == "Casus · Thuiszorg, wijkteam, maandagochtend"
    assert row.select_one("h3 a")["href"] == "/samen/casussen/pak-jij-die-route-even/"
    page = look(browser, q="pepermuntje")
    row = page.select_one('[data-step="M01-1"]')
    assert one_line(row.select_one("p")) == "Stap · 5 minuten · Jij als werkbegeleider"
    assert row.select_one("h3 a")["href"].startswith("/modules/jij-als-werkbegeleider/")
    row = look(browser, q="schuurt", soort="module").select_one('[data-module="M09"]')
    assert one_line(row.select_one("p")).startswith("Module · ")
    assert row.select_one("h3 a")["href"] == f"/modules/{ModulePage.objects.get(key='M09').slug}/"


def test_found_words_are_marked_and_nothing_is_markup(browser: Client, step: Any) -> None:
    page = step("story")
    page.title = "Zo <i>zag</i> het kwispelstaartje"
    page.intro = "<p>Wie &lt;script&gt;alert(1)&lt;/script&gt; kwispelt, loopt.</p>"
    publish(page)
    row = look(browser, q="kwispel").select_one(f'[data-step="{page.code}"]')
    assert [str(mark) for mark in row.select("mark")] == [
        "<mark>kwispelstaartje</mark>",
        "<mark>kwispelt</mark>",
    ]
    assert one_line(row.select_one("h3")) == "Zo <i>zag</i> het kwispelstaartje"
    assert one_line(row.select("p")[-1]) == "Wie <script>alert(1)</script> kwispelt , loopt."
    assert row.select("script, i") == []


def test_a_word_in_the_title_comes_first(browser: Client, step: Any) -> None:
    often, titled = step("M03-1"), step("M11-1")
    often.intro = f"<p>{'kwispel ' * 20}</p>"
    titled.title = "Een kwispel"
    publish(often)
    publish(titled)
    assert found(look(browser, q="kwispel")) == ["M11-1", "M03-1"]


@pytest.mark.parametrize("words", ["kwispel", "kwispel hop", "kwispel hop stap", "kwispel hop stap sprong"])
def test_what_says_it_most_comes_first_however_many_words(browser: Client, step: Any, words: str) -> None:
    for code, times in (("M03-1", 1), ("M05-1", 12), ("M11-1", 4)):
        page = step(code)
        page.intro = f"<p>{'kwispel hop stap sprong ' * times}</p>"
        publish(page)
    first, *_others = found(look(browser, q=words, soort="stap"))
    assert first == "M05-1"


@pytest.mark.parametrize("key", ["zonnehoek", "amelberga"])
def test_every_house_finds_its_own_word_and_sees_it_marked(
    key: str,
    house: Callable[[str], Organisation],
    member: Callable[..., Person],
    client_at: Callable[..., Client],
    step: Any,
) -> None:
    page = step("story")
    page.intro = '<p>De <woord soort="learner">collega-in-opleiding</woord> kwispelt.</p>'
    publish(page)
    organisation = house(key)
    own = {"zonnehoek": ("leermaatjes", "leermaatje"), "amelberga": ("leerlingen", "leerling")}[key]
    browser = client_at(organisation, member(organisation))
    for words in (f"kwispelt {own[0]}", "kwispelen collega-in-opleiding"):
        row = look(browser, q=words).select_one(f'[data-step="{page.code}"]')
        assert [mark.get_text() for mark in row.select("mark")] == [own[1], "kwispelt"]
    other = {"zonnehoek": "leerling", "amelberga": "leermaatje"}[key]
    assert found(look(browser, q=f"kwispelt {other}")) == []


# What is never found ------------------------------------------------------------------------------


def test_nothing_that_shows_after_answering_is_found(browser: Client, step: Any) -> None:
    """Each field is really there: the page has the word, the index has not."""
    secrets = {
        "quiz": lambda value: value["questions"][0]["options"][0],
        "exercise": lambda value: value,
        "sort": lambda value: value["items"][0],
        "match": lambda value: value["pairs"][0],
        "timeline": lambda value: value["items"][0],
        "film": lambda value: value["questions"][0],
    }
    names = {"quiz": "feedback", "exercise": "worked_example", "film": "answer"}
    for kind, holder in secrets.items():
        page = step(kind)
        holder(page.body[0].value)[names.get(kind, "explanation")] = RichText(f"<p>Zeearend{kind}</p>")
        publish(page)
        assert f"Zeearend{kind}" in str(StepPage.objects.get(pk=page.pk).body.raw_data[0])
        assert found(look(browser, q=f"zeearend{kind}")) == []
    page = step("quiz")
    page.key_points = "<p>Zeearendpunt</p>"
    publish(page)
    assert found(look(browser, q="zeearendpunt")) == []


def test_later_points_of_a_scenario_are_not_found(browser: Client, step: Any) -> None:
    page = step("scenario")
    value = page.body[0].value
    first = value.node(value["start"])
    later = next(node for node in value["nodes"] if node["key"] != value["start"])
    first["text"], later["text"] = RichText("<p>Zeearendbegin</p>"), RichText("<p>Zeearendlater</p>")
    publish(page)
    assert (found(look(browser, q="zeearendbegin")), found(look(browser, q="zeearendlater"))) == (
        [page.code],
        [],
    )


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.PRACTICE_TRAINER])
@pytest.mark.parametrize("field", ["guide_note", "insights"])
def test_a_case_is_not_found_by_its_note_or_its_insights(
    role: str,
    field: str,
    zonnehoek: Organisation,
    member: Callable[..., Person],
    client_at: Callable[..., Client],
) -> None:
    case = CasePage.objects.get(key="K03")
    setattr(case, field, "<p>Zeearendgeheim</p>")
    case.dilemma = "<p>Zeearenddilemma</p>"
    publish(case)
    browser = client_at(zonnehoek, member(zonnehoek, role))
    assert (found(look(browser, q="zeearendgeheim")), found(look(browser, q="zeearenddilemma"))) == (
        [],
        ["K03"],
    )


def test_drafts_planned_and_withdrawn_pages_are_not_found(browser: Client, step: Any) -> None:
    page = step("story")
    page.intro = "<p>Zeearendnu</p>"
    publish(page)
    page.intro = "<p>Zeearendstraks</p>"
    page.go_live_at = timezone.now() + dt.timedelta(days=2)
    publish(page)
    draft = StepPage(title="Zeearendconcept", slug="z", code="M01-99", minutes=3, body=page.body, live=False)
    page.get_parent().add_child(instance=draft)
    assert [found(look(browser, q=word)) for word in ("zeearendnu", "zeearendstraks", "zeearendconcept")] == [
        [page.code],
        [],
        [],
    ]
    page.get_parent().specific.unpublish()
    assert found(look(browser, q="zeearendnu")) == []
    page.get_parent().specific.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    assert found(look(browser, q="zeearendnu")) == []


# Fresh --------------------------------------------------------------------------------------------


def test_publishing_changes_what_is_found_at_once(browser: Client, step: Any) -> None:
    page = step("story")
    page.intro = "<p>Zeearend</p>"
    publish(page)
    page.intro = "<p>Pepernoot</p>"
    publish(page)
    assert (found(look(browser, q="zeearend")), found(look(browser, q="pepernoot"))) == ([], [page.code])


def test_the_index_can_be_made_anew(browser: Client, step: Any) -> None:
    page = step("story")
    StepPage.objects.filter(pk=page.pk).update(intro="<p>Zeearendnieuw</p>")
    assert found(look(browser, q="zeearendnieuw")) == []
    call_command("update_index", verbosity=0, stdout=StringIO())
    assert found(look(browser, q="zeearendnieuw")) == [page.code]


# Narrowing ----------------------------------------------------------------------------------------


def test_filters_narrow_down(browser: Client) -> None:
    competence = found(look(browser, competentie="C7", soort="module"))
    assert competence == [
        module.key
        for module in ModulePage.objects.live().order_by("path")
        if any(link.indicator.competence.key == "C7" for link in module.indicator_links.all())
    ]
    cases = found(look(browser, plek="Thuiszorg"))
    assert cases == ["K01", "K07"]
    short = look(browser, tijd="10", fase="F1")
    minutes = StepPage.objects.filter(code__in=found(short)).values_list("minutes", flat=True)
    assert {row["data-found"] for row in short.select("[data-found]")} == {"stap"}
    assert set(minutes) <= set(range(11))
    assert all(code.startswith("M02") for code in found(short))


def test_only_cases_that_can_be_played_fit_in_a_few_minutes(browser: Client) -> None:
    assert found(look(browser, soort="casus", tijd="15")) == ["K01", "K02"]
    assert found(look(browser, soort="casus", tijd="5")) == []


def test_chosen_filters_stay_open_in_the_form(browser: Client) -> None:
    page = look(browser, q="feedback", competentie="C4")
    assert page.select_one(".search__more").has_attr("open")
    assert page.select_one("[name=competentie] [selected]")["value"] == "C4"
    assert page.select_one("[name=q]")["value"] == "feedback"
    assert not look(browser, q="feedback").select_one(".search__more").has_attr("open")


def test_long_lists_come_in_pages_that_keep_the_search(browser: Client) -> None:
    first = look(browser, soort="stap", tijd="15")
    address = first.select_one("nav[aria-label='Meer resultaten'] a")["href"]
    second = BeautifulSoup(browser.get(f"/modules/{address}").content.decode(), "html.parser")
    assert (len(found(first)), len(set(found(first)) & set(found(second)))) == (20, 0)
    assert heading(first) == heading(second)
    assert found(look(browser, soort="stap", tijd="15", bladzijde="x")) == found(first)


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ({"q": "bestaatnietwoord"}, "Niets gevonden"),
        ({"q": "pepermuntje"}, "1 stap gevonden"),
        ({"plek": "Verpleeghuis"}, "4 casussen gevonden"),
        ({"q": "wijkteam", "soort": "casus"}, "1 casus gevonden"),
    ],
)
def test_the_heading_counts_what_was_found(browser: Client, search: dict[str, str], expected: str) -> None:
    assert heading(look(browser, **search)) == expected


@pytest.mark.parametrize(
    "text", ["a b c d e f g h i j k l m n o p q r s t u v w x y z " * 3, "leerling " * 22, "<" * 99]
)
def test_a_search_of_very_many_words_is_answered(browser: Client, text: str) -> None:
    assert browser.get("/modules/", {"q": text}).status_code == 200


def test_nothing_found_says_what_to_try(browser: Client) -> None:
    page = look(browser, q="bestaatnietwoord", fase="F1")
    text = one_line(page.select_one("section[aria-labelledby=gevonden]"))
    assert "Alle woorden moeten er samen in staan. Probeer één woord" in text
    assert page.select_one("section[aria-labelledby=gevonden] .card a")["href"] == "?q=bestaatnietwoord"
    text = one_line(look(browser, soort="module", plek="Verpleeghuis").select_one(".card.stack--tight p"))
    assert text == "Deze keuzes passen samen bij niets. Laat er een los."


# Typing mistakes ----------------------------------------------------------------------------------


@pytest.mark.walls
def test_a_mistyped_word_finds_its_neighbour_on_postgresql(browser: Client) -> None:
    page = look(browser, q="peppermuntje")
    assert found(page) == ["M01-1"]
    text = one_line(page.select_one("section[aria-labelledby=gevonden]"))
    assert "‘peppermuntje’ staat nergens. Dit is gevonden met ‘pepermuntje’." in text
    assert [mark.get_text() for mark in page.select("mark")] == ["pepermuntje"]


@pytest.mark.walls
def test_a_draft_s_word_is_no_hint(browser: Client, step: Any) -> None:
    page = step("story")
    draft = StepPage(title="Zeearendje", slug="z", code="M01-99", minutes=3, body=page.body, live=False)
    page.get_parent().add_child(instance=draft)
    assert heading(look(browser, q="zeearendij")) == "Niets gevonden"
    assert "zeearendje" not in browser.get(ADDRESS, {"q": "zeearendij"}).content.decode().casefold()


@pytest.mark.walls
def test_without_trigrams_a_mistyped_word_finds_nothing_and_nothing_breaks(browser: Client) -> None:
    """Where the owner of the tables may not make extensions."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm")
    assert heading(look(browser, q="peppermuntje")) == "Niets gevonden"


# Cases --------------------------------------------------------------------------------------------


def test_the_list_of_cases_finds_other_forms_and_leads_to_everything(browser: Client) -> None:
    page = BeautifulSoup(browser.get("/samen/casussen/", {"q": "wijkteams"}).content.decode(), "html.parser")
    assert [card["data-case"] for card in page.select("[data-case]")] == ["K01"]
    assert page.select_one("section[aria-labelledby=gevonden] > p a")["href"] == "/modules/?q=wijkteams"


# Queries ------------------------------------------------------------------------------------------


def test_as_many_queries_for_one_result_as_for_many(browser: Client) -> None:
    counts = [
        queries_of(browser, f"/modules/?{search}")
        for search in (
            "q=pepermuntje",
            "q=feedback",
            "q=leerdoel&fase=F1&competentie=C1",
            "soort=stap&tijd=15",
        )
    ]
    assert counts == [13, 13, 13, 10]
    assert [queries_of(browser, f"/samen/casussen/?q={words}") for words in ("wijkteams", "collega")] == [
        12,
        12,
    ]
