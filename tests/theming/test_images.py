"""Uploaded logos: refused or made anew, never served as they came."""

import io
import struct
from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from tests.modules.test_hostile_photos import drawn_often
from theming.enums import ImageKind
from theming.images import ImageRefused, open_rendition, store_image, suggested_colours

Headers = Callable[[int, int], bytes]
Pictures = Callable[..., bytes]


def _refusal(content: bytes) -> str:
    with pytest.raises(ImageRefused) as refused:
        store_image("zonnehoek", ImageKind.LOGO, io.BytesIO(content))
    return refused.value.code


def test_a_picture_of_169_megapixels_is_refused_by_its_header(png_header: Headers) -> None:
    assert _refusal(png_header(13_000, 13_000)) == "too_large"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"></svg>', "svg"),
        (b"", "unreadable"),
        (b"GIF89a" + bytes(200), "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "unreadable"),
        (bytes(5 * 1024 * 1024 + 1), "too_heavy"),
    ],
)
def test_what_is_no_logo_is_refused(content: bytes, code: str) -> None:
    assert _refusal(content) == code


def test_a_picture_that_is_nearly_a_line_is_refused(picture: Pictures) -> None:
    assert _refusal(picture(width=1700, height=100)) == "too_narrow"
    assert _refusal(picture(width=64, height=1100)) == "too_narrow"


def test_a_picture_that_breaks_off_is_refused(picture: Pictures) -> None:
    assert _refusal(picture(kind="JPEG")[:700]) == "unreadable"


def test_a_picture_that_is_drawn_over_and_over_is_refused() -> None:
    assert _refusal(drawn_often(3000)) == "unreadable"


def _metadata(*tags: tuple[int, int, int, int]) -> bytes:
    """EXIF with these tags: number, type, count, value."""
    rows = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + rows + bytes(20)


UPSIDE_DOWN = (0x0112, 3, 1, 3)


@pytest.mark.parametrize(
    "broken", [(0x010E, 5, 1, 8), (0x0128, 2, 2, 0x41)], ids=["a fraction for a text", "a text for a number"]
)
def test_metadata_that_makes_no_sense_leaves_the_picture_as_it_is(broken: tuple[int, int, int, int]) -> None:
    pixels = Image.new("RGB", (300, 100), "#ffffff")
    pixels.paste("#000000", (0, 0, 300, 50))
    output = io.BytesIO()
    pixels.save(output, "JPEG", exif=_metadata(UPSIDE_DOWN, broken))

    name = store_image("zonnehoek", ImageKind.LOGO, io.BytesIO(output.getvalue()))

    opened = open_rendition("zonnehoek", name, "mail.png")
    assert opened is not None
    with opened[0] as stream, Image.open(stream) as image:
        shown = image.convert("RGBA").convert("L")
        top, bottom = shown.getpixel((150, 10)), shown.getpixel((150, 90))
        assert (top > 200, bottom < 50) == (True, True)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_a_picture_is_made_anew_in_its_sizes(kind: str, picture: Pictures) -> None:
    name = store_image("zonnehoek", ImageKind.LOGO, io.BytesIO(picture(kind=kind)))

    sizes = {}
    for rendition in ("kop.png", "mail.png", "tegel.webp"):
        opened = open_rendition("zonnehoek", name, rendition)
        assert opened is not None
        with opened[0] as stream, Image.open(stream) as image:
            sizes[rendition] = image.size
    assert sizes == {"kop.png": (360, 120), "mail.png": (300, 100), "tegel.webp": (640, 240)}


def test_nothing_of_the_upload_but_its_pixels_survives() -> None:
    output = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Kanarie, kamer 12"
    Image.new("RGB", (300, 100), "#5b1a3a").save(
        output, "JPEG", exif=exif, comment=b"Kanarie in het commentaar", icc_profile=b"Kanarie" * 40
    )

    name = store_image("zonnehoek", ImageKind.LOGO, io.BytesIO(output.getvalue()))

    for rendition in ("kop.png", "mail.png", "tegel.webp"):
        opened = open_rendition("zonnehoek", name, rendition)
        assert opened is not None
        with opened[0] as stream:
            content = stream.read()
        with Image.open(io.BytesIO(content)) as image:
            assert (b"Kanarie" in content, image.info.get("icc_profile")) == (False, None)


def test_a_size_that_is_missing_is_made_from_the_kept_source(picture: Pictures) -> None:
    name = store_image("zonnehoek", ImageKind.LOGO, io.BytesIO(picture(colour="#336699")))
    default_storage.delete(f"huisstijl/zonnehoek/{name}/kop.png")

    first, second = (open_rendition("zonnehoek", name, "kop.png") for _ in range(2))

    assert first is not None
    assert second is not None
    with first[0] as made, second[0] as kept:
        assert made.read() == kept.read()
    assert open_rendition("zonnehoek", name, "bron.png") is None


def test_colours_are_suggested_from_the_logo(picture: Pictures) -> None:
    name = store_image("zonnehoek", ImageKind.LOGO, io.BytesIO(picture(colour="#d7263d")))

    assert suggested_colours("zonnehoek", name) == ["#d7263d"]
