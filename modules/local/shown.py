"""What a reader of a step sees of the own texts of the organisation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from modules.local.queries import LocalStep, local_step, texts_of
from modules.models import StepPage
from organisations.tenancy import current_organisation


@dataclass(frozen=True)
class Shown:
    """A question with its answer; a note has no question, and a question without an answer says whom to ask."""

    question: Any
    text: str

    @property
    def is_note(self) -> bool:
        """Is this the note beside the text?"""
        return self.question is None


def shown_in(step: StepPage) -> list[Shown]:
    """The own texts of the current organisation in a step; one query. Never another organisation's."""
    if current_organisation() is None:
        return []
    place = local_step(step, texts_of(step))
    return _shown(
        place, {f"s{slot.key}": slot.text for slot in place.slots}, place.note.text if place.note else ""
    )


def shown_to_strangers(step: StepPage) -> list[Shown]:
    """For previews and critical friends: the questions alone, so that nobody reads an organisation's texts."""
    return _shown(local_step(step, []), {}, "")


def shown_as_typed(place: LocalStep, texts: Mapping[str, str]) -> list[Shown]:
    """With texts that are not kept yet, by the name of their field."""
    return _shown(place, texts, texts.get("note", ""))


def _shown(place: LocalStep, texts: Mapping[str, str], note: str) -> list[Shown]:
    found = [Shown(slot.question, texts.get(f"s{slot.key}", "")) for slot in place.slots]
    return [*found, Shown(None, note)] if note else found
