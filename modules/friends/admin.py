"""Critical friends in the editors' admin: where their links are made, and what follows a change of a draft."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from modules.friends import views
from modules.friends.services import keep_what_lost_its_place
from modules.models.pages import PREVIEW_RENDERERS

app_name = "meelezen"
urlpatterns = [
    path("<int:page_id>/", views.friend_links, name="links"),
    path("<int:page_id>/<int:link_id>/intrekken/", views.friend_withdraw, name="withdraw"),
]


def friend_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the header of every page that a friend can read."""
    if type(page).__name__ in PREVIEW_RENDERERS and page.permissions_for_user(user).can_edit():
        address = reverse("meelezen:links", args=[page.pk])
        yield Button(_("Kritische vrienden"), address, icon_name="group", priority=7)


def follow_edit(request: HttpRequest, page: Page) -> None:
    """What was said of a part that was just taken away stays with the page."""
    keep_what_lost_its_place(page=page)
