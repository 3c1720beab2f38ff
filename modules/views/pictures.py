"""Files of pictures, for whoever may read the pages that show them."""

from typing import Final

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from modules.pictures import is_shown, open_picture
from organisations.enums import Role

A_WEEK = 7 * 24 * 3600
WRITERS: Final = (Role.EDITOR, Role.CASE_AUTHOR)


@require_safe
def picture_file(request: HttpRequest, name: str) -> FileResponse:
    """One size of a picture on a published page; who writes pages sees those of drafts too.

    Its name changes with its content, so a browser may keep it.
    """
    is_writer = request.role in WRITERS  # type: ignore[attr-defined]
    opened = open_picture(name) if is_writer or is_shown(name) else None
    if opened is None:
        raise Http404
    response = FileResponse(opened[0], content_type=opened[1])
    response["Cache-Control"] = f"private, max-age={A_WEEK}, immutable"
    return response
