"""The demo bar is not in the editors' admin; its menu leads back to the tour and the other roles."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem


def add_way_back(request: Any, menu_items: list[Any]) -> None:
    """The last item, for authors too: the region's home holds the tour and the demo bar."""
    # With a place on that page: a bare "/" would be marked as the page of every address below it.
    tour = reverse("home") + "#main"
    item = MenuItem(_("Demo: rondleiding"), tour, name="demo", icon_name="arrow-left", order=2000)
    menu_items.append(item)


# After what leaves an author her own items only.
hooks.register("construct_main_menu", add_way_back, order=10)
