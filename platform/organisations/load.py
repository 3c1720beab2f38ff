"""Load the organisations of `fixtures/organisations.yaml`, each with its own Site on one root page."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from wagtail.models import Page, Site

from organisations.enums import Kind
from organisations.models import Organisation

FIELDS = (
    "name",
    "portal_name",
    "sender_name",
    "address_form",
    "welcome",
    "description",
    "help_name",
    "help_phone",
    "help_hours",
    "signatory",
    "words",
)


def read_organisations(directory: Path) -> list[dict[str, Any]]:
    """The organisations as written in the fixture, the region included."""
    with (directory / "organisations.yaml").open(encoding="utf-8") as stream:
        rows: list[dict[str, Any]] = yaml.safe_load(stream)["organisations"]
    return rows


@transaction.atomic
def load_organisations(directory: Path, *, domain: str, port: int) -> list[Organisation]:
    """Create what is missing; what an organisation changed since stays. Returns all, the region first.

    Every Site follows the host and the port that are served now, so that links in mail work.
    """
    root = Page.objects.get(depth=1)
    loaded = []
    for position, row in enumerate(read_organisations(directory)):
        is_region = row.get("kind", Kind.MEMBER) == Kind.REGION
        known = Organisation.objects.select_related("site").filter(key=row["id"]).first()
        site = _site(
            known.site if known else None,
            hostname=domain if is_region else f"{row['id']}.{domain}",
            name=row["name"],
            root=root,
            port=port,
            is_default=is_region,
        )
        organisation, _created = Organisation.objects.get_or_create(
            key=row["id"],
            defaults={
                "kind": Kind.REGION if is_region else Kind.MEMBER,
                "position": position,
                "site": site,
                **{name: row[name] for name in FIELDS if row.get(name) is not None},
            },
        )
        loaded.append(organisation)
    _remove_stock_page(root)
    return loaded


def _remove_stock_page(root: Page) -> None:
    """Take away the page that Wagtail's first migration makes; nobody ever edited it."""
    for page in Page.objects.child_of(root).filter(slug="home", content_type__model="page"):
        if not page.revisions.exists():
            page.delete()


def _site(site: Site | None, *, hostname: str, name: str, root: Page, port: int, is_default: bool) -> Site:
    if site is None and is_default:
        site = Site.objects.filter(is_default_site=True).first()
    site = site or Site.objects.filter(hostname=hostname).first() or Site(hostname=hostname)
    site.hostname, site.site_name, site.root_page = hostname, name[:255], root
    site.port, site.is_default_site = port, is_default
    site.save()
    return site
