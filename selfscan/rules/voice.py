"""How an organisation speaks: its address form and its words, in the place of markers in a text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

FORMS = {"meervoud": "plural", "lidwoord": "article"}
MARKER = re.compile(r"\{\{([a-z-]+)(?:\|([a-z]+))?\}\}")
SENTENCE_ENDS = (".", "!", "?")


@dataclass(frozen=True)
class Voice:
    """An address form (je or u) and the organisation's own word for a term and form."""

    address: str
    word: Callable[[str, str], str]

    def say(self, informal: str, formal: str) -> str:
        """Return the sentence that fits the address form."""
        return formal if self.address == "u" else informal

    def fill(self, text: str) -> str:
        """Return the text with the organisation's words in the place of its markers."""
        return MARKER.sub(self._word_at, text)

    def _word_at(self, found: re.Match[str]) -> str:
        text = self.word(found[1], FORMS.get(found[2] or "", "singular"))
        before = found.string[: found.start()].rstrip()
        return text[:1].upper() + text[1:] if not before or before.endswith(SENTENCE_ENDS) else text
