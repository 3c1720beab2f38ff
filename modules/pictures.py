"""Pictures of editors: written anew when they come in, cut to a few sizes, served by ourselves.

Nothing that was uploaded is kept as it came: Pillow decodes it and writes a new file, so no place, no camera
and no script survive (source: TRUST, Web). Sizes are made at publishing, so that reading writes nothing.
"""

import io
from pathlib import PurePosixPath
from typing import IO, Any, Final

import structlog
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pixels
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.models import Filter, Image, Rendition
from wagtail.models import Page, ReferenceIndex

from modules.models import Recording
from modules.queries.recordings import is_any_published
from modules.queries.recordings import is_shown as is_recording_shown
from theming.outline import Outline, outline_of
from theming.pixels import bare

logger = structlog.get_logger(__name__)

# As in modules/_picture.html: one row per file that a page may ask for.
FORMATS: Final = ("avif", "webp", "jpeg")
WIDTHS: Final = (480, 960)
LONGEST_SIDE: Final = 2400  # pixels; sharper than any screen that shows it
FOLDER: Final = "images"  # where Wagtail keeps the sizes
CONTENT_TYPES: Final = {
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}


class PictureField(WagtailImageField):
    """Wagtail's field for an image, which gives back a file of our own making."""

    def to_python(self, data: Any) -> Any:
        """The upload, checked by Wagtail, decoded and written anew; ValidationError for what cannot be read.

        Wagtail decodes what it checks, so it gets only what draws, and that no oftener than honest pictures do.
        """
        try:
            if not isinstance(data, UploadedFile):
                return super().to_python(data)
            outline = outline_of(data.read())
            refuse_too_many_passes(outline)
            upload = super().to_python(SimpleUploadedFile(str(data.name), outline.drawing))
            return written_anew(upload, outline)
        except (OSError, ValueError, SyntaxError, Pixels.DecompressionBombError) as error:
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class PictureForm(BaseImageForm):
    """Wagtail's form for an image, which says what is on it."""

    file = PictureField(label=_("Bestand"), widget=BaseImageForm.Meta.widgets["file"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        description = self.fields.get("description")
        if description is not None:
            description.required = True
            description.label = _("Wat is erop te zien")
            description.help_text = _("Voor wie het beeld niet ziet. Eén zin, zonder namen van bewoners.")

    def save(self, commit: bool = True) -> Image:
        """Keep the picture; a new file for a picture that pages show has its sizes at once."""
        picture: Image = super().save(commit)
        if commit and "file" in self.changed_data:
            prepare_sizes(picture)
        return picture


def follow_publishing(sender: Any, instance: Any, **kwargs: Any) -> None:
    """The sizes of a page's picture are there before its first reader; without its files a page is still live."""
    picture = getattr(instance, "picture", None)
    if isinstance(picture, Image):
        try:
            prepare_sizes(picture)
        except OSError:
            logger.warning("picture_sizes_failed", picture=picture.pk)


def refuse_too_many_passes(outline: Outline) -> None:
    """Before anything of it is decoded: raises OverAskedError for a picture that is drawn over and over."""
    if outline.passes > 1:
        with Pixels.open(io.BytesIO(outline.drawing), formats=("JPEG",)) as source:
            outline.refuse_too_many_passes(source.width * source.height)


def written_anew(upload: "UploadedFile[Any]", outline: Outline) -> SimpleUploadedFile:
    """The same picture in the same format, upright, at most 2400 pixels, without whatever else was in the file.

    Raises OSError or ValueError when it is not a picture. Its size in pixels was checked before.
    """
    upload.seek(0)
    with Pixels.open(upload, formats=("PNG", "JPEG", "WEBP")) as source:
        kind = str(source.format)
        has_alpha = kind != "JPEG" and source.has_transparency_data
        fresh = bare(source, "RGBA" if has_alpha else "RGB", outline.turned)
    fresh.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pixels.Resampling.LANCZOS)
    output = io.BytesIO()
    fresh.save(output, kind, **({"optimize": True} if kind == "PNG" else {"quality": 90}))
    fresh_file = SimpleUploadedFile(str(upload.name), output.getvalue(), f"image/{kind.lower()}")
    return fresh_file


def prepare_sizes(picture: Image) -> None:
    """Make every file that a page may ask for; those that exist stay."""
    picture.get_renditions(
        *(Filter(spec=f"format-{kind}|width-{width}") for kind in FORMATS for width in WIDTHS)
    )


def is_shown(name: str) -> bool:
    """Does a published page show the picture of this file? Drafts are not everybody's."""
    pictures = Rendition.objects.filter(file=f"{FOLDER}/{name}").values_list("image_id", flat=True)
    types = ContentType.objects.get_for_models(Image, Page)
    used = ReferenceIndex.objects.filter(
        base_content_type=types[Page],
        to_content_type=types[Image],
        to_object_id__in=[str(key) for key in pictures],
    )
    return is_any_published(used.values_list("object_id", flat=True)) or any(
        is_recording_shown(recording) for recording in Recording.objects.filter(poster__in=list(pictures))
    )


def open_picture(name: str) -> tuple[IO[bytes], str] | None:
    """A stored size by its file name, and its content type; None when there is no such file."""
    content_type = CONTENT_TYPES.get(PurePosixPath(name).suffix)
    if content_type is None or "/" in name or name.startswith("."):
        return None
    try:
        return default_storage.open(f"{FOLDER}/{name}"), content_type
    except OSError:
        return None
