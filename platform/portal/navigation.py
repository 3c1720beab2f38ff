"""The main navigation per role: four items at most (source: SCREENS 3.3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisations.enums import Role

ITEMS: dict[str, list[tuple[str, Promise | str, str]]] = {
    Role.SUPERVISOR: [
        ("learning_path", _("Mijn leerpad"), "path"),
        ("module_list", _("Bibliotheek"), "library"),
        ("together", _("Samen"), "together"),
        ("evidence_overview", _("Mijn bewijzen"), "evidence"),
    ],
    Role.PRACTICE_TRAINER: [
        ("cohort_list", _("Groepen"), "groups"),
        ("review_list", _("Beoordelen"), "evidence"),
        ("module_list", _("Materiaal"), "library"),
        ("together", _("Samen"), "together"),
    ],
    Role.ORG_ADMIN: [
        ("management", _("Overzicht"), "evidence"),
        ("people_admin", _("Mensen"), "people"),
        ("style_editor", _("Huisstijl"), "style"),
        ("module_list", _("Materiaal"), "library"),
    ],
    Role.STYLE_MANAGER: [("style_editor", _("Huisstijl"), "style")],
    Role.TEAM_LEADER: [
        ("team_home", _("Mijn team"), "people"),
        ("look_list", _("Meekijken"), "together"),
    ],
    Role.LEARNER: [
        ("trainee_home", _("Over mij"), "evidence"),
        ("look_list", _("Meekijken"), "together"),
    ],
    Role.EDITOR: [
        ("wagtailadmin_home", _("Redactie"), "library"),
        ("module_list", _("Modules"), "path"),
        ("together", _("Samen"), "together"),
    ],
    Role.CASE_AUTHOR: [("wagtailadmin_home", _("Redactie"), "library"), ("together", _("Samen"), "together")],
    Role.REGIONAL_COORDINATOR: [
        ("figures", _("Cijfers"), "evidence"),
        ("module_list", _("Modules"), "library"),
    ],
}
# What somebody opens at or below these addresses leads back to an item that its address does not begin with.
PART_OF: dict[str, dict[str, str]] = {
    Role.SUPERVISOR: {"module_list": "learning_path", "scan_start": "learning_path"},
    Role.ORG_ADMIN: {"team_admin": "people_admin"},
}
HOME: dict[str, str] = {role: items[0][0] for role, items in ITEMS.items()} | {Role.ORG_ADMIN: "management"}


def home_url(role: str) -> str:
    """Where this role works on this host; one's own data when that is on another host (an editor in a house)."""
    try:
        return reverse(HOME[role])
    except NoReverseMatch:
        return reverse("my_data")


@dataclass(frozen=True)
class NavigationItem:
    """One link of the main navigation."""

    url: str
    label: str
    icon: str
    is_current: bool
    count: int = 0


def navigation_for(
    role: str, path: str, counts: Mapping[str, int] = MappingProxyType({})
) -> list[NavigationItem]:
    """The items of a role; current is the one whose address begins the path, or to which the page leads back.

    `counts` says per URL name how many things wait there.
    """
    items = []
    for name, label, icon in ITEMS.get(role, []):
        try:
            url = reverse(name)
        except NoReverseMatch:  # the admin is on the region's host only
            continue
        items.append(NavigationItem(url, str(label), icon, False, counts.get(name, 0)))
    best = max((item.url for item in items if path.startswith(item.url)), key=len, default="")
    for part, item_name in PART_OF.get(role, {}).items():
        # An address that is an item itself is its own place.
        if path.startswith(reverse(part)) and path not in {item.url for item in items}:
            best = reverse(item_name)
    return [replace(item, is_current=item.url == best) for item in items]
