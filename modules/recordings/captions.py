"""Captions (WebVTT): read, checked and written anew, so that nothing comes in but times and lines."""

import re
from dataclasses import dataclass
from typing import Final

from modules.plain import without_tags

TIMES: Final = re.compile(
    r"((?:\d{2}:)?[0-5]\d:[0-5]\d\.\d{3})[ \t]+-->[ \t]+((?:\d{2}:)?[0-5]\d:[0-5]\d\.\d{3})(?:[ \t].*)?"
)
LEFT_OUT: Final = ("NOTE", "STYLE", "REGION")
MOST_CUES: Final = 5_000


class BadCaptionsError(ValueError):
    """Why captions cannot be used: `reason` is a key of the messages in the form, `line` where, from 1."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass(frozen=True)
class Cue:
    """A line on the screen, from and until, in seconds."""

    begin: float
    end: float
    text: str


def read_captions(content: bytes) -> list[Cue]:
    """The cues of a WebVTT file. Raises BadCaptionsError for what browsers would not show, or show wrongly."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadCaptionsError("encoding") from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise BadCaptionsError("header", 1)
    cues: list[Cue] = []
    for number, block in _blocks(lines):
        cue = _cue(block, number)
        if cue is None:
            continue
        if cues and cue.begin < cues[-1].begin:
            raise BadCaptionsError("order", number)
        cues.append(cue)
        if len(cues) > MOST_CUES:
            raise BadCaptionsError("many")
    if not cues:
        raise BadCaptionsError("empty")
    return cues


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """What stands between empty lines after the head, each with the number of its first line."""
    blocks: list[tuple[int, list[str]]] = []
    is_inside = True  # in the head
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            is_inside = False
        elif not is_inside:
            blocks.append((number, [line]))
            is_inside = True
        elif blocks:
            blocks[-1][1].append(line)
    return blocks


def _cue(block: list[str], number: int) -> Cue | None:
    if block[0].startswith(LEFT_OUT) and "-->" not in block[0]:
        return None
    if "-->" not in block[0]:
        block, number = block[1:], number + 1
    found = TIMES.fullmatch(block[0].strip()) if block else None
    if found is None:
        raise BadCaptionsError("times", number)
    begin, end = (_seconds(time) for time in found.groups())
    if end <= begin:
        raise BadCaptionsError("times", number)
    # Tags for voice, colour and place are left out: readers choose how captions look.
    text = "\n".join(filter(None, (without_tags(line).strip() for line in block[1:])))
    if not text:
        raise BadCaptionsError("line", number)
    return Cue(begin, end, text)


def _seconds(time: str) -> float:
    parts = [float(part) for part in time.split(":")]
    return float(sum(part * 60**power for power, part in enumerate(reversed(parts))))


def _time(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3_600_000:02}:{whole // 60_000 % 60:02}:{whole // 1000 % 60:02}.{whole % 1000:03}"


def written_captions(cues: list[Cue]) -> bytes:
    """The same captions as a WebVTT file of our own."""
    blocks = (f"{_time(cue.begin)} --> {_time(cue.end)}\n{_safe(cue.text)}" for cue in cues)
    return ("WEBVTT\n\n" + "\n\n".join(blocks) + "\n").encode()


def _safe(text: str) -> str:
    return text.replace("&nbsp;", " ").replace("-->", "→").replace("<", "&lt;")
