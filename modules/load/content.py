"""Whether a page still says what was loaded."""

import json
from typing import Any

from wagtail.fields import StreamField
from wagtail.models import Page

from competences.fixtures import digest
from competences.models import LoadRecord
from modules.models.pages import (
    CasePage,
    ModulePage,
)

LINKS: dict[type[Page], dict[str, tuple[str, ...]]] = {
    ModulePage: {
        "indicator_links": ("indicator_id", "weight"),
        "dependencies": ("needed_id", "kind"),
    },
    CasePage: {
        "indicator_links": ("indicator_id",),
        "module_links": ("module_id",),
    },
}


def stored_value(page: Page, model_field: Any) -> Any:
    """A field's value as it is stored; streams as data, because PostgreSQL puts their keys in another order."""
    value = model_field.value_to_string(page)
    return json.loads(value) if isinstance(model_field, StreamField) else value


def content_hash(page: Page) -> str:
    """A hash of what the page says: title, slug, its own fields, its links in order."""
    own: dict[str, Any] = {"title": page.title, "slug": page.slug}
    for model_field in page._meta.local_fields:
        if not model_field.primary_key and model_field.name != "page_ptr":
            own[model_field.name] = stored_value(page, model_field)
    for relation, names in LINKS.get(type(page), {}).items():
        rows = sorted(getattr(page, relation).all(), key=lambda row: row.sort_order or 0)
        own[relation] = [[getattr(row, name) for name in names] for row in rows]
    return digest(own)


def was_changed(page: Page, record: LoadRecord) -> bool:
    """Whether somebody saved something else since, as a draft too.

    A revision with the same content (saved in the editor without a change) counts as the loader's own.
    """
    if page.latest_revision_id == record.revision_id:
        return False
    if content_hash(page.get_latest_revision_as_object()) != record.content_hash:
        return True
    record.revision_id = page.latest_revision_id
    record.save(update_fields=["revision_id"])
    return False
