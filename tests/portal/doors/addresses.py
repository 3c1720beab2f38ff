"""Every address of a urlconf, as the resolver knows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import portal.urls_region  # noqa: F401  # read now: a test that turns the demo off must not hide its addresses


@dataclass(frozen=True)
class Door:
    """One pattern: its name, its route, the names of its parameters, and what access looks at."""

    url_name: str
    route: str
    namespaces: tuple[str, ...]
    parameters: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name with its namespaces, as `reverse` takes it."""
        return ":".join((*self.namespaces, self.url_name))

    @property
    def is_ours(self) -> bool:
        """Is this one of our own addresses, rather than one of Wagtail's admin?"""
        return not self.route.startswith("redactie/")


def doors_of(urlconf: str) -> list[Door]:
    """Every pattern with a name, in the order in which they are tried."""
    return [door for door in _walk(get_resolver(urlconf).url_patterns) if door.url_name]


def _walk(patterns: list[Any], route: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Door]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(
                pattern.url_patterns, here, (*spaces, pattern.namespace) if pattern.namespace else spaces
            )
        elif isinstance(pattern, URLPattern):
            converters = tuple(getattr(pattern.pattern, "converters", {}))
            groups = tuple(pattern.pattern.regex.groupindex)
            yield Door(pattern.name or "", here, spaces, converters or groups)


# What addresses of the editors' admin take besides the number of a page.
WORDS = {
    "app_label": "modules",
    "app_name": "modules",
    "content_type_app_name": "modules",
    "model_name": "casepage",
    "content_type_model_name": "casepage",
    "action": "publish",
    "action_name": "approve",
    "filter_spec": "original",
    "revision_id_a": "earliest",
    "revision_id_b": "latest",
    "uidb64": "x",
    "token": "x",
}


def admin_address(door: Door, number: int) -> str:
    """An address of the admin with this number wherever it takes one."""
    kwargs = {name: WORDS.get(name, number) for name in door.parameters}
    return reverse(door.name, kwargs=kwargs, urlconf=settings.REGION_URLCONF)
