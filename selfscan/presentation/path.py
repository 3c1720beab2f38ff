"""A path as plain values: codes become words, links and sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from modules.models import ModuleProgress
from modules.queries import ModuleFacts
from selfscan import queries
from selfscan.enums import Choice
from selfscan.models import PathPreference, PathVersion
from selfscan.presentation.news import _news, _news_reason
from selfscan.rules.advice import SETTLED, is_scheduled
from selfscan.rules.arrange import Arrangement, arrange
from selfscan.rules.facts import Definition
from selfscan.rules.policy import LocalPolicy
from selfscan.rules.sentences import advice_words, mandatory_sentence, sentence
from selfscan.rules.voice import Voice

ADVICE_TONES: Mapping[str, str] = {
    "DOEN": "tag--brand",
    "OPFRISSEN": "tag--brand",
    "KLAAR": "tag--ok",
    "VRIJGESTELD": "tag--ok",
}
NO_POLICY = LocalPolicy()


@dataclass(frozen=True)
class PathLine:
    """One module on a path, with everything that is said about it."""

    key: str
    number: int
    title: str
    url: str
    minutes: int
    phase: str
    advice: str
    advice_word: str
    tone: str
    why: tuple[str, ...]
    place: tuple[str, ...]
    would_change: str
    choice: str
    reason: str
    is_mandatory: bool
    decided: str
    """Who decided that everybody does it, where her organisation did; empty otherwise."""
    is_now: bool
    steps_done: int
    steps_total: int
    whole_on: dt.date | None = None
    """The day on which it was wholly done, assignment and all; "klaar" says online done."""

    @property
    def is_started(self) -> bool:
        """Has she done any of it?"""
        return self.steps_done > 0

    @property
    def minutes_left(self) -> int:
        """About how long it still takes: its minutes, by the share of steps that are still to be done."""
        left = max(self.steps_total - self.steps_done, 0)
        return self.minutes * left // self.steps_total if self.steps_total else self.minutes

    @property
    def first_why(self) -> str:
        """The one sentence that is always in sight."""
        return self.why[0] if self.why else ""


@dataclass(frozen=True)
class PathScreen:
    """A whole path: what to do now, all that is to be done, and what isn't."""

    now: tuple[PathLine, ...]
    path: tuple[PathLine, ...]
    set_aside: tuple[PathLine, ...]
    folded: tuple[PathLine, ...]
    done: tuple[PathLine, ...]
    news: tuple[str, ...]
    news_reason: str
    start_route: bool
    advised: tuple[PathLine, ...]
    """The path in the order of the advice; empty while she follows it."""

    @property
    def current(self) -> PathLine | None:
        """The module that "Ga verder" leads to."""
        return self.now[0] if self.now else None

    @property
    def minutes_this_month(self) -> int:
        """About how long the modules of now still take together, up to the next five minutes."""
        return -(-sum(line.minutes_left for line in self.now) // 5) * 5

    @property
    def keys(self) -> list[str]:
        """The modules on the path in the order in which she sees them."""
        return [line.key for line in self.path]


def arrange_stored(
    result: Mapping[str, Any],
    preference: PathPreference,
    definition: Definition,
    following: str | None,
    policy: LocalPolicy = NO_POLICY,
) -> Arrangement:
    """Put her own choices and her organisation's on top of a stored path; what was taken offline since falls away.

    What is completed or exempted stays so, whatever anybody chose before.
    """
    rows = [row for row in result["modules"] if row["key"] in definition.module_by_key]
    settled = {row["key"] for row in rows if row["advice"] in SETTLED}
    choices = {key: choice for key, choice in preference.choices.items() if key not in settled}
    return arrange(
        scheduled=[row["key"] for row in rows if is_scheduled(row)],
        folded=[row["key"] for row in rows if not is_scheduled(row)],
        now=result["now"],
        following=following,
        chosen=[key for key, choice in choices.items() if choice["kind"] == Choice.CHOSEN],
        put_aside=[key for key, choice in choices.items() if choice["kind"] != Choice.CHOSEN],
        mandatory=_mandatory(definition, policy) - settled,
        own_order=preference.order,
    )


def _mandatory(definition: Definition, policy: LocalPolicy) -> set[str]:
    return {module.key for module in definition.modules if module.always_do} | set(policy.decisions)


def path_screen(
    *,
    result: Mapping[str, Any],
    definition: Definition,
    preference: PathPreference,
    progress: Mapping[str, ModuleProgress],
    voice: Voice,
    paths: Sequence[PathVersion] = (),
    policy: LocalPolicy = NO_POLICY,
) -> PathScreen:
    """Make a path readable; ``paths`` are the stored versions, for what changed since last time."""
    arranged = arrange_stored(result, preference, definition, queries.followed_module(progress), policy)
    maker = _LineMaker(result, definition, preference, progress, voice, frozenset(arranged.now), policy)
    folded = maker.lines(arranged.folded)
    return PathScreen(
        now=maker.lines(arranged.now),
        path=maker.lines(arranged.path),
        set_aside=maker.lines(arranged.set_aside),
        folded=tuple(line for line in folded if line.advice != "KLAAR"),
        done=tuple(line for line in folded if line.advice == "KLAAR"),
        news=_news(paths, definition, voice, stays=policy.decisions),
        news_reason=_news_reason(paths, definition, voice),
        start_route=bool(result.get("start_route")),
        advised=maker.lines(_in_order_of_advice(result, arranged)) if preference.order else (),
    )


def _in_order_of_advice(result: Mapping[str, Any], arranged: Arrangement) -> list[str]:
    return [row["key"] for row in result["modules"] if row["key"] in arranged.path]


@dataclass(frozen=True)
class _LineMaker:
    result: Mapping[str, Any]
    definition: Definition
    preference: PathPreference
    progress: Mapping[str, ModuleProgress]
    voice: Voice
    now: frozenset[str]
    policy: LocalPolicy

    def lines(self, keys: Iterable[str]) -> tuple[PathLine, ...]:
        """The lines of these modules, numbered from 1."""
        rows = {row["key"]: row for row in self.result["modules"]}
        facts = queries.published_facts()
        present = [key for key in keys if key in facts]
        return tuple(self._line(rows[key], facts[key], number) for number, key in enumerate(present, start=1))

    def _line(self, row: Mapping[str, Any], facts: ModuleFacts, number: int) -> PathLine:
        is_mandatory = row["advice"] not in SETTLED and facts.key in _mandatory(self.definition, self.policy)
        choice = self.preference.choices.get(facts.key, {})
        if is_mandatory and choice.get("kind") != Choice.CHOSEN:
            choice = {}  # she set it aside before this was decided
        progress = self.progress.get(facts.key)
        return PathLine(
            key=facts.key,
            number=number,
            title=facts.title,
            url=reverse("module_detail", args=[facts.slug]),
            minutes=facts.minutes,
            phase=self.definition.phase_by_key[facts.phase].title,
            advice=row["advice"],
            advice_word=advice_words(self.voice)[row["advice"]],
            tone=ADVICE_TONES.get(row["advice"], ""),
            why=self._sentences(row["why"]),
            place=self._sentences(row["place"]),
            would_change=self._sentences([row["would_change"]])[0] if row["would_change"] else "",
            choice=choice.get("kind", ""),
            reason=choice.get("reason", ""),
            is_mandatory=is_mandatory,
            decided=mandatory_sentence(facts.key, self.policy)
            if is_mandatory and facts.key in self.policy.decisions
            else "",
            is_now=facts.key in self.now,
            steps_done=progress.steps_done if progress else 0,
            steps_total=progress.steps_total if progress else 0,
            whole_on=progress.whole_done_on if progress else None,
        )

    def _sentences(self, reasons: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
        return tuple(sentence(self.definition, reason, self.voice) for reason in reasons)
