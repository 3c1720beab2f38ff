"""What is in a film or sound file: read from the container itself, whatever the name or the browser says.

Read are MP4 (ISO base media, also .m4a), WebM and MP3. Nothing is decoded: only what says how long it takes and which
tracks there are.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

from modules.recordings import mp3

MOST_BOXES: Final = 50_000  # in the whole file: six hours in parts of a second
LONGEST_HEADER: Final = 16 * 1024 * 1024  # bytes; the boxes that are read stay far below
# Where cameras and phones write place, maker and name.
PERSONAL_BOXES: Final = frozenset({b"udta", b"meta", b"uuid"})
LARGEST_SIDE: Final = 65_535  # pixels; MP4 can say no more
PARENTS: Final = frozenset({b"moov", b"trak", b"mdia"})


class NotARecordingError(ValueError):
    """Not MP4, WebM or MP3 with sound or picture, or cut off."""


class NoLengthError(NotARecordingError):
    """The file does not say how long it takes."""


@dataclass(frozen=True)
class Facts:
    """What a file is: "mp4", "webm" or "mp3", with picture or only sound, its length and its size in pixels."""

    container: str
    has_picture: bool
    seconds: float
    width: int = 0
    height: int = 0


def read_facts(file: IO[bytes], length: int) -> Facts:
    """What is in the file. Raises NotARecordingError, or NoLengthError when it says no length."""
    file.seek(0)
    begin = file.read(12)
    with _reading():
        if begin[4:8] == b"ftyp":
            facts = _facts_of_mp4(_Counted(file), length)
        elif begin[:4] == b"\x1a\x45\xdf\xa3":
            facts = _facts_of_webm(_Counted(file), length)
        else:
            facts = _facts_of_mp3(file, length)
    if max(facts.width, facts.height) > LARGEST_SIDE:
        raise NotARecordingError
    if not 0 < facts.seconds < 6 * 3600:
        raise NoLengthError
    return facts


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever a file that was made to be unreadable breaks, is no recording."""
    try:
        yield
    except (struct.error, IndexError, OverflowError, RecursionError) as error:
        raise NotARecordingError from error


def forget_where_and_who(file: IO[bytes], length: int) -> None:
    """Blank what was written into an MP4 or MP3 about place, maker and name; every other byte stays where it is.

    A WebM keeps its tags. Raises NotARecordingError.
    """
    file.seek(0)
    begin = file.read(12)
    with _reading():
        if begin[4:8] == b"ftyp":
            _blank(_Counted(file), 0, length)
        elif begin[:4] != b"\x1a\x45\xdf\xa3":
            mp3.forget_tags(file, length)


