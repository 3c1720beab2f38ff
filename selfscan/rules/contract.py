"""The command-line contract of the rule: JSON in, JSON out, every fault named.

Source: the contract in docs/features/selfscan-and-path.md. What goes in is checked whole before anything is planned.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from selfscan.rules.evidence import CERTAINTY_WEIGHTS, RELATIONS, SEEN_WEIGHTS, Piece, rater_pieces
from selfscan.rules.facts import Definition, ItemFact
from selfscan.rules.order import Moment
from selfscan.rules.plan import Plan, PlanInput, answer_piece
from selfscan.rules.sentences import sentence
from selfscan.rules.voice import Voice

KEYS = (
    "scan",
    "today",
    "phase",
    "chosen",
    "recognised",
    "completed",
    "following",
    "trainee_moments",
    "answers",
    "certainty",
    "raters",
)
REQUIRED_KEYS = ("scan", "answers")
MOMENT_KEYS = ("phase", "date")
RATER_KEYS = ("competence", "proficiency", "seen", "relation")
# Python reads week dates (2026-W47-7) as well; the contract knows one notation.
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ContractError(Exception):
    """The input can't be read; ``faults`` holds one line for each thing that is wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def parse_input(text: str, definition: Definition, *, today: date) -> PlanInput:
    """Return what a document asks for, or raise ContractError with every fault found."""
    reader = _Reader(definition)
    try:
        document = json.loads(text, object_pairs_hook=reader.unique_keys)
    except (ValueError, RecursionError) as error:
        raise ContractError([f"input: not valid JSON ({error})"]) from error
    parsed = reader.read(document, today)
    if reader.faults:
        raise ContractError(reader.faults)
    return parsed


