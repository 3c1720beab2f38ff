"""Films and sound that editors bring in, for the steps."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from people.enums import Ownership

FOLDER = "recordings"


def stored_name(recording: Any, name: str) -> str:
    """A file gets a name that tells nothing and never comes twice, with the ending of what is really in it."""
    return f"{FOLDER}/{uuid4().hex}.{recording.container}"


def captions_name(recording: Any, name: str) -> str:
    """The same for captions."""
    return f"{FOLDER}/{uuid4().hex}.vtt"


class Recording(models.Model):
    """A film, or only sound; with what somebody needs who doesn't hear or see it."""

    ownership: ClassVar[Ownership] = Ownership.SHARED

    title = models.CharField(_("titel"), max_length=120)
    file = models.FileField(_("bestand"), upload_to=stored_name)
    captions = models.FileField(_("ondertitels"), upload_to=captions_name, blank=True)
    poster = models.ForeignKey(
        "wagtailimages.Image",
        # Wagtail then refuses to delete a picture that a film needs, one by one or many at once.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("beeld vooraf"),
    )
    transcript = models.TextField(_("uitgeschreven tekst"), blank=True)
    container = models.CharField(max_length=4, editable=False)
    has_picture = models.BooleanField(default=False, editable=False)
    seconds = models.PositiveIntegerField(_("duur in seconden"), editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("opname")
        verbose_name_plural = _("opnamen")
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def file_name(self) -> str:
        """The file's name in our address."""
        return str(self.file.name).rpartition("/")[2]

    @property
    def captions_file_name(self) -> str:
        """The name of the captions in our address; empty without any."""
        return str(self.captions.name).rpartition("/")[2] if self.captions else ""

    @property
    def content_type(self) -> str:
        """What the browser is told."""
        kind = "mpeg" if self.container == "mp3" else self.container
        return f"{'video' if self.has_picture else 'audio'}/{kind}"

    @property
    def megabytes(self) -> float:
        """Its size, rounded up to a tenth, so that nobody is surprised."""
        return max(0.1, -(-self.size // 100_000) / 10)

    @property
    def length(self) -> str:
        """Minutes and seconds, as players write it."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}"
