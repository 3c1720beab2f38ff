"""Files of pictures, for whoever may read the pages that show them."""

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from modules.pictures import open_picture

A_WEEK = 7 * 24 * 3600


@require_safe
def picture_file(request: HttpRequest, name: str) -> FileResponse:
    """One size of a picture. Its name changes with its content, so a browser may keep it."""
    opened = open_picture(name)
    if opened is None:
        raise Http404
    response = FileResponse(opened[0], content_type=opened[1])
    response["Cache-Control"] = f"private, max-age={A_WEEK}, immutable"
    return response