def render_output(plan: Plan, definition: Definition, voice: Voice) -> str:
    """Return the path as JSON; the same plan always gives the same bytes."""
    stored = plan.as_stored()
    modules = [
        {
            **{key: row[key] for key in ("key", "advice", "rank", "because", "score", "terms")},
            "why": [sentence(definition, reason, voice) for reason in (*row["why"], *row["place"])],
            "would_change": row["would_change"] and sentence(definition, row["would_change"], voice),
        }
        for row in stored["modules"]
    ]
    estimates = {
        key: {name: row[name] for name in ("estimate", "certainty", "conversation")}
        for key, row in stored["estimates"].items()
    }
    document = {
        "policy": stored["policy"],
        "competences": stored["competences"],
        "estimates": estimates,
        "modules": modules,
        "now": stored["now"],
        "signals": stored["signals"],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@dataclass
class _Reader:
    """Reads one document and collects its faults."""

    definition: Definition
    faults: list[str] = field(default_factory=list)

    def fault(self, where: str, reason: str) -> None:
        """Remember one fault, on one line."""
        self.faults.append(" ".join(f"{where}: {reason}".split()))

    def unique_keys(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return the pairs of one JSON object; a key that stands there twice is a fault."""
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                self.fault(key, "stands in the input twice")
            found[key] = value
        return found

    def read(self, document: Any, today: date) -> PlanInput:
        """Return the plan's input; only of use when no fault was found."""
        if not isinstance(document, dict):
            self.fault("input", "must be a JSON object")
            return PlanInput(today)
        self._check_keys("input", document, KEYS, REQUIRED_KEYS)
        if "scan" in document and document["scan"] != self.definition.version:
            self.fault("scan", f"unknown version {_shown(document['scan'])}")
        certainty = self._certainty(document.get("certainty", {}))
        answers = self._answers(document.get("answers", {}))
        return PlanInput(
            today=self._date("today", document["today"]) if "today" in document else today,
            pieces=(*self._answer_pieces(answers, certainty), *self._raters(document.get("raters", []))),
            not_experienced=frozenset(
                key
                for key, value in answers.items()
                if value is None and self.definition.item_by_key[key].is_statement
            ),
            certainty=certainty,
            phase=self._phase("phase", document["phase"]) if document.get("phase") is not None else None,
            moments=tuple(self._moments(document.get("trainee_moments", []))),
            chosen=self._modules("chosen", document.get("chosen", [])),
            recognised=self._modules("recognised", document.get("recognised", [])),
            completed=self._modules("completed", document.get("completed", [])),
            following=self._following(document.get("following")),
        )

    def _check_keys(
        self, where: str, found: Mapping[str, Any], known: tuple[str, ...], required: tuple[str, ...]
    ) -> None:
        for key in found:
            if key not in known:
                self.fault(where, f"unknown key {_shown(key)}")
        for key in required:
            if key not in found:
                self.fault(where, f"key {_shown(key)} is missing")

    def _date(self, where: str, value: Any) -> date:
        try:
            if isinstance(value, str) and DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        self.fault(where, f"{_shown(value)} is not a date like 2026-01-31")
        return date.min

    def _phase(self, where: str, value: Any) -> str:
        known = [phase.key for phase in self.definition.phases if not phase.continuous]
        return self._choice(where, value, known, "phase")

    def _choice(self, where: str, value: Any, known: list[str], what: str) -> str:
        if not isinstance(value, str) or value not in known:
            self.fault(where, f"unknown {what} {_shown(value)}")
            return ""
        return value

    def _list(self, where: str, value: Any) -> list[Any]:
        if not isinstance(value, list):
            self.fault(where, "must be a list")
            return []
        return value

    def _object(self, where: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.fault(where, "must be an object")
            return {}
        return value

    def _rows(self, name: str, value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each object of a list with its place; something else than an object is one fault."""
        for number, row in enumerate(self._list(name, value)):
            where = f"{name}[{number}]"
            found = self._object(where, row)
            if isinstance(row, dict):
                yield where, found

    def _modules(self, where: str, value: Any) -> frozenset[str]:
        known = list(self.definition.module_by_key)
        return frozenset(self._choice(where, key, known, "module") for key in self._list(where, value))

    def _following(self, value: Any) -> str | None:
        if value is None:
            return None
        return self._choice("following", value, list(self.definition.module_by_key), "module")

    def _moments(self, value: Any) -> Iterator[Moment]:
        for where, moment in self._rows("trainee_moments", value):
            self._check_keys(where, moment, MOMENT_KEYS, MOMENT_KEYS)
            if all(key in moment for key in MOMENT_KEYS):
                yield Moment(
                    on=self._date(f"{where}.date", moment["date"]),
                    phase=self._phase(f"{where}.phase", moment["phase"]),
                )

    def _certainty(self, value: Any) -> dict[str, str]:
        competences = list(self.definition.competence_by_key)
        return {
            self._choice("certainty", key, competences, "competence"): self._choice(
                f"certainty.{key}", found, list(CERTAINTY_WEIGHTS), "certainty"
            )
            for key, found in self._object("certainty", value).items()
        }

    def _answers(self, value: Any) -> dict[str, Any]:
        answers: dict[str, Any] = {}
        for key, answer in self._object("answers", value).items():
            item = self.definition.item_by_key.get(key)
            if item is None:
                self.fault("answers", f"unknown item {_shown(key)}")
            elif self._is_answer(item, answer):
                answers[key] = answer
        return answers

    def _is_answer(self, item: ItemFact, answer: Any) -> bool:
        if answer is None:
            return True
        if item.is_statement:
            return self._is_level(f"answers.{item.key}", answer)
        if isinstance(answer, str) and item.option(answer):
            return True
        self.fault(f"answers.{item.key}", f"unknown option {_shown(answer)}")
        return False

    def _is_level(self, where: str, value: Any) -> bool:
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 4:
            return True
        self.fault(where, f"{_shown(value)} is not a level from 1 to 4")
        return False

    def _answer_pieces(self, answers: Mapping[str, Any], certainty: Mapping[str, str]) -> Iterator[Piece]:
        for key, answer in answers.items():
            item = self.definition.item_by_key[key]
            sure = certainty.get(self.definition.competence_of(item).key, "zeker") or "zeker"
            if sure not in CERTAINTY_WEIGHTS:
                continue
            level = answer if item.is_statement else None
            option = "" if item.is_statement else answer or ""
            piece = answer_piece(item, proficiency_level=level, option=option, certainty=sure)
            if piece:
                yield piece

    def _raters(self, value: Any) -> Iterator[Piece]:
        for where, rater in self._rows("raters", value):
            self._check_keys(where, rater, RATER_KEYS, RATER_KEYS[:3])
            yield from self._rater(where, rater)

    def _rater(self, where: str, row: Mapping[str, Any]) -> Iterator[Piece]:
        checks: tuple[tuple[str, Callable[[], Any]], ...] = (
            (
                "competence",
                lambda: self._choice(
                    f"{where}.competence",
                    row["competence"],
                    list(self.definition.competence_by_key),
                    "competence",
                ),
            ),
            ("seen", lambda: self._choice(f"{where}.seen", row["seen"], list(SEEN_WEIGHTS), "value")),
            (
                "relation",
                lambda: self._choice(f"{where}.relation", row["relation"], list(RELATIONS), "relation"),
            ),
            ("proficiency", lambda: self._is_level(f"{where}.proficiency", row["proficiency"])),
        )
        values = {key: check() for key, check in checks if key in row}
        if all(values.get(key) for key in ("competence", "seen", "proficiency")):
            yield from rater_pieces(
                self.definition.competence_by_key[values["competence"]],
                proficiency_level=row["proficiency"],
                seen=values["seen"],
                relation=values.get("relation", ""),
            )


def _shown(value: Any) -> str:
    """Return a value as it stood in the input, short enough for one line."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:39]}…"
