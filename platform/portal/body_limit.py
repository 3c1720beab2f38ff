"""How much a browser may send at once: refused by its length, before anything of it is read."""

from collections.abc import Callable
from typing import Final

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from modules.recording_form import LARGEST, LARGEST_CAPTIONS
from modules.uploads import MAX_BYTES
from portal.doorless import no_length, too_large

logger = structlog.get_logger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]

ADMIN_PATH: Final = "/redactie/"


def most_bytes(path: str) -> int:
    """The longest body that is read at an address, in bytes: its largest file, and what a form holds beside it.

    Editors bring in films; everybody else sends one file of an assignment at most.
    """
    file = LARGEST + LARGEST_CAPTIONS if path.startswith(ADMIN_PATH) else MAX_BYTES
    return file + int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)


class BodyLimitMiddleware:
    """413 for a body that no form here needs, 411 for one that doesn't say how long it is."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "Transfer-Encoding" in request.headers:
            # Django reads no further than the length that is given: it would find an empty form.
            return self._refused(no_length())
        most = most_bytes(request.path)
        if int(request.META.get("CONTENT_LENGTH") or 0) > most:
            return self._refused(too_large(most))
        return self.get_response(request)

    @staticmethod
    def _refused(response: HttpResponse) -> HttpResponse:
        logger.warning("body_refused", status=response.status_code)
        return response
