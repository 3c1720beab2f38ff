"""Is a photo or a recording also something else? By what other programs would take it for (source: their own first or last bytes)."""

import re
from typing import Final

# Code that a browser or a server would run, wherever it stands: no camera writes it, not even in its metadata (XMP is XML).
_CODE: Final = re.compile(
    rb"<(?:script|iframe|\?php\s|!doctype html|html[\s>]|body[\s>])|__halt_compiler|http://www\.w3\.org/2000/svg",
    re.IGNORECASE,
)
_PDF: Final = re.compile(rb"%PDF-[12]\.")
_PDF_HEAD: Final = 1024  # bytes in which readers of PDF look for its begin
_SCRIPTED: Final = (
    b"\xff\xd8\xff\xe0/*"  # a length that spells the begin of a comment: JPEG and JavaScript at once
)
_ARCHIVES: Final = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
_BEGINS: Final = (
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ",
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"GIF8",
    b"{\\rtf",
)
_NOTES: Final = (
    b"<?xml",
    b"<?xpacket",
    b"<x:xmpmeta",
)  # what makers of telephones write in the language of pages
_FILLING: Final = b"\x00\xff \t\r\n"
# "End of central directory": its mark, and twice two numbers that are the same. Eight bytes that agree are no chance.
_ZIP_END: Final = re.compile(rb"PK\x05\x06(..)\1(..)\2", re.DOTALL)


def is_something_else(data: bytes, end: int) -> bool:
    """Would another program find a file of its own in this photo or recording, of which the picture or sound ends at `end`?

    What honest telephones leave behind a picture stays allowed: filling, a second picture (MPF, HDR, depth), a moving
    one (MP4), and the maker's own notes. Hence no "nothing behind the picture", but what opens elsewhere: an archive,
    a PDF, a program, a page or code. A signature that chance would spell in megabytes of film counts only
    where a program looks for it, or is longer than four bytes.
    """
    behind = data[end:].lstrip(_FILLING)
    return bool(
        data.startswith(_SCRIPTED)
        or behind.startswith(_BEGINS)
        or (behind.startswith(b"<") and not behind.startswith(_NOTES))
        or any(each in behind for each in _ARCHIVES)
        or _ZIP_END.search(data)
        or _PDF.search(data, 0, _PDF_HEAD)
        or _PDF.search(behind)
        or _CODE.search(data)
    )
