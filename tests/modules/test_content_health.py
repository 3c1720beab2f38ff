"""The health page of the content: what it finds, which numbers it tells, and how many queries it takes."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.images.models import Image

from modules.editing import sync_editor_permissions
from modules.health.queries import health_of
from modules.health.rules import Kind, Rate, broken_addresses, helped, linked_pages, rate, review_due
from modules.models import (
    AnswerSlot,
    CaseIndexPage,
    CasePage,
    CaseScript,
    CaseTally,
    ModulePage,
    Recording,
    StepFeedback,
    StepPage,
)
from modules.queries.progress import right_options
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.counting import counting
from tests.factories import make_member, make_person

pytestmark = pytest.mark.django_db
PAGE = "/redactie/gezondheid/"
LONG = " ".join(["woord"] * 21) + "."


@pytest.fixture
def as_editor(region: Organisation, client_at: Callable[..., Client]) -> Client:
    person = make_member(region, Role.EDITOR)
    sync_editor_permissions(person)
    return client_at(region, person)


@pytest.fixture
def author(region: Organisation) -> Person:
    person = make_member(region, Role.CASE_AUTHOR)
    sync_editor_permissions(person)
    return person


def findings(client: Client, kind: Kind, **query: str) -> list[tuple[str, str]]:
    """Title and what about, per finding of a kind."""
    page = BeautifulSoup(client.get(PAGE, {"soort": kind.value, **query}).content, "html.parser")
    rows = page.select("[data-findings] tbody tr")
    return [(row.th.get_text(strip=True), row.select("td")[-1].get_text(strip=True)) for row in rows]


def change(page: Any, **values: Any) -> Any:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


# Rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "is_fine"),
    [
        ("https://www.voorbeeld.example/pad?x=1#y", True),
        ("http://voorbeeld.example", True),
        ("mailto:iemand@voorbeeld.example", True),
        ("tel:+31-88-000 05", True),
        ("#kop", True),
        ("/modules/", True),
        ("//voorbeeld", False),
        ("https://voorbeeld", False),
        ("https://", False),
        ("htps://voorbeeld.example", False),
        ("www.voorbeeld.example", False),
        ("https://voor beeld.example/", False),
        ("https://[", False),
        ("mailto:iemand", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_an_outer_link_is_looked_at_as_it_is_written(address: str, is_fine: bool) -> None:
    assert broken_addresses(f'<p><a href="{address}">x</a></p>') == ([] if is_fine else [address])


def test_inner_links_are_found_whatever_the_order_of_their_attributes() -> None:
    html = '<a linktype="page" id="3">a</a> <a id="7" linktype="page">b</a> <a href="#id">c</a>'
    assert linked_pages(html) == [3, 7]


def test_a_page_is_to_be_reviewed_a_year_after_publishing_unless_an_editor_chose() -> None:
    published = dt.date(2026, 1, 1)
    assert review_due(None, published) == dt.date(2027, 1, 1)
    assert review_due(dt.date(2026, 6, 1), published) == dt.date(2026, 6, 1)
    assert review_due(None, None) is None


@given(st.lists(st.booleans(), max_size=40))
def test_a_rate_is_told_over_full_groups_of_five_and_never_of_all_alike(answers: list[bool]) -> None:
    told = rate(answers)
    full = answers[: len(answers) // 5 * 5]
    if told is None:
        assert len(set(full)) < 2
    else:
        assert told == Rate(len(full), full.count(False))
        assert (told.people % 5, 0 < told.wrong < told.people) == (0, True)


@pytest.mark.parametrize(
    ("counts", "is_told"),
    [({"yes": 3, "no": 1}, False), ({"yes": 5}, False), ({"yes": 4, "no": 1}, True)],
)
def test_reactions_are_told_from_five_on_and_not_where_all_say_the_same(
    counts: dict[str, int], is_told: bool
) -> None:
    assert helped(counts) == (counts if is_told else None)


# What it finds ---------------------------------------------------------------------------------------


def test_a_link_to_a_page_that_went_and_a_link_that_cannot_work_are_found(
    as_editor: Client, step: Callable[[str], StepPage]
) -> None:
    target, page = step("M01-2"), step("M01-4")
    assert findings(as_editor, Kind.LINK) == []
    html = f'<p><a linktype="page" id="{target.pk}">hier</a> <a href="htps://x.example">daar</a></p>'
    change(page, intro=html)
    assert findings(as_editor, Kind.LINK) == [(page.title, "htps://x.example")]
    target.unpublish()
    assert findings(as_editor, Kind.LINK)[0] == (
        page.title,
        "De bladzijde is er niet meer, of staat niet online.",
    )


def test_a_long_sentence_is_found_at_its_part(as_editor: Client, step: Callable[[str], StepPage]) -> None:
    page = change(step("M01-1"), intro=f"<p>Kort. {LONG}</p>")
    assert (page.title, LONG) in findings(as_editor, Kind.SENTENCE)
    shown = BeautifulSoup(as_editor.get(PAGE, {"soort": "sentence"}).content, "html.parser")
    place = next(row for row in shown.select("[data-findings] tr") if LONG in row.get_text())
    assert place.a["href"].endswith(f"/pages/{page.pk}/edit/#panel-child-inhoud-intro-section")


def test_a_page_past_its_day_is_found(as_editor: Client) -> None:
    assert findings(as_editor, Kind.REVIEW) == []
    module = ModulePage.objects.get(key="M02")
    change(module, review_by=timezone.localdate() - dt.timedelta(days=1))
    assert [title for title, _about in findings(as_editor, Kind.REVIEW)] == [module.title]
    change(module, review_by=timezone.localdate())
    assert findings(as_editor, Kind.REVIEW) == []
    ModulePage.objects.filter(pk=module.pk).update(
        review_by=None, last_published_at=timezone.now() - dt.timedelta(days=367)
    )
    assert [title for title, _about in findings(as_editor, Kind.REVIEW)] == [module.title]


def test_a_film_without_its_text_is_found(as_editor: Client, step: Callable[[str], StepPage]) -> None:
    film = step("film")
    assert findings(as_editor, Kind.TRANSCRIPT) == []
    film.body[0].value["lines"] = []
    change(film)
    assert findings(as_editor, Kind.TRANSCRIPT) == [(film.title, "De tekst van het gesprek mist.")]


@pytest.fixture
def recording(db: None) -> Recording:
    """A film with all that belongs to it."""
    before = Image.objects.create(title="Vooraf", description="Een gang", file="x.png", width=9, height=9)
    return Recording.objects.create(
        title="De eerste dag",
        container="mp4",
        has_picture=True,
        captions="recordings/x.vtt",
        poster=before,
        transcript="Goedemorgen.",
        seconds=5,
        size=9,
    )


def shows(step: StepPage, recording: Recording | None) -> StepPage:
    step.body[0].value["recording"] = recording
    return change(step)


@pytest.mark.parametrize(
    ("lost", "about"),
    [
        ({"transcript": " "}, "de uitgeschreven tekst"),
        ({"captions": "", "poster": None}, "ondertitels, een beeld vooraf"),
    ],
)
def test_a_film_that_lost_what_belongs_to_it_is_found(
    as_editor: Client,
    step: Callable[[str], StepPage],
    recording: Recording,
    lost: dict[str, Any],
    about: str,
) -> None:
    film = step("film")
    film.body[0].value["lines"] = []  # nobody reads the conversation where there is a film
    shows(film, recording)
    assert findings(as_editor, Kind.TRANSCRIPT) == []
    Recording.objects.update(**lost)
    assert findings(as_editor, Kind.TRANSCRIPT) == [
        (film.title, f"Opname ‘De eerste dag’: hier mist {about}.")
    ]


def test_listening_without_its_text_or_its_sound_is_found(
    as_editor: Client, step: Callable[[str], StepPage], recording: Recording
) -> None:
    page = step("film")
    Recording.objects.update(has_picture=False, transcript="")
    block = StepPage._meta.get_field("body").stream_block
    value = {"title": "Luister", "recording": recording.pk, "questions": []}
    change(page, body=block.to_python([{"type": "audio", "value": value, "id": str(uuid4())}]))
    assert findings(as_editor, Kind.TRANSCRIPT) == [
        (page.title, "Opname ‘De eerste dag’: hier mist de uitgeschreven tekst.")
    ]
    recording.delete()
    assert findings(as_editor, Kind.TRANSCRIPT) == [(page.title, "De opname mist.")]


def test_a_picture_without_a_description_is_found(
    as_editor: Client, step: Callable[[str], StepPage], recording: Recording
) -> None:
    picture = Image.objects.create(title="Keuken", description="", file="k.png", width=9, height=9)
    case = change(CasePage.objects.get(key="K01"), picture=picture)
    film = shows(step("film"), recording)
    about = "Er staat niet bij wat erop te zien is."
    assert findings(as_editor, Kind.ALT) == [(case.title, about)]
    Image.objects.update(description="")
    assert sorted(findings(as_editor, Kind.ALT)) == sorted([(case.title, about), (film.title, about)])
    Image.objects.update(description="Een keuken")
    assert findings(as_editor, Kind.ALT) == []


def played(case: CasePage, plays: int, choices: dict[str, int]) -> None:
    """So many finished plays in the wording of now, all in full batches."""
    script = CaseScript.objects.create(
        case=case, title=case.title, digest=case.script.digest, content={}, finished_plays=plays
    )
    for choice, number in choices.items():
        CaseTally.objects.create(script=script, batch=0, choice=choice, plays=number)


def test_a_choice_that_nobody_made_is_found_after_five_plays(as_editor: Client, author: Person) -> None:
    case = CasePage.objects.get(key="K02")
    scene = case.script.scenes[0]
    keys = [choice.key for choice in scene.choices]
    played(case, 4, dict(zip(keys, [3, 1], strict=False)))
    assert findings(as_editor, Kind.NEVER_CHOSEN) == []
    CaseScript.objects.update(finished_plays=5)
    CaseTally.objects.filter(choice=keys[0]).update(plays=4)
    number = len(keys)
    assert number > 2
    assert findings(as_editor, Kind.NEVER_CHOSEN) == [
        (case.title, f"Keuze {place} is nooit gekozen door 5 mensen.") for place in range(3, number + 1)
    ]


def test_a_scene_where_all_chose_alike_is_not_told(as_editor: Client) -> None:
    case = CasePage.objects.get(key="K02")
    played(case, 5, {case.script.scenes[0].choices[0].key: 5})
    assert findings(as_editor, Kind.NEVER_CHOSEN) == []


def answered(step: StepPage, wrong: int, right: int) -> None:
    """So many people answered the first question of a test, the wrong ones first."""
    block = step.body[0]
    child = block.value["questions"].bound_blocks[0]
    good = sorted(right_options(child.value))
    bad = [option.id for option in child.value["options"].bound_blocks if option.id not in good][:1]
    for number in range(wrong + right):
        AnswerSlot.objects.create(
            person=make_person(),
            page=step,
            step_code=step.code,
            block_id=block.id,
            question_key=child.id,
            round=1,
            payload={"answers": {child.id: bad if number < wrong else good}},
            asked={},
        )


def rates(client: Client) -> list[str]:
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    return [row.td.get_text() for row in page.select("[data-questions] tbody tr")]


@pytest.mark.parametrize(
    ("wrong", "right", "shown"),
    [(2, 2, []), (5, 0, []), (0, 5, []), (2, 3, ["40%"]), (2, 7, ["40%"]), (2, 8, ["20%"])],
)
def test_how_often_a_question_is_wrong_is_told_per_five_people(
    as_editor: Client, step: Callable[[str], StepPage], wrong: int, right: int, shown: list[str]
) -> None:
    answered(step("quiz"), wrong, right)
    assert rates(as_editor) == shown
    assert len(findings(as_editor, Kind.OFTEN_WRONG)) == (shown == ["40%"])


def took(step: StepPage, taken: list[int], *, offered: int | None = None) -> list[str]:
    """People at the first question of a test or point of a scenario; each takes the option of this number, from 1."""
    block = step.body[0]
    outer, inner = ("questions", "options") if step.step_type == "quiz" else ("nodes", "choices")
    child = block.value[outer].bound_blocks[0]
    options = [option.id for option in child.value[inner].bound_blocks]
    for number in taken:
        AnswerSlot.objects.create(
            person=make_person(),
            page=step,
            step_code=step.code,
            block_id=block.id,
            question_key=child.id,
            round=1,
            payload={"answers": {child.id: [options[number - 1]]}},
            asked={"options": [{"key": key, "text": "x"} for key in options[:offered]]},
        )
    return options


@pytest.mark.parametrize(("kind", "what"), [("quiz", "Antwoord"), ("scenario", "Keuze")])
def test_an_option_that_nobody_took_is_found_after_five_people(
    as_editor: Client, step: Callable[[str], StepPage], kind: str, what: str
) -> None:
    page = step(kind)
    options = took(page, [1, 1, 1, 2])
    assert len(options) > 2
    assert findings(as_editor, Kind.NEVER_CHOSEN) == []
    took(page, [1])
    told = [
        (page.title, f"{what} {number} is nooit gekozen door 5 mensen.")
        for number in range(3, len(options) + 1)
    ]
    assert findings(as_editor, Kind.NEVER_CHOSEN) == told
    took(page, [3, 3, 3])  # the next five are not there yet
    assert findings(as_editor, Kind.NEVER_CHOSEN) == told
    took(page, [3])
    took(page, [3])
    assert len(findings(as_editor, Kind.NEVER_CHOSEN)) == len(options) - 3


def test_an_option_is_not_told_where_all_took_the_same_or_it_was_not_there_yet(
    as_editor: Client, step: Callable[[str], StepPage]
) -> None:
    took(step("quiz"), [1, 1, 1, 1, 1])
    took(step("scenario"), [1, 1, 1, 2, 2], offered=2)
    assert findings(as_editor, Kind.NEVER_CHOSEN) == []


def test_reactions_to_a_step_are_told(as_editor: Client, step: Callable[[str], StepPage]) -> None:
    page = step("M01-1")
    for answer in ("yes", "yes", "yes", "yes"):
        StepFeedback.objects.create(page=page, answer=answer, week="2026-W48")
    assert "data-reactions" not in as_editor.get(PAGE).content.decode()
    StepFeedback.objects.create(page=page, answer="no", week="2026-W48")
    shown = BeautifulSoup(as_editor.get(PAGE).content, "html.parser")
    row = shown.select_one("[data-reactions] tbody tr")
    assert [each.get_text(strip=True) for each in row.select("th, td")] == [page.title, "4", "0", "1"]


# Who, in what order, and how many queries --------------------------------------------------------------


def test_findings_stand_by_kind_or_by_page(as_editor: Client, step: Callable[[str], StepPage]) -> None:
    change(step("M01-1"), intro=f"<p>{LONG}</p>", title="Zebra")
    change(step("M01-2"), intro='<p><a href="x">x</a></p>', title="Aap", review_by=dt.date(2020, 1, 1))
    change(step("M01-1"), review_by=dt.date(2020, 1, 1), title="Zebra")
    rows = [
        (row["data-kind"], row.th.get_text(strip=True))
        for op in ("soort", "bladzijde")
        for row in BeautifulSoup(as_editor.get(PAGE, {"op": op}).content, "html.parser").select(
            "[data-findings] tbody tr"
        )
        if row.th.get_text(strip=True) in ("Zebra", "Aap")
    ]
    assert [row for row in rows[:4] if row[0] != "sentence"] == [
        ("link", "Aap"),
        ("review", "Aap"),
        ("review", "Zebra"),
    ]
    assert [title for _kind, title in rows[4:]] == ["Aap", "Aap", "Zebra", "Zebra"]


def test_an_author_sees_her_own_cases_and_no_tests(
    region: Organisation, author: Person, client_at: Callable[..., Client]
) -> None:
    browser = client_at(region, author)
    case = CasePage.objects.get(key="K01")
    change(case, situation=f"<p>{LONG}</p>")
    assert findings(browser, Kind.SENTENCE) == []
    CasePage.objects.filter(pk=case.pk).update(owner=author)
    assert findings(browser, Kind.SENTENCE) == [(case.title, LONG)]
    assert "Vragen van toetsen" not in browser.get(PAGE).content.decode()
    menu = browser.get("/redactie/casuistiek/").content.decode()
    assert PAGE in menu


def test_nothing_to_look_at_says_so(as_editor: Client) -> None:
    assert "Hiervan is er niets." in as_editor.get(PAGE, {"soort": "alt"}).content.decode()


def statements_of_health() -> int:
    person = make_person()
    with counting() as statements:
        health_of(person, own_cases_only=False, today=timezone.localdate())
    return len(statements)


def test_the_page_takes_as_many_queries_for_any_number_of_pages() -> None:
    case = CasePage.objects.get(key="K02")
    played(case, 5, {choice.key: 1 for choice in case.script.scenes[0].choices})
    before = statements_of_health()
    for number in range(3):
        copy = CasePage(
            title=f"Casus {number}",
            slug=f"casus-{number}",
            key=f"X{number}",
            situation=f'<p>{LONG}<a linktype="page" id="{case.pk}">x</a></p>',
            dilemma="<p>x</p>",
            scenes=case.scenes,
            endings=case.endings,
        )
        CaseIndexPage.objects.get().add_child(instance=copy)
        copy.save_revision(clean=False).publish()
        played(copy, 5, {choice.key: 1 for choice in copy.script.scenes[0].choices})
    # The one more asks which of the pages that are linked to are there.
    assert (before, statements_of_health()) == (7, 8)


def test_films_take_as_many_queries_for_one_as_for_three(recording: Recording) -> None:
    films = [page for page in StepPage.objects.live().order_by("path") if page.step_type == "film"]
    assert len(films) >= 3
    before = statements_of_health()
    for count, film in enumerate(films[:3]):
        shows(film, recording)
        # One for the recordings, one for the pictures before them.
        assert statements_of_health() == before + 2, count
