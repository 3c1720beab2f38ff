"""Pictures and fonts for the tests of house styles."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from theming.fontbuild import FontLibrary, build_fonts
from theming.queries import fonts


@pytest.fixture(scope="session")
def font_library() -> FontLibrary:
    """The fonts of the catalogue, made once for this folder."""
    build_fonts(fonts().folder)
    return fonts()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.fixture
def png_header() -> Callable[[int, int], bytes]:
    """A tiny file that says it is a PNG of this size."""

    def make(width: int, height: int) -> bytes:
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        return (
            b"\x89PNG\r\n\x1a\n"
            + _chunk(b"IHDR", header)
            + _chunk(b"IDAT", zlib.compress(bytes(1000)))
            + _chunk(b"IEND", b"")
        )

    return make


@pytest.fixture
def picture() -> Callable[..., bytes]:
    """A real picture in one colour."""

    def make(width: int = 600, height: int = 200, colour: str = "#1b998b", kind: str = "PNG") -> bytes:
        output = io.BytesIO()
        Image.new("RGB", (width, height), colour).save(output, kind)
        return output.getvalue()

    return make
