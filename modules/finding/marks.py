"""Where in a text the words are that somebody looked for, and the piece of it that shows most of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from modules.finding.stems import WORD, folded, stem

SNIPPET_LENGTH: Final = 180  # characters: three lines on a phone
LEAD: Final = 50  # characters before the first word that was found
PREFIX_LENGTH: Final = 5  # a stem of this length also finds longer words: feedback → feedbackgesprek


@dataclass(frozen=True)
class Piece:
    """A piece of text; was it looked for?"""

    text: str
    is_found: bool = False


def fits(found: str, wanted: str) -> bool:
    """Does the stem of a word answer to a stem that somebody looks for?"""
    return found == wanted or (len(wanted) >= PREFIX_LENGTH and found.startswith(wanted))


def found_in(text: str, wanted: Collection[str]) -> set[str]:
    """Which of the wanted stems the text has."""
    stems = {stem(folded(word)) for word in WORD.findall(text)}
    return {each for each in wanted if any(fits(found, each) for found in stems)}


def marked(text: str, wanted: Collection[str]) -> list[Piece]:
    """The text in pieces, each word that was looked for apart."""
    pieces: list[Piece] = []
    end = 0
    for word in WORD.finditer(text):
        found = stem(folded(word.group()))
        if any(fits(found, each) for each in wanted):
            if word.start() > end:
                pieces.append(Piece(text[end : word.start()]))
            pieces.append(Piece(word.group(), is_found=True))
            end = word.end()
    if end < len(text):
        pieces.append(Piece(text[end:]))
    return pieces


def snippet(texts: Iterable[str], wanted: Collection[str]) -> list[Piece]:
    """About three lines of the text that has most of the wanted stems, or of the first one when none has any."""
    texts = [text for text in texts if text]
    if not texts:
        return []
    best = max(texts, key=lambda text: len(found_in(text, wanted))) if wanted else texts[0]
    pieces = marked(best, wanted)
    first = 0
    if len(pieces) > 1 or pieces[0].is_found:
        first = 0 if pieces[0].is_found else len(pieces[0].text)
    return marked(_cut(best, first), wanted)


def _cut(text: str, first: int) -> str:
    """A piece of the text around a place, on whole words."""
    if len(text) <= SNIPPET_LENGTH:
        return text
    begin = max(0, min(first - LEAD, len(text) - SNIPPET_LENGTH))
    end = begin + SNIPPET_LENGTH
    if begin:
        begin = text.find(" ", begin) + 1 or begin
    if end < len(text):
        end = text.rfind(" ", begin, end) if " " in text[begin:end] else end
    return f"{'… ' if begin else ''}{text[begin:end]}{' …' if end < len(text) else ''}"
