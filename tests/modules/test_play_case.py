"""Playing a branching case on the screens: choose, end, play again; what counts, what others see."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from competences.models import Evidence
from modules.models import CasePage, CasePlay, CaseScript
from modules.queries import counts_of, forget_scored_cases, scored_cases
from modules.services import forget_plays, wipe_plays
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from people.registry import everything_kept
from tests.counting import counting, queries_of
from tests.factories import make_member

pytestmark = pytest.mark.django_db

PLAY = "/samen/casussen/pak-jij-die-route-even/spelen/"


def soup_of(response: Any) -> BeautifulSoup:
    """A page as a reader has it."""
    return BeautifulSoup(response.content, "html.parser")


def choices_on(page: BeautifulSoup) -> dict[str, str]:
    """The choices of the scene on screen: text → key."""
    return {
        " ".join(label.get_text().split()): label.input["value"]
        for label in page.select('label.choice:has(input[name="choice"])')
    }


def pick(browser: Client, number: int = 0, step: int | None = None) -> Any:
    """Choose the choice with this number on the page, as its form does."""
    page = soup_of(browser.get(PLAY))
    shown = page.select_one('input[name="step"]')["value"]
    key = list(choices_on(page).values())[number]
    return browser.post(f"{PLAY}kies/", {"step": shown if step is None else step, "choice": key}, follow=True)


def play_to_the_end(browser: Client, numbers: str) -> BeautifulSoup:
    """Begin, and choose by number until it ends."""
    browser.post(f"{PLAY}begin/")
    for number in numbers:
        pick(browser, int(number))
    return soup_of(browser.get(PLAY))


@pytest.fixture
def case(db: None) -> CasePage:
    """K01, as the fixtures have it."""
    return CasePage.objects.get(key="K01")


def ways_to(case: CasePage, kind: str) -> list[str]:
    """Rows of choice numbers that lead to this kind of ending."""
    script, found, waiting = case.script, [], [("", case.script.start)]
    while waiting:
        way, at = waiting.pop()
        if ending := script.ending(at):
            found += [way] if ending.kind == kind else []
            continue
        scene = script.scene(at)
        assert scene is not None
        waiting += [(f"{way}{number}", choice.goes_to) for number, choice in enumerate(scene.choices)]
    return sorted(found, key=len)


@pytest.mark.parametrize("key", ["K01", "K02"])
def test_every_way_through_the_cases_of_the_line_ends(key: str, browser: Client) -> None:
    case = CasePage.objects.get(key=key)

    kinds = {ending.kind for ending in case.script.endings}
    assert {kind for kind in kinds if ways_to(case, kind)} == kinds


def test_she_sees_the_story_the_outcome_and_the_meters_at_the_end_only(
    browser: Client, case: CasePage
) -> None:
    way = ways_to(case, "strong")[0]
    browser.post(f"{PLAY}begin/")
    for number in way:
        page = soup_of(browser.get(PLAY))
        assert (page.find("meter"), page.select_one("#einde")) == (None, None)
        pick(browser, int(number))

    page = soup_of(browser.get(PLAY))

    assert page.select_one("#einde").get_text() == "Veilig én leerzaam"
    assert len(page.select("meter")) == 4
    assert len(page.select(".route__part")) == len(way)
    assert all(part.get_text(strip=True) for part in page.select(".route__feedback"))


def test_what_the_first_end_shows_counts_for_the_path(browser: Client, daan: Person, case: CasePage) -> None:
    play_to_the_end(browser, ways_to(case, "strong")[0])

    evidence = Evidence.objects.filter(person=daan).order_by("indicator__key")
    found = [
        (
            each.indicator.key,
            each.source,
            each.proficiency_level,
            each.weight_numerator,
            each.weight_denominator,
        )
        for each in evidence
        if each.indicator
    ]
    assert found == [("I3.3", "case", 4, 3, 2), ("I3.4", "case", 4, 3, 2), ("I6.4", "case", 4, 3, 2)]


def test_a_second_time_is_for_trying(browser: Client, daan: Person, case: CasePage) -> None:
    play_to_the_end(browser, ways_to(case, "unsafe")[0])
    first = Evidence.objects.filter(person=daan).count()

    page = play_to_the_end(browser, ways_to(case, "strong")[0])

    assert page.select_one("#einde").get_text() == "Veilig én leerzaam"
    assert Evidence.objects.filter(person=daan).count() == first
    assert [play.counts for play in CasePlay.objects.filter(person=daan)] == [True, False]


def test_the_same_choice_sent_twice_counts_once(browser: Client, daan: Person) -> None:
    browser.post(f"{PLAY}begin/")
    key = next(iter(choices_on(soup_of(browser.get(PLAY))).values()))
    for _ in range(2):
        assert browser.post(f"{PLAY}kies/", {"step": 0, "choice": key}).status_code == 302

    assert CasePlay.objects.get(person=daan).choices == [key]


def test_another_choice_in_a_second_tab_is_told(browser: Client, daan: Person) -> None:
    browser.post(f"{PLAY}begin/")
    first, second, *_rest = choices_on(soup_of(browser.get(PLAY))).values()
    browser.post(f"{PLAY}kies/", {"step": 0, "choice": first})

    response = browser.post(f"{PLAY}kies/", {"step": 0, "choice": second})

    assert response.status_code == 409
    assert (
        "In een ander venster is al iets anders gekozen"
        in soup_of(response).select_one('[role="alert"]').get_text()
    )
    assert CasePlay.objects.get(person=daan).choices == [first]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"step": "0"}, 422),
        ({"step": "0", "choice": "x"}, 422),
        # A step that is not the one she is at: somebody went on meanwhile.
        ({"step": "-1", "choice": "x"}, 409),
        ({"step": "²"}, 409),
        ({}, 409),
    ],
)
def test_a_form_without_a_choice_is_shown_again(
    browser: Client, daan: Person, form: dict[str, str], status: int
) -> None:
    browser.post(f"{PLAY}begin/")

    response = browser.post(f"{PLAY}kies/", form)

    assert response.status_code == status
    assert len(choices_on(soup_of(response))) == 3
    assert CasePlay.objects.get(person=daan).choices == []


def test_a_play_goes_on_in_the_wording_it_began_in(browser: Client, daan: Person, case: CasePage) -> None:
    browser.post(f"{PLAY}begin/")
    pick(browser, 0)
    before = choices_on(soup_of(browser.get(PLAY)))
    scenes = case.scenes.get_prep_value()
    case.scenes = case.scenes.stream_block.to_python([scenes[0], *scenes[2:]])
    case.save_revision().publish()

    assert choices_on(soup_of(browser.get(PLAY))) == before
    pick(browser, 1)
    assert len(CasePlay.objects.get(person=daan).choices) == 2
    assert CaseScript.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("became", ["unpublished", "without scenes"])
def test_a_play_goes_on_to_its_end_whatever_becomes_of_the_case(
    browser: Client, daan: Person, case: CasePage, became: str
) -> None:
    way = ways_to(case, "strong")[0]
    browser.post(f"{PLAY}begin/")
    pick(browser, int(way[0]))
    if became == "unpublished":
        case.unpublish()
    else:
        case.scenes = case.scenes.stream_block.to_python([])
        case.save_revision().publish()

    went_on = [
        browser.post(f"{PLAY}begin/", follow=True),
        *(pick(browser, int(number)) for number in way[1:]),
    ]
    page = soup_of(browser.get(PLAY))

    assert [response.status_code for response in went_on] == [200] * len(way)
    assert page.select_one("#einde").get_text() == "Veilig én leerzaam"
    assert Evidence.objects.filter(person=daan, source="case").count() == 3
    # Nothing on it leads nowhere, and it cannot begin anew.
    links = [str(each["href"]) for each in page.select("main a")]
    assert (links != [], {browser.get(link).status_code for link in links}) == (True, {200})
    assert page.select("main form") == []
    assert browser.post(f"{PLAY}begin/").status_code == 404


def test_a_case_that_lost_its_scenes_leads_back_to_the_play_she_is_in(
    browser: Client, case: CasePage, other: Callable[[str], Client]
) -> None:
    browser.post(f"{PLAY}begin/")
    case.scenes = case.scenes.stream_block.to_python([])
    case.save_revision().publish()

    link = soup_of(browser.get(PLAY.removesuffix("spelen/"))).select_one("#spelen ~ p a")

    assert link["href"] == PLAY
    assert other(Role.SUPERVISOR).get(PLAY).status_code == 404
    assert other(Role.PRACTICE_TRAINER).get(PLAY).status_code == 404


def test_a_case_that_is_gone_takes_no_plays_with_it(browser: Client, daan: Person, case: CasePage) -> None:
    play_to_the_end(browser, ways_to(case, "good")[0])
    case.delete()

    assert browser.get(PLAY).status_code == 404
    play = CasePlay.objects.get(person=daan)
    kept = next(each for each in everything_kept() if each.name == "case-plays")
    row = next(iter(kept.export(daan)))
    assert (play.case, row["case"], row["ending"]) == (None, "Pak jij die route even?", "Er is iets geleerd")


def test_who_only_reads_tries_without_a_trace(
    zonnehoek: Organisation, client_at: Callable[..., Client], case: CasePage
) -> None:
    trainer = client_at(zonnehoek, make_member(zonnehoek, Role.PRACTICE_TRAINER))
    address = PLAY
    for _ in range(9):
        page = soup_of(trainer.get(address))
        link = page.select_one("a.choice")
        if link is None:
            break
        address = PLAY + re.sub("#.*", "", link["href"])

    assert page.select_one("#einde") is not None
    assert (CasePlay.objects.count(), CaseScript.objects.count()) == (0, 0)


@pytest.mark.parametrize("tried", ["9", "a", "0-", "²", "-1", "0-0-0-0-0-0-0-0-0-0", "1" * 400])
def test_a_walk_that_does_not_exist_is_404(
    zonnehoek: Organisation, client_at: Callable[..., Client], tried: str
) -> None:
    trainer = client_at(zonnehoek, make_member(zonnehoek, Role.PRACTICE_TRAINER))

    assert trainer.get(PLAY, {"k": tried}).status_code == 404


def test_a_case_without_scenes_is_not_played(browser: Client) -> None:
    assert browser.get("/samen/casussen/liever-niet-door-haar/spelen/").status_code == 404


def test_choices_are_counted_from_five_people_and_by_five(
    zonnehoek: Organisation, client_at: Callable[..., Client], case: CasePage
) -> None:
    ways = [ways_to(case, "unsafe")[0], ways_to(case, "strong")[0]]
    assert ways[0][0] != ways[1][0]
    numbers = []
    for turn in range(11):
        play_to_the_end(client_at(zonnehoek, make_member(zonnehoek, Role.SUPERVISOR)), ways[turn % 2])
        numbers.append(counts_of(case).plays)

    assert numbers == [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10]
    first = case.script.scenes[0].choices
    counted = counts_of(case).by_choice
    assert [counted[first[int(way[0])].key] for way in ways] == [5, 5]


def test_where_everybody_chose_alike_or_few_came_nothing_is_told(
    zonnehoek: Organisation, client_at: Callable[..., Client], case: CasePage
) -> None:
    for _ in range(5):
        way = ways_to(case, "good")[0]
        play_to_the_end(client_at(zonnehoek, make_member(zonnehoek, Role.SUPERVISOR)), way)

    assert (counts_of(case).plays, counts_of(case).by_choice) == (5, {})


def test_one_person_counts_once_whatever_she_wipes(browser: Client, daan: Person, case: CasePage) -> None:
    for _ in range(6):
        play_to_the_end(browser, ways_to(case, "good")[0])
        wipe_plays(person=daan)

    assert CaseScript.objects.get(case=case).finished_plays == 1
    assert Evidence.objects.filter(person=daan).count() == 2


def test_wiping_takes_the_choices_and_says_what_stays(browser: Client, daan: Person, case: CasePage) -> None:
    play_to_the_end(browser, ways_to(case, "good")[0])
    browser.post(f"{PLAY}begin/")

    assert browser.get("/mijn-gegevens/wissen/case-plays/").status_code == 200
    browser.post("/mijn-gegevens/wissen/case-plays/")

    play = CasePlay.objects.get(person=daan)
    assert (play.choices, play.ending, play.counts) == ([], "", True)
    assert browser.get(PLAY).status_code == 302
    assert browser.post(f"{PLAY}kies/", {"step": 0, "choice": "x"})["Location"] == PLAY.removesuffix(
        "spelen/"
    )


def test_choices_are_forgotten_after_their_term(browser: Client, daan: Person, case: CasePage) -> None:
    play_to_the_end(browser, ways_to(case, "good")[0])
    now = timezone.now()

    assert (forget_plays(now), CasePlay.objects.get(person=daan).ending) == (0, "e2")
    assert forget_plays(now + dt.timedelta(days=1)) == 1
    assert (CasePlay.objects.get(person=daan).choices, forget_plays(now + dt.timedelta(days=1))) == ([], 0)


def test_reading_all_scored_cases_takes_one_query(case: CasePage) -> None:
    forget_scored_cases()

    with counting() as statements:
        found = scored_cases()

    assert (len(statements), [each.title for each in found]) == (
        1,
        ["Pak jij die route even?", "Dat deden wij anders"],
    )


def test_a_long_case_costs_as_many_queries_as_a_short_one(browser: Client, case: CasePage) -> None:
    browser.post(f"{PLAY}begin/")
    assert queries_of(browser, PLAY) == 7
    scenes = case.scenes.get_prep_value()
    more = [
        {**scenes[-1], "id": None, "value": {**scenes[-1]["value"], "name": f"meer {n}"}} for n in range(51)
    ]
    case.scenes = case.scenes.stream_block.to_python([*scenes, *more])
    case.save_revision().publish()
    CasePlay.objects.all().delete()
    browser.post(f"{PLAY}begin/")

    assert queries_of(browser, PLAY) == 7


def test_a_case_without_levels_counts_for_nothing(browser: Client, daan: Person, case: CasePage) -> None:
    endings = case.endings.get_prep_value()
    for ending in endings:
        ending["value"]["levels"] = []
    case.endings = case.endings.stream_block.to_python(endings)
    case.save_revision().publish()

    play_to_the_end(browser, ways_to(case, "strong")[0])

    assert (Evidence.objects.filter(person=daan).count(), CasePlay.objects.get(person=daan).counts) == (
        0,
        False,
    )
