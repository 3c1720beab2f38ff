"""What the rule needs to know of the scan, the competences and the modules: plain, immutable facts.

The same facts are built from the files in ``fixtures/`` (``plan_path``) and from the database (the portal),
so that both follow one rule.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property

RULE_VERSION = "1"
"""Raised when the rule or its sentences change: it is part of the policy version."""


@dataclass(frozen=True)
class IndicatorFact:
    """One behavioural indicator, such as I4.2 "Feedback geven"."""

    key: str
    title: str
    competence: str


@dataclass(frozen=True)
class CompetenceFact:
    """One competence with the keys of its indicators, in the order of the framework."""

    key: str
    title: str
    indicators: tuple[IndicatorFact, ...]


@dataclass(frozen=True)
class OptionFact:
    """One way to act in a situation, with the proficiency level that it shows."""

    key: str
    proficiency_level: int
    text: str


@dataclass(frozen=True)
class ItemFact:
    """One question of the scan: a statement (no options) or a situation (four options)."""

    key: str
    indicator: str
    text: str
    options: tuple[OptionFact, ...] = ()

    @property
    def is_statement(self) -> bool:
        """Say whether the answer is a step of the scale."""
        return not self.options

    def option(self, key: str) -> OptionFact | None:
        """Return the option with this key, or nothing."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True)
class CaseFact:
    """A case that somebody can still play: what each ending would show, 1–4 per indicator, the best one first."""

    case: int
    title: str
    endings: tuple[tuple[str, Mapping[str, int]], ...]


@dataclass(frozen=True)
class ScaleStep:
    """One answer to a statement; no proficiency level means "not experienced yet"."""

    code: str
    label: str
    proficiency_level: int | None


@dataclass(frozen=True)
class PhaseFact:
    """One phase of the supervision process, and the words with which a supervisor chooses it."""

    key: str
    position: int
    title: str
    label: str = ""
    continuous: bool = False


@dataclass(frozen=True)
class ModuleFact:
    """What the planner knows of a module; ``exemption`` is none, full or partial."""

    key: str
    title: str
    phase: str
    core: tuple[str, ...]
    also: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    always_do: bool = False
    exemption: str = "full"

    @property
    def indicators(self) -> tuple[str, ...]:
        """Return the core indicators, then the others."""
        return self.core + self.also


@dataclass(frozen=True)
class Definition:
    """One version of the scan together with the competences, phases and modules that it leads to."""

    version: str
    competences: tuple[CompetenceFact, ...]
    items: tuple[ItemFact, ...]
    scale: tuple[ScaleStep, ...]
    phases: tuple[PhaseFact, ...]
    modules: tuple[ModuleFact, ...]

    @cached_property
    def policy(self) -> str:
        """Return the policy version: scan version and a hash of scan, rule and module mapping."""
        canonical = json.dumps([RULE_VERSION, asdict(self)], ensure_ascii=False, sort_keys=True)
        return f"{self.version}-{hashlib.sha256(canonical.encode()).hexdigest()[:16]}"

    @cached_property
    def indicators(self) -> Mapping[str, IndicatorFact]:
        """Return every indicator by its key, in the order of the framework."""
        return {indicator.key: indicator for group in self.competences for indicator in group.indicators}

    @cached_property
    def competence_by_key(self) -> Mapping[str, CompetenceFact]:
        """Return every competence by its key."""
        return {competence.key: competence for competence in self.competences}

    @cached_property
    def item_by_key(self) -> Mapping[str, ItemFact]:
        """Return every question by its key."""
        return {item.key: item for item in self.items}

    @cached_property
    def item_of_indicator(self) -> Mapping[str, ItemFact]:
        """Return the one question that asks about an indicator."""
        return {item.indicator: item for item in self.items}

    @cached_property
    def module_by_key(self) -> Mapping[str, ModuleFact]:
        """Return every module by its key."""
        return {module.key: module for module in self.modules}

    @cached_property
    def phase_by_key(self) -> Mapping[str, PhaseFact]:
        """Return every phase by its key."""
        return {phase.key: phase for phase in self.phases}

    def competence_of(self, item: ItemFact) -> CompetenceFact:
        """Return the subject under which a question is asked."""
        return self.competence_by_key[self.indicators[item.indicator].competence]

    def scale_step(self, proficiency_level: int | None) -> ScaleStep:
        """Return the step of the scale with this level."""
        return next(step for step in self.scale if step.proficiency_level == proficiency_level)
