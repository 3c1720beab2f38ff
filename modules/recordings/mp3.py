"""MP3: how long the frames take, and tags made empty (source: ISO/IEC 11172-3 and 13818-3; ID3 1 and 2.4; APE 2)."""

from typing import IO, Final

from modules.uploads.mp3 import ID3_HEADER, LONGEST_END, MOST_ROOM, frame_at, place_of_frames, room_behind

FEWEST_FRAMES: Final = 3
MOST_FRAMES: Final = 900_000  # six hours
SAMPLES: Final = {3: 1152}  # in a frame of MPEG 1; of MPEG 2 and 2.5 half of that


def seconds_of(file: IO[bytes], length: int) -> float | None:
    """How long it takes; None when it is not one frame behind another from the tag at its begin to the one at its end."""
    place = _place_of_frames(file, length)
    if place is None:
        return None
    at, end = place
    file.seek(at)
    at += room_behind(file.read(MOST_ROOM))
    frames, first = 0, None
    while at < end and frames < MOST_FRAMES:
        file.seek(at)
        found = frame_at(file.read(4), 0)
        if found is None or (first is not None and found[1] != first):
            break
        first, frames, at = found[1], frames + 1, at + found[0]
    if first is None or frames < FEWEST_FRAMES or not _is_nothing_but_zeros(file, at, end):
        return None
    version, rate = first
    return frames * SAMPLES.get(version, 576) / rate


def forget_tags(file: IO[bytes], length: int) -> None:
    """Make the tags empty; a tag at the begin keeps its header, so that every player knows where sound begins."""
    place = _place_of_frames(file, length)
    if place is None:
        return
    begin, end = place
    for start, stop in ((ID3_HEADER, begin), (end, length)):
        file.seek(start)
        for at in range(start, stop, 65_536):
            file.write(bytes(min(65_536, stop - at)))


def _place_of_frames(file: IO[bytes], length: int) -> tuple[int, int] | None:
    """Where the frames begin and end, in bytes: read from the tags at both ends."""
    file.seek(0)
    head = file.read(ID3_HEADER)
    file.seek(max(0, length - LONGEST_END))
    return place_of_frames(head, file.read(LONGEST_END), length)


def _is_nothing_but_zeros(file: IO[bytes], at: int, end: int) -> bool:
    file.seek(min(at, end))
    return not file.read(max(0, end - at)).strip(b"\x00")
