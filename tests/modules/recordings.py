"""Films and sound of a few bytes: real containers, with nothing to see in them."""

import struct

CAPTIONS = (
    b"WEBVTT\n\n00:00.500 --> 00:02.000\nGoedemorgen.\n\n00:02.000 --> 00:04.000\nHeb je goed geslapen?\n"
)


def box(kind: bytes, *content: bytes) -> bytes:
    """A box of an MP4."""
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


def mp4(seconds: int = 5, *kinds: bytes, personal: bytes = b"", size: int = 2000) -> bytes:
    """An MP4 with tracks of these kinds (picture and sound), and whatever a camera adds."""
    header = struct.pack(">B3xIIII", 0, 0, 0, 1000, seconds * 1000) + bytes(80)
    place = struct.pack(">B3x", 0) + bytes(72) + struct.pack(">II", 640 << 16, 360 << 16)
    tracks = [
        box(
            b"trak",
            box(b"tkhd", place),
            box(b"mdia", box(b"hdlr", bytes(8), kind, bytes(13))),
            box(b"udta", personal),
        )
        for kind in kinds or (b"vide", b"soun")
    ]
    moov = box(b"moov", box(b"mvhd", header), *tracks, box(b"udta", personal))
    return (
        box(b"ftyp", b"isom\x00\x00\x02\x00isom") + moov + box(b"mdat", bytes(range(256)) * (size // 256 + 1))
    )


def mp3(frames: int = 200, *, tag: bytes = b"", end: bytes = b"") -> bytes:
    """An MP3 of silent frames, 44.1 kHz and 128 kilobits: 1152 samples each; with whatever a program writes around it."""
    size = len(tag)
    begin = b"ID3\x04\x00\x00" + bytes((size >> 21, size >> 14 & 127, size >> 7 & 127, size & 127)) + tag
    sound = (b"\xff\xfb\x90\x00" + bytes(413)) * frames
    return (begin if tag else b"") + sound + (b"TAG" + end.ljust(125, b"\x00") if end else b"")


def element(name: int, *content: bytes) -> bytes:
    """An element of a WebM, with its length in eight bytes."""
    inside = b"".join(content)
    return (
        name.to_bytes((name.bit_length() + 7) // 8, "big") + struct.pack(">Q", 1 << 56 | len(inside)) + inside
    )


def webm(seconds: float | None = 5, kind: int = 1, *, doctype: bytes = b"webm", width: int = 640) -> bytes:
    """A WebM with one track, picture (1) or sound (2); `None` says no length."""
    length = element(0x4489, struct.pack(">d", seconds * 1000)) if seconds is not None else b""
    video = (
        element(0xE0, element(0xB0, width.to_bytes(3, "big")), element(0xBA, b"\x01\x68"))
        if kind == 1
        else b""
    )
    return element(0x1A45DFA3, element(0x4282, doctype)) + element(
        0x18538067,
        element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40"), length),
        element(0x1654AE6B, element(0xAE, element(0x83, bytes([kind])), video)),
        element(0x1F43B675, bytes(600)),
    )
