"""Screens as plain values: stored codes become words, links and sentences in the reader's own voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from modules.models import ModuleProgress
from modules.queries import ModuleFacts
from selfscan import queries
from selfscan.enums import Choice, PathReason
from selfscan.models import PathPreference, PathVersion
from selfscan.rules.arrange import Arrangement, arrange, differences
from selfscan.rules.evidence import word_for
from selfscan.rules.facts import Definition
from selfscan.rules.sentences import advice_words, change_sentence, level_meanings, sentence, word_labels
from selfscan.rules.voice import Voice

ADVICE_TONES: Mapping[str, str] = {
    "DOEN": "tag--brand",
    "OPFRISSEN": "tag--brand",
    "KLAAR": "tag--ok",
    "VRIJGESTELD": "tag--ok",
}
SETTLED = ("KLAAR", "VRIJGESTELD")


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
    is_now: bool
    steps_done: int
    steps_total: int

    @property
    def is_started(self) -> bool:
        """Has she done any of it?"""
        return self.steps_done > 0

    @property
    def first_why(self) -> str:
        """The one sentence that is always in sight."""
        return self.why[0] if self.why else ""

    @property
    def more_why(self) -> tuple[str, ...]:
        """The other sentences."""
        return self.why[1:]


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
    def keys(self) -> list[str]:
        """The modules on the path in the order in which she sees them."""
        return [line.key for line in self.path]


def arrange_stored(
    result: Mapping[str, Any],
    preference: PathPreference,
    definition: Definition,
    following: str | None,
) -> Arrangement:
    """Put her own choices on top of a stored path; modules that were taken offline since fall away.

    What is completed or exempted stays so, whatever she chose before.
    """
    rows = [row for row in result["modules"] if row["key"] in definition.module_by_key]
    settled = {row["key"] for row in rows if row["advice"] in SETTLED}
    choices = {key: choice for key, choice in preference.choices.items() if key not in settled}
    return arrange(
        scheduled=[row["key"] for row in rows if row["rank"] <= 3],
        folded=[row["key"] for row in rows if row["rank"] > 3],
        now=result["now"],
        following=following,
        chosen=[key for key, choice in choices.items() if choice["kind"] == Choice.CHOSEN],
        put_aside=[key for key, choice in choices.items() if choice["kind"] != Choice.CHOSEN],
        mandatory=[module.key for module in definition.modules if module.always_do],
        own_order=preference.order,
    )


def path_screen(
    *,
    result: Mapping[str, Any],
    definition: Definition,
    preference: PathPreference,
    progress: Mapping[str, ModuleProgress],
    voice: Voice,
    paths: Sequence[PathVersion] = (),
) -> PathScreen:
    """Make a path readable; ``paths`` are the stored versions, for what changed since last time."""
    arranged = arrange_stored(result, preference, definition, queries.followed_module(progress))
    maker = _LineMaker(result, definition, preference, progress, voice, frozenset(arranged.now))
    folded = maker.lines(arranged.folded)
    return PathScreen(
        now=maker.lines(arranged.now),
        path=maker.lines(arranged.path),
        set_aside=maker.lines(arranged.set_aside),
        folded=tuple(line for line in folded if line.advice != "KLAAR"),
        done=tuple(line for line in folded if line.advice == "KLAAR"),
        news=_news(paths, definition, voice),
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

    def lines(self, keys: Iterable[str]) -> tuple[PathLine, ...]:
        """The lines of these modules, numbered from 1."""
        rows = {row["key"]: row for row in self.result["modules"]}
        facts = queries.published_facts()
        present = [key for key in keys if key in facts]
        return tuple(self._line(rows[key], facts[key], number) for number, key in enumerate(present, start=1))

    def _line(self, row: Mapping[str, Any], facts: ModuleFacts, number: int) -> PathLine:
        choice = self.preference.choices.get(facts.key, {})
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
            is_mandatory=self.definition.module_by_key[facts.key].always_do,
            is_now=facts.key in self.now,
            steps_done=progress.steps_done if progress else 0,
            steps_total=progress.steps_total if progress else 0,
        )

    def _sentences(self, reasons: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
        return tuple(sentence(self.definition, reason, self.voice) for reason in reasons)


def _news(paths: Sequence[PathVersion], definition: Definition, voice: Voice) -> tuple[str, ...]:
    if len(paths) < 2:
        return ()
    found = differences(paths[1].result["modules"], paths[0].result["modules"])
    known = [change for change in found if change["module"] in definition.module_by_key]
    return tuple(change_sentence(definition, change, voice) for change in known)


def _news_reason(paths: Sequence[PathVersion], definition: Definition, voice: Voice) -> str:
    if not paths:
        return ""
    newest = paths[0]
    if newest.subject in definition.module_by_key:
        title = definition.module_by_key[newest.subject].title
        return voice.say(*_subject_reasons(newest.reason)) % {"module": title}
    return voice.say(*_plain_reasons()[newest.reason])


def _plain_reasons() -> Mapping[str, tuple[str, str]]:
    return {
        PathReason.SCAN_FINISHED: (_("Je rondde de zelfscan af."), _("U rondde de zelfscan af.")),
        PathReason.MODULE_COMPLETED: (_("Je hebt een module online af."), _("U hebt een module online af.")),
        PathReason.PHASE_CHANGED: (
            _("Je veranderde waar je nu mee bezig bent."),
            _("U veranderde waar u nu mee bezig bent."),
        ),
        PathReason.MOMENT_CHANGED: (_("Je veranderde een datum."), _("U veranderde een datum.")),
        PathReason.MOMENT_NEAR: (
            _("Een van je datums komt dichterbij."),
            _("Een van uw datums komt dichterbij."),
        ),
        PathReason.MODULE_CHOSEN: (_("Je veranderde een keuze."), _("U veranderde een keuze.")),
        PathReason.EVIDENCE_ADDED: (
            _("Er kwam iets bij over hoe je begeleidt."),
            _("Er kwam iets bij over hoe u begeleidt."),
        ),
    }


def _subject_reasons(reason: str) -> tuple[str, str]:
    if reason == PathReason.MODULE_CHOSEN:
        return (
            _("Je veranderde je keuze voor ‘%(module)s’."),
            _("U veranderde uw keuze voor ‘%(module)s’."),
        )
    return _("Je hebt ‘%(module)s’ online af."), _("U hebt ‘%(module)s’ online af.")


# The result ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator in a result: its level in words, and how that level looks."""

    title: str
    word: str
    text: str
    conversation: bool


