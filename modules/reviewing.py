"""Who wrote a draft last: what four eyes look at."""

import json
import re
from itertools import pairwise
from typing import Any

from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from people.models import Person

# Somebody who saves the same text over and over is looked through this far.
MOST_LOOKED_AT = 20
COMMENTS = "wagtail_admin_comments"
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
EMPTY_TEXT = "<p></p>"  # as the editor keeps a field in which nothing stands


def writer_of(page: Any) -> int | None:
    """Whose change the newest version holds; saving without a change makes nobody a writer.

    None when the loader wrote it, or somebody whose account is gone. One query.
    """
    revisions = list(page.revisions.order_by("-created_at", "-pk")[:MOST_LOOKED_AT])
    for newer, older in pairwise(revisions):
        if _said(page, newer.content) != _said(page, older.content):
            return _key(newer.user_id)
    return _key(revisions[-1].user_id) if revisions else None


def _said(page: Any, content: dict[str, Any]) -> dict[str, Any]:
    """What a version says, without what Wagtail keeps beside it (dates, locks, comments, keys of rows)."""
    said = {name: content.get(name) for name in ("title", "slug")}
    for field in page._meta.local_fields:
        value = content.get(field.name)
        is_stream = isinstance(field, StreamField) and isinstance(value, str)
        said[field.name] = _words(json.loads(value) if is_stream and value else value)
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if name != COMMENTS:
            rows = content.get(name) or []
            said[name] = [{key: row[key] for key in row if key != "pk"} for row in rows]
    return said


def _words(value: Any) -> Any:
    """A value without the keys that the editor gives to blocks and paragraphs, nor the paragraph of an empty text."""
    if isinstance(value, dict):
        return {name: _words(each) for name, each in value.items() if name != "id"}
    if isinstance(value, list):
        return [_words(each) for each in value]
    if isinstance(value, str):
        text = BLOCK_KEY.sub("", value)
        return "" if text == EMPTY_TEXT else text
    return value


def _key(value: Any) -> int | None:
    return int(value) if value is not None else None


def wrote_last(person: Person, page: Any) -> bool:
    """Is what would be published her own text?"""
    return person.pk is not None and writer_of(page) == person.pk
