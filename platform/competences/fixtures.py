"""Reading and checking fixtures: every fault is collected with its file, its key and the reason."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from competences.loading import Fault
from organisations.words import FORMS, TERM_OF_DUTCH

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")
MARKER = re.compile(r"\{\{([^{}]*)\}\}")
# The same language as yaml.safe_load, read ten times faster where libyaml is there.
SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
IDENTITIES = ("key", "code", "step", "level", "id", "local", "email")

Check = Callable[[Any, "Where"], None]


@dataclass(frozen=True)
class Where:
    """A place in a fixture, and the list that faults go to."""

    file: str
    faults: list[Fault] = field(compare=False)
    key: str = ""

    def at(self, part: Any) -> "Where":
        """The place one level deeper."""
        return Where(self.file, self.faults, f"{self.key}/{part}" if self.key else str(part))

    def fault(self, reason: str) -> None:
        """Notes that something is wrong here."""
        self.faults.append(Fault(self.file, self.key or "-", reason))


def read(directory: Path, name: str, faults: list[Fault]) -> dict[str, Any]:
    """The mapping in a YAML file; empty, with a fault, when the file is absent, is no mapping or holds nothing."""
    where = Where(name, faults)
    try:
        source = (directory / name).read_text(encoding="utf-8")
        content = yaml.load(source, Loader=SAFE_LOADER)  # noqa: S506  # one of yaml's two safe loaders
    except FileNotFoundError:
        where.fault("the file does not exist")
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where.fault(f"not readable as YAML: {' '.join(str(error).split())}")
    else:
        if isinstance(content, dict) and content:
            return content
        where.fault("there is nothing in it" if content == {} else "not a mapping")
    return {}


def digest(value: Any) -> str:
    """A hash of a value that is the same whatever the order of its keys."""
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


# Checks: each takes a value and the place where it stands ------------------------------------------


def identifier(value: Any, where: Where) -> None:
    """A short key: letters, digits, dot, hyphen, underscore."""
    if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
        where.fault(f"not a key: {value!r}")


def flag(value: Any, where: Where) -> None:
    """True or false."""
    if not isinstance(value, bool):
        where.fault(f"not true or false: {value!r}")


def whole(minimum: int = 0, maximum: int | None = None) -> Check:
    """A whole number from `minimum`, up to and with `maximum` where there is one."""
    allowed = f"from {minimum}" + (f" to {maximum}" if maximum is not None else "")

    def check(value: Any, where: Where) -> None:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or value < minimum or (maximum is not None and value > maximum):
            where.fault(f"not a whole number {allowed}: {value!r}")

    return check


def one_of(choices: Iterable[Any]) -> Check:
    """One of these values."""
    allowed = list(choices)

    def check(value: Any, where: Where) -> None:
        if value not in allowed:
            where.fault(f"{value!r} is none of: {', '.join(map(str, allowed))}")

    return check


def text(*, words: str = "", longest: int = 0, paragraphs: bool = False) -> Check:
    """Text that is not empty.

    `words` says which markers it may hold: "" none, "singular" {{bewoner}} only, "forms" also
    {{bewoner|meervoud}} and {{bewoner|lidwoord}}. `longest` is a number of characters, 0 for no limit.
    """

    def check(value: Any, where: Where) -> None:
        if not isinstance(value, str) or not value.strip():
            where.fault("a text is needed here")
            return
        if longest and len(value) > longest:
            where.fault(f"longer than {longest} characters")
        if not paragraphs and "\n" in value.strip():
            where.fault("one paragraph is allowed here")
        for marker in MARKER.findall(value):
            word, _, form = marker.partition("|")
            known = word[:1].lower() + word[1:] in TERM_OF_DUTCH
            if not words:
                where.fault(f"{{{{{marker}}}}}: no words of the organisation are allowed here")
            elif not known or (form and (words != "forms" or form not in FORMS)):
                where.fault(f"unknown word: {{{{{marker}}}}}")

    return check


def list_of(item: Check, *, minimum: int = 0) -> Check:
    """A list; in a list of mappings every key occurs once."""

    def check(value: Any, where: Where) -> None:
        if not isinstance(value, list):
            where.fault("not a list")
            return
        if len(value) < minimum:
            where.fault(f"at least {minimum} needed")
        seen: set[str] = set()
        for number, entry in enumerate(value, start=1):
            name = name_of(entry, number)
            if name in seen:
                where.at(name).fault("this key occurs twice")
            seen.add(name)
            item(entry, where.at(name))

    return check


def name_of(entry: Any, number: int) -> str:
    """What a list entry is called in a fault: its key, the entry itself, or its number."""
    if isinstance(entry, dict):
        return str(next((entry[name] for name in IDENTITIES if name in entry), f"#{number}"))
    return entry if isinstance(entry, str) and IDENTIFIER.fullmatch(entry) else f"#{number}"


def mapping(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A mapping with these fields and no others."""
    known = {**required, **(optional or {})}

    def check(value: Any, where: Where) -> None:
        if not isinstance(value, dict):
            where.fault("not a mapping")
            return
        for name in required:
            if name not in value:
                where.fault(f"the field {name} is missing")
        for name, content in value.items():
            if name in known:
                known[name](content, where.at(name))
            else:
                where.fault(f"unknown field: {name}")

    return check
