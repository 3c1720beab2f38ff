"""The main navigation per role: four items at most (source: SCREENS 3.3)."""

from dataclasses import dataclass

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
        ("my_people", _("Al mijn mensen"), "people"),
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
    Role.TEAM_LEADER: [("team_home", _("Mijn team"), "people")],
    Role.LEARNER: [("trainee_home", _("Over mij"), "evidence")],
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
# What a learner opens below these addresses is part of her path, and leads back to it.
PART_OF_PATH = ("module_list", "scan_start")
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


def navigation_for(role: str, path: str) -> list[NavigationItem]:
    """The items of a role; current is the one whose address begins the path, or to which the page leads back."""
    items = []
    for name, label, icon in ITEMS.get(role, []):
        try:
            url = reverse(name)
        except NoReverseMatch:  # the admin is on the region's host only
            continue
        items.append(NavigationItem(url, str(label), icon, False))
    best = max((item.url for item in items if path.startswith(item.url)), key=len, default="")
    if role == Role.SUPERVISOR and path != best:
        parents = (reverse(name) for name in PART_OF_PATH)
        best = reverse(HOME[role]) if any(path.startswith(parent) for parent in parents) else best
    return [NavigationItem(i.url, i.label, i.icon, i.url == best) for i in items]
