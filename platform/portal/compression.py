"""Sends pages, sheets and data compressed (docs/decisions/0011)."""

from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware

TEXT = ("text/", "application/json", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Text that is sent as a whole; files are streamed, and are compressed already or asked for in parts."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Compress it, by a length that differs from time to time."""
        if response.streaming or not response.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)
