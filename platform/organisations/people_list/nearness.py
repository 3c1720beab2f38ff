"""Does a new name look like one that is there already, as a slip of the pen does?"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from organisations.rules import plain

# Of the words in which two names differ: "linde" and "lidne" are as much alike, "noord" and "zuid" are not.
ALIKE: Final = 0.75
# Words that say what something is, and not which one.
GENERAL: Final = frozenset(
    [
        "de",
        "het",
        "team",
        "groep",
        "afdeling",
        "woning",
        "woongroep",
        "locatie",
        "huis",
        "huize",
        "unit",
        "etage",
        "verdieping",
        "vestiging",
    ]
)


def near_name(name: str, known: Iterable[str]) -> str:
    """The known name that this one is most like; empty when none is.

    What two names share does not count, nor do numbers, capitals, accents and signs: "Team 1" is not near "Team 2".
    """
    likeness, nearest = max(((_likeness(name, each), each) for each in known), default=(0.0, ""))
    return nearest if likeness >= ALIKE else ""


def _likeness(one: str, other: str) -> float:
    words, others = _words(one), _words(other)
    if {each for each in words if each.isdigit()} != {each for each in others if each.isdigit()}:
        return 0
    if not words or not others:
        return 0
    left = [each for each in words if each not in others]
    right = [each for each in others if each not in words]
    if not left or not right:  # "Zuid" and "Team Zuid" are one name, "Zuid" and "Zuid-West" are two
        return float(GENERAL.issuperset(left + right))
    return SequenceMatcher(None, " ".join(left), " ".join(right), autojunk=False).ratio()


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z]+|\d+", plain(name))