@dataclass(frozen=True)
class CompetenceLine:
    """One competence in a result; word and meaning are empty with too little evidence."""

    key: str
    title: str
    proficiency: str
    word: str
    meaning: str
    step: int
    earlier_word: str
    indicators: tuple[IndicatorLine, ...]


def result_lines(
    result: Mapping[str, Any],
    definition: Definition,
    texts: Mapping[tuple[str, int], str],
    voice: Voice,
    earlier: Mapping[str, Any] | None = None,
) -> tuple[CompetenceLine, ...]:
    """The competences of a stored path, in words, beside those of an earlier one."""
    labels, meanings = word_labels(), level_meanings(voice)
    steps = list(labels)
    lines = []
    for competence in definition.competences:
        word = _word(result, competence.key)
        lines.append(
            CompetenceLine(
                key=competence.key,
                title=competence.title,
                proficiency=word,
                word=labels.get(word, ""),
                meaning=meanings.get(word, ""),
                step=steps.index(word) + 1 if word else 0,
                earlier_word=labels.get(_word(earlier or {}, competence.key), ""),
                indicators=tuple(
                    _indicator_line(
                        indicator.title, result["estimates"].get(indicator.key), texts, indicator.key, voice
                    )
                    for indicator in competence.indicators
                ),
            )
        )
    return tuple(lines)


def _word(result: Mapping[str, Any], competence: str) -> str:
    return result.get("competences", {}).get(competence, {}).get("word") or ""


def _indicator_line(
    title: str,
    stored: Mapping[str, Any] | None,
    texts: Mapping[tuple[str, int], str],
    key: str,
    voice: Voice,
) -> IndicatorLine:
    if not stored or stored["shown"] is None:
        return IndicatorLine(title, "", "", False)
    labels = word_labels()
    word = word_for(Fraction(stored["shown"])) or ""
    level = list(labels).index(word) + 1
    return IndicatorLine(title, labels[word], voice.fill(texts.get((key, level), "")), stored["conversation"])


def signal_texts(codes: Iterable[str], texts: Mapping[str, Any], voice: Voice) -> tuple[str, ...]:
    """The sentences of the signals that hold, as the scan words them."""
    known = {signal["code"]: signal["text"] for signal in texts["signals"]}
    return tuple(voice.fill(known[code]) for code in codes if code in known)
