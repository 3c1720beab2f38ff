"""`/beheer/mensen/startkaarten/`: cards for whoever has not begun yet."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisations.start_cards.page import start_cards_page
from organisations.start_cards.queries import candidates


@require_http_methods(["GET", "HEAD", "POST"])
def start_cards(request: HttpRequest) -> HttpResponse:
    """For everybody of this organisation who never signed in here."""
    return start_cards_page(
        request,
        candidates(timezone.localdate()),
        here=reverse("start_cards"),
        back=reverse("people_admin"),
        back_label=_("Mensen"),
    )
