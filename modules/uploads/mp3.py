"""MP3: only the frames that hold sound stay (source: ISO/IEC 11172-3 and 13818-3, the frame header; ID3 2.4)."""

from typing import Final

from modules.uploads.trouble import Refused
from modules.uploads.wav import BROKEN

# Kilobits a second of layer III by index, for MPEG 1 and for MPEG 2 and 2.5.
BITRATES: Final = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
FEWEST_FRAMES: Final = 3
ID3_HEADER: Final = 10  # bytes
LONGEST_END: Final = 160  # bytes that tell which tags stand at the end
MOST_ROOM: Final = 4096  # bytes


def clean_mp3(data: bytes) -> bytes:
    """The same sound, frame after frame, without tags. Anything between or behind the frames refuses the file."""
    view = memoryview(data)
    place = place_of_frames(data[:ID3_HEADER], data[-LONGEST_END:], len(data))
    if place is None:
        raise Refused(BROKEN)
    start, end = place
    at = start = start + room_behind(data[start : start + MOST_ROOM])
    first: tuple[int, int] | None = None
    frames = 0
    while at + 4 <= end:
        found = frame_at(data, at)
        if found is None:
            break
        length, kind = found
        if first is None:
            first = kind
        if kind != first or at + length > end:
            break
        at += length
        frames += 1
    rest = bytes(view[at:end])
    is_cut_off = frames and frame_at(data, at) is not None and at + frame_at(data, at)[0] > end  # type: ignore[index]
    if frames < FEWEST_FRAMES or not (is_cut_off or not rest.strip(b"\x00")):
        raise Refused(BROKEN)
    return bytes(view[start:at])


def frame_at(data: bytes, at: int) -> tuple[int, tuple[int, int]] | None:
    """Length in bytes of the frame here, with version and rate; None when there is none."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return None
    version, third = (data[at + 1] >> 3) & 3, data[at + 2]
    bitrate_index, rate_index = third >> 4, (third >> 2) & 3
    if version == 1 or rate_index == 3 or not 0 < bitrate_index < 15:
        return None
    rate = RATES[version][rate_index]
    bitrate = BITRATES[3 if version == 3 else 2][bitrate_index] * 1000
    length = (144 if version == 3 else 72) * bitrate // rate + ((third >> 1) & 1)
    return length, (version, rate)


def place_of_frames(head: bytes, tail: bytes, length: int) -> tuple[int, int] | None:
    """Where the frames may begin and end in a file of this length, by its first ten and its last 160 bytes.

    Behind an ID3 tag of the second version; before one of the first version, and an APE tag before that. None when
    the tag at the begin is no tag.
    """
    begin, end = 0, length
    if head[:3] == b"ID3":
        if len(head) < ID3_HEADER or any(each & 0x80 for each in head[6:10]):
            return None
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        begin = ID3_HEADER + size + (ID3_HEADER if head[5] & 0x10 else 0)
    if tail[-128:-125] == b"TAG":
        end, tail = end - 128, tail[:-128]
    if tail[-32:-24] == b"APETAGEX":
        size = int.from_bytes(tail[-20:-16], "little")
        end -= min(size + (32 if tail[-9] & 0x80 else 0), end)
    return begin, end


def room_behind(data: bytes) -> int:
    """How many zeros some programs left behind the tag."""
    return len(data) - len(data.lstrip(b"\x00"))
