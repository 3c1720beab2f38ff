"""What is this file, and what of it may be kept? Its name and its announced type count for nothing."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from modules.uploads.companions import is_something_else
from modules.uploads.mp3 import clean_mp3
from modules.uploads.mp4 import clean_mp4
from modules.uploads.ogg import clean_ogg
from modules.uploads.photos import redrawn
from modules.uploads.trouble import Refused
from modules.uploads.wav import clean_wav
from modules.uploads.webm import clean_webm

__all__ = ["MAX_BYTES", "Clean", "Kind", "Refused", "clean", "tidy_file_name"]

MAX_BYTES: Final = 25 * 1024 * 1024
MAX_NAME: Final = 80
ODD: Final = frozenset('"<>:|?*')
HEAD: Final = 4096  # a file tells what it is in its first bytes
HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})

TOO_BIG: Final = _("Dit bestand is te groot. Er past hoogstens 25 MB in.")
EMPTY: Final = _("Dit bestand is leeg.")
MORE_THAN_SOUND: Final = _(
    "In dit bestand zit meer dan geluid: ook een ander bestand of een stukje code. Neem het geluid opnieuw op."
)
HEIC: Final = _(
    "Dit is een HEIC-foto. Die kan nog niet iedereen openen. Zet op de iPhone bij Instellingen, Camera, "
    "Structuren ‘Meest compatibel’ aan, of stuur de foto als JPEG."
)
UNKNOWN: Final = _(
    "Dit is geen foto of geluid dat hier past. Kies een foto (JPEG, PNG of WebP) of geluid (MP3, M4A, OGG, WEBM of WAV)."
)
# What people try most, in words; by the ending that puremagic finds.
NAMED: Final[Mapping[str, str | Promise]] = {
    ".pdf": _("Dit is een PDF. Maak er een foto van, of schrijf het in de tekst."),
    ".docx": _("Dit is een tekstbestand. Zet de tekst in het vak hierboven."),
    ".doc": _("Dit is een tekstbestand. Zet de tekst in het vak hierboven."),
    ".gif": _("Dit is een GIF. Kies een foto in JPEG, PNG of WebP."),
}


class Kind(StrEnum):
    """What somebody brings in."""

    PHOTO = "photo"
    AUDIO = "audio"


@dataclass(frozen=True)
class Clean:
    """A file as it is kept: only what belongs to a photo or to sound of its type."""

    kind: Kind
    content_type: str
    ending: str
    content: bytes


def clean(data: bytes) -> Clean:
    """The file as it may be kept; raises Refused with the reason.

    A photo is decoded and drawn anew. Of sound only the parts stay that hold sound: what was said about it
    (names, places, pictures) goes, and whatever belongs to no sound refuses the whole file. A photo or
    recording in which another program would find a file of its own is refused too.
    """
    if not data:
        raise Refused(EMPTY)
    if len(data) > MAX_BYTES:
        raise Refused(TOO_BIG)
    if _is_picture(data):
        content, kind = redrawn(data)
        return Clean(Kind.PHOTO, f"image/{kind.lower()}", "jpg" if kind == "JPEG" else kind.lower(), content)
    for is_it, content_type, ending, cleaned in SOUNDS:
        if is_it(data):
            if is_something_else(data, len(data)):
                raise Refused(MORE_THAN_SOUND)
            return Clean(Kind.AUDIO, content_type, ending, cleaned(data))
    raise Refused(_refusal(data))


def _is_picture(data: bytes) -> bool:
    return data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    )


def _is_mp3(data: bytes) -> bool:
    return data[:3] == b"ID3" or (len(data) > 3 and data[0] == 0xFF and data[1] & 0xE6 == 0xE2)


def _is_mp4(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] not in HEIC_BRANDS and data[8:12] not in (b"avif", b"avis")


SOUNDS: Final[tuple[tuple[Callable[[bytes], bool], str, str, Callable[[bytes], bytes]], ...]] = (
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WAVE", "audio/wav", "wav", clean_wav),
    (lambda data: data[:4] == b"OggS", "audio/ogg", "ogg", clean_ogg),
    (lambda data: data[:4] == b"\x1a\x45\xdf\xa3", "audio/webm", "webm", clean_webm),
    (_is_mp4, "audio/mp4", "m4a", clean_mp4),
    (_is_mp3, "audio/mpeg", "mp3", clean_mp3),
)


def _refusal(data: bytes) -> str | Promise:
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return HEIC
    if data.startswith(b"PK") and b"word/" not in data:
        return UNKNOWN  # every ZIP looks like a Word file by its first bytes
    try:
        ending = puremagic.from_string(data[:HEAD])
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    return NAMED.get(ending, UNKNOWN)


def tidy_file_name(name: str, ending: str) -> str:
    """The name that a file had with whoever brought it, on one line, without folders, with the ending of what it is."""
    base = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(
        each
        for each in unicodedata.normalize("NFC", base)
        if unicodedata.category(each)[0] not in "CZ" or each == " "
    )
    stem = plain.rpartition(".")[0] if "." in plain else plain
    stem = " ".join("".join(each for each in stem if each not in ODD).split()).strip(". ")[:MAX_NAME]
    return f"{stem or 'bestand'}.{ending}"
