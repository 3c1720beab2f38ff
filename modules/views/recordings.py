"""Files of recordings, whole or in parts, for whoever may read the pages that show them."""

from collections.abc import Iterator
from typing import IO, Any, Final

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from modules.models import Recording
from modules.models.recordings import FOLDER
from modules.queries.recordings import is_shown, recording_of_file
from modules.recordings.ranges import CannotServeError, asked_part
from modules.views.pictures import A_WEEK, WRITERS

PIECE: Final = 256 * 1024


@require_safe
def recording_file(request: HttpRequest, name: str) -> Any:
    """A film, sound or captions; a part of it when the browser asks for one (206), 416 for one beyond the end."""
    recording = recording_of_file(name)
    is_writer = request.role in WRITERS  # type: ignore[attr-defined]
    if recording is None or not (is_writer or is_shown(recording)):
        raise Http404
    return served(request, recording, name)


def served(request: HttpRequest, recording: Recording, name: str) -> Any:
    """A file of a recording for who may have it; 404 when it is away."""
    is_captions = name == recording.captions_file_name
    try:
        file = default_storage.open(f"{FOLDER}/{name}")
        length = file.size
    except OSError:
        raise Http404 from None
    etag = f'"{name}"'  # a file never changes under its name
    try:
        asked = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
        part = asked_part(asked, length)
    except CannotServeError:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{length}"})
    first, last = part or (0, length - 1)
    content = _pieces(file, first, last - first + 1) if request.method == "GET" else ()
    response: Any = StreamingHttpResponse(content, status=206 if part else 200)
    response._resource_closers.append(file.close)
    response["Content-Type"] = "text/vtt; charset=utf-8" if is_captions else recording.content_type
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={A_WEEK}, immutable"
    if part:
        response["Content-Range"] = f"bytes {first}-{last}/{length}"
    return response


def _pieces(file: IO[bytes], first: int, length: int) -> Iterator[bytes]:
    file.seek(first)
    while length > 0 and (piece := file.read(min(PIECE, length))):
        length -= len(piece)
        yield piece
