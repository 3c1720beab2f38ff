"""A branching case, as an author fills it in at the editors' admin: block by block, by what stands on screen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

ADD = re.compile("^(Blok invoegen|Toevoegen)$")


@dataclass(frozen=True)
class Choice:
    """Something to do in a scene, and what it does with a meter."""

    text: str
    goes_to: str
    feedback: str
    meter: str
    change: int


@dataclass(frozen=True)
class Scene:
    """A moment in which somebody chooses."""

    name: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Ending:
    """How it ends; `shown` is the indicator and the behaviour that it shows."""

    name: str
    kind: str
    title: str
    text: str
    key_point: str
    shown: tuple[str, str]


def write_branching(page: Page, *, meter: str, scenes: Iterable[Scene], endings: Iterable[Ending]) -> None:
    """Open the part for playing choice by choice, and fill in a meter, the scenes and the endings."""
    whole = open_branching(page)
    _field(_add(_part(whole, "meters"), "Meter"), "Naam").fill(meter)
    for scene in scenes:
        _write_scene(_add(_part(whole, "scenes"), "Scène"), scene)
    for ending in endings:
        _write_ending(_add(_part(whole, "endings"), "Einde"), ending)


def open_branching(page: Page) -> Locator:
    """Open the part for playing choice by choice; it is closed at first."""
    whole = page.get_by_role("region", name="Keuze voor keuze spelen")
    whole.get_by_role("button", name="Toon/verberg sectie").first.click()
    return whole


def add_to_scene(page: Page, scene: str, text: str) -> None:
    """Type behind what a scene tells."""
    open_branching(page)
    part = _part(_scene_block(page, scene), "text")
    part.get_by_role("textbox").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)
    expect(part.locator("input[type=hidden]").first).to_have_value(re.compile(re.escape(text.strip())))


def _scene_block(page: Page, scene: str) -> Locator:
    return page.get_by_role("region", name=re.compile(f"^Scène.*{scene}")).first


def choice_block(page: Page, scene: str, number: int) -> Locator:
    """The block of a choice, by the name of its scene and its number from 1."""
    block = _scene_block(page, scene)
    return block.get_by_role("region", name=re.compile("^Keuze")).nth(number - 1)


def _write_scene(block: Locator, scene: Scene) -> None:
    _field(block, "Naam").fill(scene.name)
    _write(_part(block, "text"), scene.text)
    choices = _part(block, "choices")
    for number, choice in enumerate(scene.choices):
        # A new scene has room for one choice.
        here = _add(choices, "Keuze") if number else choices.get_by_role("region").first
        _write_choice(here, choice)


def _write_choice(block: Locator, choice: Choice) -> None:
    _write(_part(block, "text"), choice.text)
    _field(block, "Gaat naar").fill(choice.goes_to)
    _write(_part(block, "feedback"), choice.feedback)
    effect = _add(_part(block, "effects"), "Gevolg")
    _field(effect, "Meter").fill(choice.meter)
    _field(effect, "Erbij of eraf").fill(str(choice.change))


def _write_ending(block: Locator, ending: Ending) -> None:
    _field(block, "Naam").fill(ending.name)
    _field(block, "Soort einde").select_option(ending.kind)
    _field(block, "Titel").fill(ending.title)
    _write(_part(block, "text"), ending.text)
    _write(_part(block, "key_point"), ending.key_point)
    level = _add(_part(block, "levels"), "Gedrag per indicator")
    indicator, behaviour = ending.shown
    _field(level, "Indicator").select_option(indicator)
    _field(level, "Gedrag").select_option(behaviour)


def _part(within: Locator, name: str) -> Locator:
    """A part of a block by its own name; the first one, as blocks in blocks bear the same names."""
    return within.locator(f'[data-contentpath="{name}"]').first


def _field(within: Locator, label: str) -> Locator:
    return within.get_by_label(re.compile(rf"^{label}\*?$")).first


def _add(part: Locator, name: str) -> Locator:
    """Press the last button to add something, and give back the block that comes."""
    part.get_by_role("button", name=ADD).last.click()
    return part.get_by_role("region", name=re.compile(f"^{name}")).last


def _write(part: Locator, text: str) -> None:
    """Type in a rich text field that is empty."""
    part.get_by_role("textbox").click()
    part.page.keyboard.type(text)
    # The editor hands its text to the form a moment later.
    expect(part.locator("input[type=hidden]").first).to_have_value(re.compile(re.escape(text)))
