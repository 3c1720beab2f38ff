"""A large case that many people played costs as many queries as a small one: to play, and to look at as its author."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from modules.editing import sync_editor_permissions
from modules.models import CasePage, CasePlay, CaseScript, CaseTally
from modules.queries import BATCH
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person
from tests.counting import queries_of
from tests.factories import make_member
from tests.modules.talking import soup_of

pytestmark = pytest.mark.django_db

SIZES = [(6, 5), (60, 500)]
ON, STOP = "verder", "stop"


def _choice(key: str, goes_to: str) -> dict[str, Any]:
    value = {"text": f"<p>{key}</p>", "goes_to": goes_to, "feedback": "<p>Sem knikt.</p>", "mark": ""}
    value["effects"] = [{"type": "item", "id": f"{key}-rust", "value": {"meter": "rust", "change": 1}}]
    return {"type": "item", "id": key, "value": {**value, "conditions": []}}


def _scene(number: int, scenes: int) -> dict[str, Any]:
    following = f"scène {number + 1}" if number < scenes else "goed"
    choices = [_choice(f"{ON}-{number}", following), _choice(f"{STOP}-{number}", "gemist")]
    value = {"name": f"scène {number}", "later": "", "text": "<p>Sem wacht.</p>", "choices": choices}
    return {"type": "scene", "id": f"scene-{number}", "value": value}


def _ending(name: str, kind: str) -> dict[str, Any]:
    level = {"type": "item", "id": f"{name}-1", "value": {"indicator": "I3.3", "proficiency_level": "3"}}
    texts = {"title": name, "text": "<p>Klaar.</p>", "key_point": "<p>Vraag eerst.</p>"}
    return {"type": "ending", "id": name, "value": {"name": name, "kind": kind, **texts, "levels": [level]}}


@pytest.fixture
def author(region: Organisation) -> Person:
    person = make_member(region, Role.CASE_AUTHOR)
    sync_editor_permissions(person)
    return person


@pytest.fixture
def published(author: Person) -> Callable[[int], CasePage]:
    """`published(60)`: her case of so many scenes in a row; each goes on, or stops at the missed end."""

    def publish(scenes: int) -> CasePage:
        case = CasePage.objects.get(key="K01")
        case.owner = author
        for name, stream in {
            "meters": [{"type": "meter", "id": "rust", "value": {"name": "rust", "start": 50}}],
            "scenes": [_scene(number, scenes) for number in range(1, scenes + 1)],
            "endings": [_ending("goed", "good"), _ending("gemist", "missed")],
        }.items():
            setattr(case, name, case._meta.get_field(name).stream_block.to_python(stream))
        case.save_revision().publish()
        return CasePage.objects.get(pk=case.pk)

    return publish


def put_plays(case: CasePage, plays: int) -> None:
    """So many people who played it to an end, each stopping one scene further than the one before her."""
    script = case.script
    wording = CaseScript.objects.create(
        case=case,
        digest=script.digest,
        title=case.title,
        content=script.as_stored(),
        finished_plays=plays,
    )
    people = Person.objects.bulk_create(
        [
            Person(email=f"speelt{number}@voorbeeld.example", name=f"Speler {number}")
            for number in range(plays)
        ]
    )
    rows, counted = [], Counter[tuple[int, str]]()
    for number, person in enumerate(people):
        before = number % (len(script.scenes) + 1)
        made = [f"{ON}-{each}" for each in range(1, before + 1)]
        ending = "goed" if before == len(script.scenes) else "gemist"
        made += [] if ending == "goed" else [f"{STOP}-{before + 1}"]
        rows.append(
            CasePlay(
                person=person,
                case=case,
                script=wording,
                choices=made,
                ending=ending,
                finished_on=timezone.localdate(),
            )
        )
        counted.update((number // BATCH, name) for name in [*made, ending])
    CasePlay.objects.bulk_create(rows)
    CaseTally.objects.bulk_create(
        [
            CaseTally(script=wording, batch=batch, choice=name, plays=times)
            for (batch, name), times in counted.items()
        ]
    )


@pytest.mark.parametrize(("scenes", "plays"), SIZES)
def test_a_play_opens_with_as_many_queries(
    published: Callable[[int], CasePage], browser: Client, scenes: int, plays: int
) -> None:
    case = published(scenes)
    put_plays(case, plays)
    address = reverse("case_play", args=[case.slug])
    browser.post(f"{address}begin/")
    for step in range(scenes - 1):
        browser.post(f"{address}kies/", {"step": step, "choice": f"{ON}-{step + 1}"})

    assert len(soup_of(browser.get(address)).select(".route__part")) == scenes - 1
    assert queries_of(browser, address) == 7
    assert queries_of(browser, reverse("case_detail", args=[case.slug])) == 9


@pytest.mark.parametrize(("scenes", "plays"), SIZES)
def test_the_choices_per_scene_open_with_as_many_queries(
    published: Callable[[int], CasePage],
    author: Person,
    region: Organisation,
    client_at: Callable[..., Client],
    scenes: int,
    plays: int,
) -> None:
    case = published(scenes)
    put_plays(case, plays)
    desk = client_at(region, author)
    address = reverse("casuistiek:map", args=[case.pk], urlconf="portal.urls_region")

    shown = soup_of(desk.get(address)).get_text(" ", strip=True)

    assert f"eerste keer spelen van {plays} mensen" in shown
    assert f"{ON}-1 → scène 2 · {plays - -(-plays // (scenes + 1))} keer gekozen" in shown
    assert queries_of(desk, address) == 16


def shown_at(client: Client, address: str) -> str:
    return str(soup_of(client.get(address)).get_text(" ", strip=True))


def test_a_draft_keeps_the_figures_of_what_is_online_and_says_so(
    published: Callable[[int], CasePage],
    region: Organisation,
    author: Person,
    client_at: Callable[..., Client],
) -> None:
    case = published(6)
    put_plays(case, 10)
    as_author = client_at(region, author)
    address = reverse("casuistiek:map", args=[case.pk], urlconf="portal.urls_region")
    before = shown_at(as_author, address)

    case.meters[0].value["start"] = 40
    case.save_revision()
    after = shown_at(as_author, address)

    figures = [re.findall(r"\d+ keer (?:gekozen|bereikt)", text) for text in (before, after)]
    assert (figures[0] != [], figures[0]) == (True, figures[1])
    told = "Dit concept is anders dan wat online staat. De getallen horen bij wat online staat."
    assert [told in text for text in (before, after)] == [False, True]
    CasePage.objects.get(pk=case.pk).get_latest_revision().publish()
    assert re.findall(r"\d+ keer", shown_at(as_author, address)) == []
