"""Ogg with Opus or Vorbis: one stream, page after page, with a comment header that says nothing (source: RFC 3533, RFC 7845)."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from modules.uploads.trouble import Refused
from modules.uploads.wav import BROKEN

HEADER: Final = struct.Struct("<4sBBqIIIB")
MOST_PAGES: Final = 200_000  # an hour with a page for each packet of 20 ms; most hold a second
CONTINUED, FIRST, LAST = 1, 2, 4
MAKER: Final = b"Leerlijn"
_REVERSED: Final = bytes(int(f"{each:08b}"[::-1], 2) for each in range(256))


@dataclass(frozen=True)
class Page:
    """One page: its flags, how far the sound is, the lengths of its segments and their content."""

    flags: int
    position: int
    serial: int
    lengths: bytes
    content: bytes


def clean_ogg(data: bytes) -> bytes:
    """The same sound with an empty comment header. Other streams in the file, or anything between pages, refuse it."""
    pages = list(_pages(data))
    if not pages or not pages[0].flags & FIRST or len({page.serial for page in pages}) != 1:
        raise Refused(BROKEN)
    if any(page.flags & FIRST for page in pages[1:]) or any(page.flags & LAST for page in pages[:-1]):
        raise Refused(BROKEN)
    head = pages[0].content
    starts: tuple[bytes, ...]
    if head.startswith(b"OpusHead"):
        wanted, comment = 2, b"OpusTags" + _empty_comment()
        starts = (b"OpusHead", b"OpusTags")
    elif head.startswith(b"\x01vorbis"):
        wanted, comment = 3, b"\x03vorbis" + _empty_comment() + b"\x01"
        starts = (b"\x01vorbis", b"\x03vorbis", b"\x05vorbis")
    else:
        raise Refused(BROKEN)
    packets, sound = _headers(pages, wanted)
    if not sound or any(not packet.startswith(start) for packet, start in zip(packets, starts, strict=True)):
        raise Refused(BROKEN)
    packets[1] = comment
    serial = pages[0].serial
    fresh = [Page(FIRST, 0, serial, _lacing(packets[0]), packets[0])]
    fresh += _packed(packets[1:], serial)
    return b"".join(_written(page, number) for number, page in enumerate([*fresh, *sound]))


def _pages(data: bytes) -> Iterator[Page]:
    at = count = 0
    while at < len(data):
        count += 1
        if count > MOST_PAGES or at + HEADER.size > len(data):
            raise Refused(BROKEN)
        mark, version, flags, position, serial, _number, crc, segments = HEADER.unpack_from(data, at)
        lengths = data[at + HEADER.size : at + HEADER.size + segments]
        end = at + HEADER.size + segments + sum(lengths)
        if mark != b"OggS" or version != 0 or len(lengths) != segments or end > len(data):
            raise Refused(BROKEN)
        if _crc(data[at : at + 22] + b"\x00" * 4 + data[at + 26 : end]) != crc:
            raise Refused(BROKEN)
        yield Page(flags & 7, position, serial, lengths, data[at + HEADER.size + segments : end])
        at = end


def _headers(pages: list[Page], wanted: int) -> tuple[list[bytes], list[Page]]:
    """The first packets, and the pages behind them: a header ends its page (RFC 7845, 3; Vorbis I, A.2)."""
    packets: list[bytes] = []
    open_packet = bytearray()
    for number, page in enumerate(pages):
        at = 0
        for length in page.lengths:
            open_packet += page.content[at : at + length]
            at += length
            if length < 255:
                packets.append(bytes(open_packet))
                open_packet = bytearray()
        if len(packets) >= wanted:
            if len(packets) > wanted or open_packet:
                break
            return packets, pages[number + 1 :]
    raise Refused(BROKEN)


def _empty_comment() -> bytes:
    return struct.pack("<I", len(MAKER)) + MAKER + struct.pack("<I", 0)


def _lacing(packet: bytes) -> bytes:
    whole, rest = divmod(len(packet), 255)
    return b"\xff" * whole + bytes([rest])


def _packed(packets: list[bytes], serial: int) -> list[Page]:
    """The packets on as many pages as they need, 255 segments at most on each."""
    content, lengths = b"".join(packets), b"".join(_lacing(packet) for packet in packets)
    pages: list[Page] = []
    at = 0
    for start in range(0, len(lengths), 255):
        part = lengths[start : start + 255]
        flags = CONTINUED if start and lengths[start - 1] == 255 else 0
        is_whole = any(each < 255 for each in part)
        pages.append(Page(flags, 0 if is_whole else -1, serial, part, content[at : at + sum(part)]))
        at += sum(part)
    return pages


def _written(page: Page, number: int) -> bytes:
    head = HEADER.pack(b"OggS", 0, page.flags, page.position, page.serial, number, 0, len(page.lengths))
    whole = head + page.lengths + page.content
    return whole[:22] + struct.pack("<I", _crc(whole)) + whole[26:]


def _crc(data: bytes) -> int:
    """Ogg's checksum: that of zlib with every bit the other way round, from nought, without turning it over."""
    reflected = zlib.crc32(data.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{reflected:032b}"[::-1], 2)
