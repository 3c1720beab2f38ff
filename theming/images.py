"""Logos and icons: checked, re-encoded, stored under the digest of their content, cut to the sizes that pages need.

Nothing that was uploaded is ever served: Pillow decodes it and writes new files, so no metadata and no script survive.
"""

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps, UnidentifiedImageError

from theming.enums import ImageKind
from theming.outline import outline_of
from theming.palette import distance, oklch
from theming.pixels import bare

MOST_PIXELS: Final = 25_000_000
MOST_BYTES: Final = 5 * 1024 * 1024
LEAST_WIDTH: Final = 64
LONGEST: Final = 16  # times as long as it is high, or the other way round
FORMATS: Final = ("PNG", "WEBP", "JPEG")

_DIGEST = re.compile(r"[0-9a-f]{16}")
_SOURCE = "bron.png"  # kept, never served: sizes that later releases need are made from it
_LARGEST = (1600, 1600)
_WHITE = (255, 255, 255)
_COLOURS = 128  # a logo on every page: half the weight, no visible difference
_LEAST_CHROMA = 0.06  # greys and the soft rims of letters lie below
_LEAST_APART = 0.08  # ΔE-OK between two swatches


class ImageRefused(ValueError):
    """The upload cannot be a logo; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Rendition:
    """A size in which an image is kept: fitted into a box, or centred in a square on a background."""

    name: str
    width: int
    height: int
    square: bool = False
    padding: float = 0.0
    on_white: bool = False

    @property
    def content_type(self) -> str:
        return "image/webp" if self.name.endswith(".webp") else "image/png"


_LOGO = (
    Rendition("kop.png", 640, 120),  # shown at 40 to 60 pixels high: sharp on every screen
    Rendition("mail.png", 300, 120),
    Rendition("tegel.webp", 640, 240, square=True, padding=0.12, on_white=True),
)
RENDITIONS: Final[dict[str, tuple[Rendition, ...]]] = {
    ImageKind.LOGO: _LOGO,
    ImageKind.DARK_LOGO: _LOGO[:1],
    ImageKind.ICON: (
        Rendition("32.png", 32, 32, square=True),
        Rendition("180.png", 180, 180, square=True, padding=0.08, on_white=True),
        Rendition("192.png", 192, 192, square=True),
        Rendition("512.png", 512, 512, square=True),
        # the middle 80 % survives every mask
        Rendition("512-masker.png", 512, 512, square=True, padding=0.14, on_white=True),
    ),
}
_BY_NAME: Final = {rendition.name: rendition for group in RENDITIONS.values() for rendition in group}


def store_image(organisation_key: str, kind: str, upload: IO[bytes]) -> str:
    """Check and keep an uploaded image; return its name (sixteen hexadecimal digits).

    Raises ImageRefused for anything that is not a PNG, WebP or JPEG of at most 25 megapixels and 5 MB.
    """
    image = _decoded(upload)
    name = hashlib.sha256(f"{kind}:{image.size}".encode() + image.tobytes()).hexdigest()[:16]
    _keep(_path(organisation_key, name, _SOURCE), lambda: _encoded(_fitted(image, *_LARGEST)))
    for rendition in RENDITIONS[kind]:
        _keep(_path(organisation_key, name, rendition.name), partial(_render, image, rendition))
    return name


def _keep(path: str, make: Callable[[], bytes]) -> None:
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(make()))


def is_stored(organisation_key: str, kind: str, name: str) -> bool:
    """Was this image once kept for this organisation, as this kind?"""
    return bool(_DIGEST.fullmatch(name)) and default_storage.exists(
        _path(organisation_key, name, RENDITIONS[kind][-1].name)
    )


def check_image(upload: IO[bytes]) -> None:
    """Raise ImageRefused for what `store_image` would refuse; nothing is kept."""
    _decoded(upload)


def open_rendition(organisation_key: str, name: str, rendition: str) -> tuple[IO[bytes], str] | None:
    """A stored file and its content type, or None when there is no such file."""
    known = _BY_NAME.get(rendition)
    if known is None or not _DIGEST.fullmatch(name):
        return None
    path = _path(organisation_key, name, rendition)
    try:
        return default_storage.open(path), known.content_type
    except OSError:
        content = _made_again(organisation_key, name, known)
    return (io.BytesIO(content), known.content_type) if content else None


def _made_again(organisation_key: str, name: str, rendition: Rendition) -> bytes | None:
    """A size that did not exist when the image was uploaded, from the kept source."""
    try:
        with (
            default_storage.open(_path(organisation_key, name, _SOURCE)) as stream,
            Image.open(stream) as source,
        ):
            content = _render(source.convert("RGBA"), rendition)
    except OSError:
        return None
    _keep(_path(organisation_key, name, rendition.name), lambda: content)
    return content


def _path(organisation_key: str, name: str, rendition: str) -> str:
    return f"huisstijl/{organisation_key}/{name}/{rendition}"


def _decoded(upload: IO[bytes]) -> Image.Image:
    """The picture, its header checked before a single pixel is decoded."""
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ImageRefused("too_heavy")
    if b"<svg" in content[:1024].lower():
        raise ImageRefused("svg")
    try:
        outline = outline_of(content)
        image: Image.Image = Image.open(io.BytesIO(outline.drawing), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise ImageRefused("too_large")
        if image.width < LEAST_WIDTH:
            raise ImageRefused("too_small")
        outline.refuse_too_many_passes(image.width * image.height)
        upright = bare(image, "RGBA", outline.turned)
    except ImageRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageRefused("too_large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise ImageRefused("unreadable") from error
    image = _trimmed(upright)
    if max(image.size) > LONGEST * min(image.size):
        raise ImageRefused("too_narrow")
    return image


def _trimmed(image: Image.Image) -> Image.Image:
    """Without the empty rim that many logo files have."""
    box = image.getchannel("A").getbbox()
    return image.crop(box) if box else image


def _fitted(image: Image.Image, width: int, height: int, *, grow: bool = False) -> Image.Image:
    if not grow and image.width <= width and image.height <= height:
        return image
    return ImageOps.contain(image, (width, height), Image.Resampling.LANCZOS)


def _render(image: Image.Image, rendition: Rendition) -> bytes:
    room = 1 - 2 * rendition.padding
    width, height = round(rendition.width * room), round(rendition.height * room)
    fitted = _fitted(image, width, height, grow=rendition.square)
    if rendition.square:
        canvas = Image.new("RGBA", (rendition.width, rendition.height), (*_WHITE, 255 * rendition.on_white))
        corner = ((rendition.width - fitted.width) // 2, (rendition.height - fitted.height) // 2)
        canvas.alpha_composite(fitted, corner)
        fitted = canvas
    if rendition.content_type == "image/png":
        return _encoded(fitted.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE))
    output = io.BytesIO()
    fitted.save(output, "WEBP", quality=88, alpha_quality=95, method=6)
    return output.getvalue()


def _encoded(image: Image.Image) -> bytes:
    output = io.BytesIO()
    image.save(output, "PNG", optimize=True)
    return output.getvalue()


def suggested_colours(organisation_key: str, name: str, most: int = 5) -> list[str]:
    """Up to five real colours of a stored logo, the most present first; white, grey and black are left out."""
    opened = open_rendition(organisation_key, name, "mail.png")
    if opened is None:
        return []
    with opened[0] as stream, Image.open(stream) as image:
        logo = image.convert("RGBA")
    page = Image.new("RGBA", logo.size, (*_WHITE, 255))
    page.alpha_composite(logo)
    counted = (
        page.convert("RGB").quantize(16, method=Image.Quantize.MEDIANCUT).convert("RGB").getcolors() or []
    )
    codes = [(count, _code_of(colour)) for count, colour in counted if isinstance(colour, tuple)]
    found: list[str] = []
    for _weight, code in sorted(((count * _chroma(code), code) for count, code in codes), reverse=True):
        if _chroma(code) >= _LEAST_CHROMA and all(distance(code, other) > _LEAST_APART for other in found):
            found.append(code)
    return found[:most]


def _code_of(colour: tuple[int, ...]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in colour[:3])


def _chroma(code: str) -> float:
    return oklch(code).chroma
