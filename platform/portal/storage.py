"""Files on S3 that no page asks S3 for: our own addresses serve them, to whoever may see them."""

from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

# A page waits no longer for a picture than for the database (source: TRUST, Faults).
PATIENCE = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2})


class PrivateS3Storage(S3Storage):
    """S3 behind our own addresses: no request of a page goes to another host (source: TRUST, Privacy).

    Whatever goes wrong there is an OSError here, as on a disk.
    """

    def get_default_settings(self) -> dict[str, Any]:
        """As django-storages has them, with little patience."""
        defaults: dict[str, Any] = super().get_default_settings()
        return defaults | {"client_config": PATIENCE}

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The address here, whatever the bucket's is."""
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

    def exists(self, name: str) -> bool:
        """Is there a file of this name?"""
        try:
            return bool(super().exists(name))
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"{name} cannot be looked for now.") from error

    def _open(self, name: str, mode: str = "rb") -> Any:
        try:
            return super()._open(name, mode)
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"{name} cannot be read now.") from error

    def _save(self, name: str, content: Any) -> str:
        try:
            return str(super()._save(name, content))
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"{name} cannot be kept now.") from error

    def delete(self, name: str) -> None:
        """Take a file away; one that is not there is away already."""
        try:
            super().delete(name)
        except (BotoCoreError, ClientError) as error:
            raise OSError(f"{name} cannot be taken away now.") from error
