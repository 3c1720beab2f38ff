"""Files on S3 that no page asks S3 for: our own addresses serve them, to whoever may see them."""

from typing import Any

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class PrivateS3Storage(S3Storage):
    """S3 behind our own addresses: no request of a page goes to another host (source: TRUST, Privacy)."""

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The address here, whatever the bucket's is."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"
