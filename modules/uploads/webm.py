"""WebM with one track of sound: only what plays it stays (source: RFC 8794 EBML, RFC 9559 Matroska)."""

from collections.abc import Callable, Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from modules.uploads.trouble import Refused
from modules.uploads.wav import BROKEN

EBML, SEGMENT, INFO, TRACKS, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675
TRACK_ENTRY, TRACK_TYPE, CODEC = 0xAE, 0x83, 0x86
TIMECODE, SIMPLE_BLOCK, BLOCK_GROUP, BLOCK = 0xE7, 0xA3, 0xA0, 0xA1
DOC_TYPE: Final = 0x4282
SOUND: Final = b"\x02"
CODECS: Final = frozenset({b"A_OPUS", b"A_VORBIS"})
KEPT_OF_INFO: Final = frozenset({0x2AD7B1, 0x4489})  # scale of time, duration
# Number, key, type, codec with its own data, lacing, delay, preroll, duration of a frame, the sound's rate and channels.
KEPT_OF_TRACK: Final = frozenset({0xD7, 0x73C5, 0x83, 0x86, 0x63A2, 0x9C, 0x56AA, 0x56BB, 0x23E383, 0xE1})
KEPT_OF_GROUP: Final = frozenset({BLOCK, 0x9B, 0x75A2})  # block, duration, padding to throw away
TOP_LEVEL: Final = frozenset(
    {INFO, TRACKS, CLUSTER, 0x114D9B74, 0x1C53BB6B, 0x1043A770, 0x1941A469, 0x1254C367}
)
PLAIN: Final = frozenset({0xEC, 0xBF})  # room to spare, checksum
MOST_ELEMENTS: Final = 400_000  # two hours of blocks of twenty milliseconds
FILM: Final = _("Dit is een film. Hier passen een foto of geluid.")


def clean_webm(data: bytes) -> bytes:
    """The same sound. A film, an attachment that hides more, or anything behind the sound refuses the file."""
    reader = _Reader(data)
    key, start, end = reader.element(0, len(data))
    if key != EBML or end is None or _doc_type(reader, start, end) != b"webm":
        raise Refused(BROKEN)
    key, begin, stop = reader.element(end, len(data))
    if key != SEGMENT or (stop is not None and stop != len(data)):
        raise Refused(BROKEN)
    body = _segment(reader, begin, len(data))
    return _element(EBML, _FRESH_HEAD) + _element(SEGMENT, body)


class _Reader:
    """Elements of EBML: an identity, a size that may be unknown, and content."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.count = 0

    def element(self, at: int, limit: int) -> tuple[int, int, int | None]:
        """Identity, where its content begins and ends; None for an end that isn't said."""
        self.count += 1
        if self.count > MOST_ELEMENTS:
            raise Refused(BROKEN)
        key, at = self._number(at, limit, keep_mark=True, longest=4)
        size, begin = self._number(at, limit, keep_mark=False, longest=8)
        if size == (1 << 7 * (begin - at)) - 1:
            return key, begin, None
        if begin + size > limit:
            raise Refused(BROKEN)
        return key, begin, begin + size

    def children(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """What stands in an element, each with a known end."""
        at = start
        while at < end:
            key, begin, stop = self.element(at, end)
            if stop is None:
                raise Refused(BROKEN)
            yield key, begin, stop
            at = stop

    def _number(self, at: int, limit: int, *, keep_mark: bool, longest: int) -> tuple[int, int]:
        if at >= limit:
            raise Refused(BROKEN)
        first = self.data[at]
        length = 9 - first.bit_length()
        if length > longest or at + length > limit:
            raise Refused(BROKEN)
        value = int.from_bytes(self.data[at : at + length], "big")
        return (value if keep_mark else value & ((1 << 7 * length) - 1)), at + length


def _doc_type(reader: _Reader, start: int, end: int) -> bytes:
    return next(
        (reader.data[a:b].rstrip(b"\x00") for key, a, b in reader.children(start, end) if key == DOC_TYPE),
        b"",
    )


def _segment(reader: _Reader, at: int, limit: int) -> bytes:
    parts: list[bytes] = []
    seen: set[int] = set()
    while at < limit:
        key, begin, end = reader.element(at, limit)
        if key == CLUSTER:
            content, at = _cluster(reader, begin, limit if end is None else end, is_open=end is None)
            parts.append(_element(CLUSTER, content))
        elif end is None or key not in TOP_LEVEL | PLAIN:
            raise Refused(BROKEN)
        else:
            if key in (INFO, TRACKS):
                if key in seen:
                    raise Refused(BROKEN)
                parts.append(
                    _element(key, _info(reader, begin, end) if key == INFO else _tracks(reader, begin, end))
                )
            at = end
        seen.add(key)
    if not seen >= {TRACKS, CLUSTER}:
        raise Refused(BROKEN)
    return b"".join(parts)


def _info(reader: _Reader, start: int, end: int) -> bytes:
    maker = _element(0x4D80, b"Leerlijn") + _element(0x5741, b"Leerlijn")
    return _kept(reader, start, end, KEPT_OF_INFO.__contains__) + maker


def _tracks(reader: _Reader, start: int, end: int) -> bytes:
    entries = [(a, b) for key, a, b in reader.children(start, end) if key == TRACK_ENTRY]
    if len(entries) != 1:
        raise Refused(FILM if len(entries) > 1 else BROKEN)
    begin, stop = entries[0]
    told = {key: reader.data[a:b] for key, a, b in reader.children(begin, stop)}
    if told.get(TRACK_TYPE) != SOUND:
        raise Refused(FILM)
    if told.get(CODEC, b"").rstrip(b"\x00") not in CODECS:
        raise Refused(BROKEN)
    return _element(TRACK_ENTRY, _kept(reader, begin, stop, KEPT_OF_TRACK.__contains__))


def _cluster(reader: _Reader, at: int, limit: int, *, is_open: bool) -> tuple[bytes, int]:
    """Its time and its blocks, and where it ends: one of unknown size ends where another part begins."""
    parts: list[bytes] = []
    while at < limit:
        key, begin, end = reader.element(at, limit)
        if is_open and key in TOP_LEVEL:
            break
        if end is None:
            raise Refused(BROKEN)
        if key in (TIMECODE, SIMPLE_BLOCK):
            parts.append(_element(key, reader.data[begin:end]))
        elif key == BLOCK_GROUP:
            parts.append(_element(key, _kept(reader, begin, end, KEPT_OF_GROUP.__contains__)))
        elif key not in PLAIN | {0xA7, 0xAB}:  # where it is, how large the one before was
            raise Refused(BROKEN)
        at = end
    return b"".join(parts), at


def _kept(reader: _Reader, start: int, end: int, stays: Callable[[object], bool]) -> bytes:
    return b"".join(
        _element(key, reader.data[begin:stop])
        for key, begin, stop in reader.children(start, end)
        if stays(key)
    )


def _element(key: int, content: bytes) -> bytes:
    name = key.to_bytes((key.bit_length() + 7) // 8, "big")
    length = next(each for each in range(1, 9) if len(content) < (1 << 7 * each) - 1)
    return name + (len(content) | 1 << 7 * length).to_bytes(length, "big") + content


_FRESH_HEAD: Final = b"".join(
    _element(key, content)
    for key, content in (
        (0x4286, b"\x01"),
        (0x42F7, b"\x01"),
        (0x42F2, b"\x04"),
        (0x42F3, b"\x08"),
        (DOC_TYPE, b"webm"),
        (0x4287, b"\x04"),
        (0x4285, b"\x02"),
    )
)
