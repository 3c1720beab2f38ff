"""What every form view of sign-in shares."""

from typing import Any

from django.http import HttpResponse


class RefusesWith422:
    """A form with faults answers 422, so that machines and htmx can tell."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, with what was typed."""
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.status_code == 200:
            response.status_code = 422
        return response
