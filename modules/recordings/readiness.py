"""What a recording still needs before people may see it."""

from typing import Any

from django.utils.translation import gettext_lazy as _


def what_is_missing(recording: Any) -> list[Any]:
    """What has to be added, in words; nothing when it is ready."""
    missing = []
    if recording.has_picture:
        if not recording.captions:
            missing.append(_("ondertitels"))
        if recording.poster_id is None:
            missing.append(_("een beeld vooraf"))
    if not recording.transcript.strip():
        missing.append(_("de uitgeschreven tekst"))
    return missing
