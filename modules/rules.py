"""What is right, what comes again, where a story goes: pure functions on plain values."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Answered(Protocol):
    """What a rule reads of an answer slot."""

    question_key: str
    round: int

    @property
    def answers(self) -> dict[str, Any]: ...

    @property
    def checked(self) -> bool: ...


# Rounds: only what was missed comes again ---------------------------------------------------------


@dataclass(frozen=True)
class Round:
    """Where somebody is: the round, what it asks, what is still open, and whether all was right once.

    `is_repeat` says that it asks only what was missed in the round before; `began` is the round in which this
    attempt asked everything.
    """

    number: int
    asked: tuple[str, ...]
    open: tuple[str, ...]
    ever_finished: bool
    is_repeat: bool = False
    began: int = 1

    @property
    def is_finished(self) -> bool:
        """True when this round left nothing open and nothing wrong."""
        return not self.open

    @property
    def is_new_attempt(self) -> bool:
        """True in a round that asks everything again after all was right once."""
        return self.ever_finished and bool(self.open) and not self.is_repeat


def current_round(
    keys: Sequence[str], results: Mapping[int, Mapping[str, bool]], *, restart: bool = False
) -> Round:
    """The round that somebody is in.

    `results` gives per round, from 1, which questions were right. The first round asks everything, every
    next one only what was missed in the one before. Once all is right a new attempt, which asks everything
    again, begins with the next round: when it has an answer, or when `restart` asks for it.
    """
    number, asked, ever_finished, is_repeat, began = 1, tuple(keys), False, False, 1
    while asked:
        given = results.get(number, {})
        still_open = tuple(key for key in asked if key not in given)
        missed = tuple(key for key in asked if not given.get(key, False))
        if still_open:
            return Round(number, asked, still_open, ever_finished, is_repeat, began)
        if missed:
            asked, is_repeat = missed, True
        elif restart or results.get(number + 1):
            asked, ever_finished, is_repeat, began = tuple(keys), True, False, number + 1
        else:
            break
        number += 1
    return Round(number, asked, (), True, is_repeat, began)


# Right and wrong ----------------------------------------------------------------------------------


def placed_right(answers: Mapping[str, Any], right: Mapping[str, Collection[str]]) -> dict[str, bool]:
    """Per item whether the place that was chosen is one of the right ones; unknown items are left out."""
    return {key: place in right[key] for key, place in answers.items() if key in right}


def chosen_right(chosen: Iterable[str], right: Collection[str]) -> bool:
    """True when exactly the right options were chosen: no more, no fewer."""
    return set(chosen) == set(right)


def results_of_quiz(
    right: Mapping[str, Collection[str]], slots: Iterable[Answered]
) -> dict[int, dict[str, bool]]:
    """Per round which questions of a quiz were answered right; a question that is gone does not count."""
    results: dict[int, dict[str, bool]] = {}
    for slot in slots:
        if slot.question_key in right:
            chosen = slot.answers.get(slot.question_key) or []
            results.setdefault(slot.round, {})[slot.question_key] = chosen_right(
                chosen, right[slot.question_key]
            )
    return results


def results_of_placing(
    right: Mapping[str, Collection[str]], slots: Iterable[Answered]
) -> dict[int, dict[str, bool]]:
    """Per round which items were placed right; a draft that was not checked does not count."""
    return {slot.round: placed_right(slot.answers, right) for slot in slots if slot.checked}


# Scenario -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """A choice at a point of a scenario: where it leads ("" is the end) and how good it is."""

    next: str
    quality: str


@dataclass(frozen=True)
class Route:
    """The way somebody went: (point, choice) in order, and the point where she stands, or None at the end."""

    taken: tuple[tuple[str, str], ...]
    current: str | None
    qualities: tuple[str, ...]


def walk(start: str, points: Mapping[str, Mapping[str, Choice]], chosen: Mapping[str, str]) -> Route:
    """Follow the choices from the start.

    A choice that no longer exists is asked again; a point that leads back to an earlier one, or to nothing,
    ends the story.
    """
    taken: list[tuple[str, str]] = []
    qualities: list[str] = []
    here = start
    while here in points and here not in {point for point, _choice in taken}:
        choice = points[here].get(chosen.get(here, ""))
        if choice is None:
            return Route(tuple(taken), here, tuple(qualities))
        taken.append((here, chosen[here]))
        qualities.append(choice.quality)
        here = choice.next
    return Route(tuple(taken), None, tuple(qualities))


# Steps --------------------------------------------------------------------------------------------

QUIZ = "quiz"
SELF_SCAN = "self_scan"
FIRST_SCAN = "first"


def may_complete(step_type: str, *, quiz_finished: bool, scan_moment: str) -> bool:
    """May somebody tick this step herself?

    A quiz when everything was right once; the first scan only by doing it (a later one also with "later");
    everything else whenever she likes.
    """
    if step_type == QUIZ:
        return quiz_finished
    return step_type != SELF_SCAN or scan_moment != FIRST_SCAN


STEP_LENGTH = 4


def module_of_path(path: str) -> str:
    """The tree path of the module that a step's path lies under."""
    return path[:-STEP_LENGTH]


# Wording ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A question as it was asked, and the answer in words."""

    key: str
    question: str
    answer: str


def readable(payload: Mapping[str, Any], asked: Mapping[str, Any]) -> list[Line]:
    """An answer in the words that were on the screen when it was given; empty answers are left out."""
    options = {option["key"]: option["text"] for option in asked.get("options", [])}
    answers = payload.get("answers", {})
    lines = []
    for question in asked.get("questions", []):
        value = answers.get(question["key"])
        values = value if isinstance(value, list) else [value]
        words = [str(options.get(str(one), one)) for one in values if one not in (None, "")]
        if words:
            lines.append(Line(question["key"], question["text"], "; ".join(words)))
    return lines


def answered_to_other_wording(
    payload: Mapping[str, Any], asked: Mapping[str, Any], asked_now: Mapping[str, Any]
) -> list[Line]:
    """The answers whose question is gone or reads differently now, in the words of then."""
    now = {question["key"]: question["text"] for question in asked_now.get("questions", [])}
    options_now = {option["key"]: option["text"] for option in asked_now.get("options", [])}
    changed = {
        option["key"]
        for option in asked.get("options", [])
        if options_now.get(option["key"]) != option["text"]
    }
    answers = payload.get("answers", {})

    def reads_differently(line: Line) -> bool:
        value = answers.get(line.key)
        values = value if isinstance(value, list) else [value]
        return now.get(line.key) != line.question or any(one in changed for one in values)

    return [line for line in readable(payload, asked) if reads_differently(line)]


# Through a module ---------------------------------------------------------------------------------


def place_after(place: int, done: Sequence[bool]) -> int | None:
    """Where the button "next step" leads: the first step after this one that is not done, otherwise the next."""
    after = range(place + 1, len(done))
    return next((each for each in after if not done[each]), next(iter(after), None))
