"""Dutch words brought back to their stems, so that "gesprekken" finds "gesprek": the same on every database.

The rules are those of the Dutch stemmer that PostgreSQL has as `dutch_stem` (Snowball, after Porter), on words
without accents. SQLite has no stemmer at all; with our own both find, count and mark the same words.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"\w+")
VOWELS: Final = "aeiouy"
# Too common to look for; a search for nothing else looks for them all the same.
STOP_WORDS: Final = frozenset(
    [
        "de",
        "en",
        "van",
        "ik",
        "te",
        "dat",
        "die",
        "in",
        "een",
        "hij",
        "het",
        "niet",
        "zijn",
        "is",
        "was",
        "op",
        "aan",
        "met",
        "als",
        "voor",
        "had",
        "er",
        "maar",
        "om",
        "hem",
        "dan",
        "zou",
        "of",
        "wat",
        "mijn",
        "men",
        "dit",
        "zo",
        "door",
        "over",
        "ze",
        "zich",
        "bij",
        "ook",
        "tot",
        "je",
        "mij",
        "uit",
        "der",
        "daar",
        "haar",
        "naar",
        "heb",
        "hoe",
        "heeft",
        "hebben",
        "deze",
        "u",
        "want",
        "nog",
        "zal",
        "me",
        "zij",
        "nu",
        "ge",
        "geen",
        "omdat",
        "iets",
        "worden",
        "toch",
        "al",
        "waren",
        "veel",
        "meer",
        "doen",
        "toen",
        "moet",
        "ben",
        "zonder",
        "kan",
        "hun",
        "dus",
        "alles",
        "onder",
        "ja",
        "eens",
        "hier",
        "wie",
        "werd",
        "altijd",
        "doch",
        "wordt",
        "wezen",
        "kunnen",
        "ons",
        "zelf",
        "tegen",
        "na",
        "reeds",
        "wil",
        "kon",
        "niets",
        "uw",
        "iemand",
        "geweest",
        "andere",
        "jij",
        "jou",
        "jouw",
        "we",
        "wij",
        "jullie",
        "t",
        "s",
    ]
)


def folded(text: str) -> str:
    """The text in lower case, without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def stems_of(text: str) -> list[str]:
    """The stems of all words, in order."""
    return [stem(word) for word in WORD.findall(folded(text))]


def wanted_stems(text: str) -> list[str]:
    """The stems to look for, once each: without common words, unless there is nothing else."""
    words = WORD.findall(folded(text))
    rare = [word for word in words if word not in STOP_WORDS]
    return list(dict.fromkeys(stem(word) for word in rare or words))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of one word in lower case without accents."""
    marked = _with_consonants_marked(word)
    first = _region(marked, 0)
    second = _region(marked, first)
    first = max(first, 3)
    marked = _without_plural(marked, first)
    removed_e = False
    if marked.endswith("e"):
        shorter = _without_final_e(marked, first)
        removed_e, marked = shorter != marked, shorter
    marked = _without_heid(marked, first, second)
    marked = _without_suffix(marked, first, second, removed_e=removed_e)
    return _with_single_vowel(marked).lower()


def _with_consonants_marked(word: str) -> str:
    """The same word with an i or y that sounds as a consonant in upper case."""
    letters = list(word)
    for place, letter in enumerate(letters):
        before = letters[place - 1] if place else ""
        after = letters[place + 1] if place + 1 < len(letters) else ""
        is_first_y = letter == "y" and (not place or before in VOWELS)
        is_between = letter == "i" and before and before in VOWELS and after and after in VOWELS
        if is_first_y or is_between:
            letters[place] = letter.upper()
    return "".join(letters)


def _region(word: str, begin: int) -> int:
    """Where the part after the first consonant that follows a vowel begins."""
    for place in range(begin + 1, len(word)):
        if word[place - 1] in VOWELS and word[place] not in VOWELS:
            return place + 1
    return len(word)


def _undoubled(word: str) -> str:
    return word[:-1] if word.endswith(("kk", "dd", "tt")) else word


def _cut(word: str, suffix: str) -> str:
    return word[: -len(suffix)]


def _ends_in(word: str, suffix: str, region: int) -> bool:
    """Whether the word ends so, within a region."""
    return word.endswith(suffix) and len(word) - len(suffix) >= region


def _without_en(word: str, suffix: str, first: int) -> str:
    rest = _cut(word, suffix)
    if not _ends_in(word, suffix, first) or not rest or rest[-1] in VOWELS or rest.endswith("gem"):
        return word
    return _undoubled(rest)


def _without_plural(word: str, first: int) -> str:
    if word.endswith("heden"):
        return f"{_cut(word, 'heden')}heid" if _ends_in(word, "heden", first) else word
    for suffix in ("ene", "en"):
        if word.endswith(suffix):
            return _without_en(word, suffix, first)
    for suffix in ("se", "s"):
        if word.endswith(suffix):
            rest = _cut(word, suffix)
            is_fit = _ends_in(word, suffix, first) and rest and rest[-1] not in VOWELS and rest[-1] != "j"
            return rest if is_fit else word
    return word


def _without_final_e(word: str, first: int) -> str:
    rest = word[:-1]
    is_fit = _ends_in(word, "e", first) and rest and rest[-1] not in VOWELS
    return _undoubled(rest) if is_fit else word


def _without_heid(word: str, first: int, second: int) -> str:
    if not _ends_in(word, "heid", second) or _cut(word, "heid").endswith("c"):
        return word
    rest = _cut(word, "heid")
    return _without_en(rest, "en", first) if rest.endswith("en") else rest


def _without_suffix(word: str, first: int, second: int, *, removed_e: bool) -> str:
    for suffix in ("end", "ing"):
        if word.endswith(suffix):
            if not _ends_in(word, suffix, second):
                return word
            rest = _cut(word, suffix)
            if _ends_in(rest, "ig", second) and not _cut(rest, "ig").endswith("e"):
                return _cut(rest, "ig")
            return _undoubled(rest)
    if word.endswith("ig"):
        is_fit = _ends_in(word, "ig", second) and not _cut(word, "ig").endswith("e")
        return _cut(word, "ig") if is_fit else word
    if word.endswith("lijk"):
        return _without_final_e(_cut(word, "lijk"), first) if _ends_in(word, "lijk", second) else word
    if word.endswith("baar"):
        return _cut(word, "baar") if _ends_in(word, "baar", second) else word
    if word.endswith("bar") and removed_e and _ends_in(word, "bar", second):
        return _cut(word, "bar")
    return word


def _with_single_vowel(word: str) -> str:
    """Maan → man, brood → brod."""
    if len(word) < 4:
        return word
    before, pair, last = word[-4], word[-3:-1], word[-1]
    is_fit = before not in VOWELS and pair in {"aa", "ee", "oo", "uu"} and last not in VOWELS and last != "I"
    return f"{word[:-2]}{last}" if is_fit else word
