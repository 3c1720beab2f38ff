"""The result of a scan as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from selfscan.rules.evidence import word_for
from selfscan.rules.facts import Definition
from selfscan.rules.sentences import level_meanings, word_labels
from selfscan.rules.voice import Voice


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
