"""What keeps a branching case from being published, with the place of each fault. Pure."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from modules.casework.script import Asks, Choice, Scene, Script

MOST_WORDS = 20  # in a sentence (source: SCREENS, B1)
_SENTENCE_END = re.compile(r"(?<=[.!?])[’'”\"]?\s+")
_TAG = re.compile(r"<[^>]+>")
_PARAGRAPH_END = re.compile(r"</(?:p|li|h3)>")


class Fault(StrEnum):
    """What can be wrong."""

    NO_SCENES = "no_scenes"
    NO_ENDINGS = "no_endings"
    NO_KIND = "no_kind"
    TWICE = "twice"
    METER_TWICE = "meter_twice"
    NO_CHOICES = "no_choices"
    NOWHERE = "nowhere"
    UNREACHABLE = "unreachable"
    NO_WAY_OUT = "no_way_out"
    UNKNOWN_METER = "unknown_meter"
    UNKNOWN_MARK = "unknown_mark"
    MARK_IS_METER = "mark_is_meter"
    NO_FEEDBACK = "no_feedback"
    ALL_CONDITIONAL = "all_conditional"
    LONG_SENTENCE = "long_sentence"


@dataclass(frozen=True)
class Found:
    """One fault: where (name of a scene or ending, and the number of the choice from 1 or 0), and what about."""

    fault: Fault
    place: str = ""
    choice: int = 0
    about: str = ""


def check(script: Script) -> list[Found]:
    """Everything wrong with a script, in the order in which an author reads it."""
    if not script.scenes:
        return [Found(Fault.NO_SCENES)]
    return [
        *([] if script.endings else [Found(Fault.NO_ENDINGS)]),
        *_names_given_twice(script),
        *(found for scene in script.scenes for found in _faults_of(script, scene)),
        *_unreachable(script),
        *_without_way_out(script),
        *(Found(Fault.NO_KIND, ending.key) for ending in script.endings if ending.kind is None),
        *(
            Found(Fault.LONG_SENTENCE, ending.key, about=sentence)
            for ending in script.endings
            for text in (ending.text, ending.key_point)
            for sentence in long_sentences(text)
        ),
    ]


def _names_given_twice(script: Script) -> Iterator[Found]:
    names = Counter(script.names)
    yield from (Found(Fault.TWICE, name) for name, times in names.items() if times > 1)
    meters = Counter(meter.key for meter in script.meters)
    yield from (Found(Fault.METER_TWICE, about=name) for name, times in meters.items() if times > 1)


def _faults_of(script: Script, scene: Scene) -> Iterator[Found]:
    if not scene.choices:
        yield Found(Fault.NO_CHOICES, scene.key)
    elif all(choice.conditions for choice in scene.choices):
        yield Found(Fault.ALL_CONDITIONAL, scene.key)
    for sentence in long_sentences(scene.text):
        yield Found(Fault.LONG_SENTENCE, scene.key, about=sentence)
    known = _Known.of(script)
    for number, choice in enumerate(scene.choices, start=1):
        for fault, about in _faults_of_choice(choice, known):
            yield Found(fault, scene.key, number, about)


@dataclass(frozen=True)
class _Known:
    """The names that a choice may use."""

    places: frozenset[str]
    meters: frozenset[str]
    marks: frozenset[str]

    @classmethod
    def of(cls, script: Script) -> _Known:
        return cls(
            places=frozenset(script.names),
            meters=frozenset(meter.key for meter in script.meters),
            marks=frozenset(
                choice.mark for scene in script.scenes for choice in scene.choices if choice.mark
            ),
        )


def _faults_of_choice(choice: Choice, known: _Known) -> Iterator[tuple[Fault, str]]:
    if choice.goes_to not in known.places:
        yield Fault.NOWHERE, choice.goes_to
    if not _plain(choice.feedback).strip():
        yield Fault.NO_FEEDBACK, ""
    asked = {each.of: each.test in (Asks.AT_LEAST, Asks.AT_MOST) for each in choice.conditions}
    meters = [*choice.effects, *(of for of, is_meter in asked.items() if is_meter)]
    yield from ((Fault.UNKNOWN_METER, each) for each in meters if each not in known.meters)
    marks = [of for of, is_meter in asked.items() if not is_meter]
    yield from ((Fault.UNKNOWN_MARK, each) for each in marks if each not in known.marks)
    if choice.mark in known.meters:
        yield Fault.MARK_IS_METER, choice.mark
    sentences = [*long_sentences(choice.text), *long_sentences(choice.feedback)]
    yield from ((Fault.LONG_SENTENCE, each) for each in sentences)


def _unreachable(script: Script) -> Iterator[Found]:
    seen = reachable(script)
    yield from (Found(Fault.UNREACHABLE, name) for name in dict.fromkeys(script.names) if name not in seen)


def reachable(script: Script) -> set[str]:
    """The names that some row of choices leads to, conditions left aside."""
    seen: set[str] = set()
    waiting = [script.start]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        scene = script.scene(name)
        waiting += [choice.goes_to for choice in scene.choices] if scene else []
    return seen


def _without_way_out(script: Script) -> Iterator[Found]:
    """Scenes whose choices go round for ever. One that leads to another fault is told there."""
    places = {scene.key for scene in script.scenes}
    out = {
        scene.key
        for scene in script.scenes
        if not scene.choices or any(choice.goes_to not in places for choice in scene.choices)
    }
    waiting = [scene for scene in script.scenes if scene.key not in out]
    while freed := [scene for scene in waiting if any(choice.goes_to in out for choice in scene.choices)]:
        out |= {scene.key for scene in freed}
        waiting = [scene for scene in waiting if scene.key not in out]
    yield from (Found(Fault.NO_WAY_OUT, scene.key) for scene in waiting)


def long_sentences(source: str) -> list[str]:
    """The sentences of a rich text that have more than twenty words, as they are read."""
    paragraphs = _PARAGRAPH_END.sub("\n", source).split("\n")
    sentences = [each for text in paragraphs for each in _SENTENCE_END.split(_plain(text).strip())]
    return [each for each in sentences if len(each.split()) > MOST_WORDS]


def _plain(source: str) -> str:
    return html.unescape(_TAG.sub("", source))