class _Counted:
    """A file that is read part by part, and gives up when it has too many of them, at whatever depth."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.count = 0

    def go_to(self, place: int) -> IO[bytes]:
        """The file, at the next part."""
        self.count += 1
        if self.count > MOST_BOXES:
            raise NotARecordingError
        self.file.seek(place)
        return self.file

    def between(self, begin: int, end: int) -> bytes:
        """What stands there, when it is no longer than a header may be."""
        if end - begin > LONGEST_HEADER:
            raise NotARecordingError
        self.file.seek(begin)
        return self.file.read(end - begin)

    def blank(self, begin: int, end: int) -> None:
        """Write zeros over it."""
        self.file.seek(begin)
        for place in range(begin, end, 65_536):
            self.file.write(bytes(min(65_536, end - place)))


# MP3 ----------------------------------------------------------------------------------------------


def _facts_of_mp3(file: IO[bytes], length: int) -> Facts:
    seconds = mp3.seconds_of(file, length)
    if seconds is None:
        raise NotARecordingError
    return Facts("mp3", has_picture=False, seconds=seconds)


# MP4 ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Box:
    kind: bytes
    at: int
    """Where the box begins."""
    begin: int
    """Where its content begins."""
    end: int


def _boxes(file: _Counted, begin: int, end: int) -> Iterator[_Box]:
    place = begin
    while place < end:
        here = file.go_to(place)
        size, kind = struct.unpack(">I4s", here.read(8))
        header = 8
        if size == 1:
            size, header = struct.unpack(">Q", here.read(8))[0], 16
        elif size == 0:
            size = end - place
        if size < header or place + size > end:
            raise NotARecordingError
        yield _Box(kind, place, place + header, place + size)
        place += size


def _facts_of_mp4(file: _Counted, length: int) -> Facts:
    boxes = {box.kind: box for box in _boxes(file, 0, length)}
    if b"moov" not in boxes or b"mdat" not in boxes:
        raise NotARecordingError
    seconds, tracks = 0.0, []
    for box in _boxes(file, boxes[b"moov"].begin, boxes[b"moov"].end):
        if box.kind == b"mvhd":
            seconds = _length_of_mp4(file.between(box.begin, box.end))
        elif box.kind == b"trak":
            tracks.append(_track_of_mp4(file, box))
    pictures = [size for kind, size in tracks if kind == b"vide"]
    if not pictures and not any(kind == b"soun" for kind, _size in tracks):
        raise NotARecordingError
    width, height = pictures[0] if pictures else (0, 0)
    return Facts("mp4", bool(pictures), seconds, width, height)


def _length_of_mp4(header: bytes) -> float:
    if header[0] == 1:
        scale, duration = struct.unpack(">IQ", header[20:32])
    else:
        scale, duration = struct.unpack(">II", header[12:20])
    return float(duration / scale) if scale else 0.0


def _track_of_mp4(file: _Counted, track: _Box) -> tuple[bytes, tuple[int, int]]:
    kind, size = b"", (0, 0)
    for box in _boxes(file, track.begin, track.end):
        if box.kind == b"tkhd":
            header = file.between(box.begin, box.end)
            width, height = struct.unpack(">II", header[-8:])
            size = (width >> 16, height >> 16)
        elif box.kind == b"mdia":
            for inner in _boxes(file, box.begin, box.end):
                if inner.kind == b"hdlr":
                    kind = file.between(inner.begin, inner.end)[8:12]
    return kind, size


def _blank(file: _Counted, begin: int, end: int) -> None:
    for box in list(_boxes(file, begin, end)):
        if box.kind in PERSONAL_BOXES:
            file.file.seek(box.at + 4)
            file.file.write(b"free")
            file.blank(box.begin, box.end)
        elif box.kind in PARENTS:
            _blank(file, box.begin, box.end)


# WebM ---------------------------------------------------------------------------------------------

SEGMENT, INFO, TRACKS, CLUSTER = 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
DOCTYPE, SCALE, DURATION = 0x4282, 0x2AD7B1, 0x4489
TRACK, TRACK_TYPE, VIDEO, WIDTH, HEIGHT = 0xAE, 0x83, 0xE0, 0xB0, 0xBA
IS_PICTURE, IS_SOUND = 1, 2


def _number(file: IO[bytes], *, keep_marker: bool) -> tuple[int, bool]:
    """A number of EBML, and whether it says "unknown"."""
    first = file.read(1)[0]
    width = 9 - first.bit_length()
    if width > 8:
        raise NotARecordingError
    value = first if keep_marker else first & (0xFF >> width)
    for byte in file.read(width - 1):
        value = value << 8 | byte
    return value, value == (1 << 7 * width) - 1


def _elements(file: _Counted, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Each element's name, and where its content begins and ends."""
    place = begin
    while place < end:
        here = file.go_to(place)
        name, _unknown = _number(here, keep_marker=True)
        size, is_unknown = _number(here, keep_marker=False)
        inside = here.tell()
        stop = end if is_unknown else inside + size
        if stop > end:
            raise NotARecordingError
        yield name, inside, stop
        place = stop


def _facts_of_webm(file: _Counted, length: int) -> Facts:
    top = _elements(file, 0, length)
    _name, begin, end = next(top)
    kinds = [
        file.between(inside, stop) for name, inside, stop in _elements(file, begin, end) if name == DOCTYPE
    ]
    if kinds != [b"webm"]:
        raise NotARecordingError
    seconds, tracks, has_content = 0.0, [], False
    name, begin, end = next(top, (0, 0, 0))
    if name != SEGMENT:
        raise NotARecordingError
    for name, inside, stop in _elements(file, begin, end):
        if name == INFO:
            seconds = _length_of_webm(file, inside, stop)
        elif name == TRACKS:
            tracks = [
                _track_of_webm(file, first, last)
                for kind, first, last in _elements(file, inside, stop)
                if kind == TRACK
            ]
        elif name == CLUSTER:
            has_content = True
            break
    pictures = [size for kind, size in tracks if kind == IS_PICTURE]
    if not has_content or not any(kind in (IS_PICTURE, IS_SOUND) for kind, _size in tracks):
        raise NotARecordingError
    width, height = pictures[0] if pictures else (0, 0)
    return Facts("webm", bool(pictures), seconds, width, height)


def _length_of_webm(file: _Counted, begin: int, end: int) -> float:
    scale, duration = 1_000_000, 0.0
    for name, inside, stop in _elements(file, begin, end):
        if name == SCALE:
            scale = int.from_bytes(file.between(inside, stop), "big")
        elif name == DURATION:
            content = file.between(inside, stop)
            duration = struct.unpack(">d" if len(content) == 8 else ">f", content)[0]
    return duration * scale / 1e9


def _track_of_webm(file: _Counted, begin: int, end: int) -> tuple[int, tuple[int, int]]:
    kind, sizes = 0, {WIDTH: 0, HEIGHT: 0}
    for name, inside, stop in _elements(file, begin, end):
        if name == TRACK_TYPE:
            kind = int.from_bytes(file.between(inside, stop), "big")
        elif name == VIDEO:
            for inner, first, last in _elements(file, inside, stop):
                if inner in sizes:
                    sizes[inner] = int.from_bytes(file.between(first, last), "big")
    return kind, (sizes[WIDTH], sizes[HEIGHT])
