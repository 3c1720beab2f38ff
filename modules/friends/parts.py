"""The parts of a draft that somebody can say something about, with the path that Wagtail's comments use."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from modules.plain import without_tags
from modules.richtext import replaced
from organisations.tenancy import current_organisation

TITLE = "title"
# Plain text that is read by people, not a key that other parts point at: of a page, and in its blocks.
PLAIN_FIELDS = frozenset({"setting"})
READ_AS_IT_IS = frozenset({"title", "later"})
LONGEST_QUOTE = 300
PARAGRAPH_END = re.compile(r"</(?:p|li|h3)>|<br/?>")
PARAGRAPH = re.compile(r'<(p|li|h3)[^>]* data-block-key="(\w+)"[^>]*>(.*?)</\1>', re.DOTALL)


@dataclass(frozen=True)
class Part:
    """One text of a page: where it is, what it is called, what it says."""

    path: str
    label: str
    text: str
    is_inside: bool
    position: str = ""
    source: str = ""

    @property
    def field(self) -> str:
        """The field of the page that it is, or is in."""
        return self.path.partition(".")[0]

    @property
    def quote(self) -> str:
        """The text, cut short."""
        return self.text if len(self.text) <= LONGEST_QUOTE else f"{self.text[:LONGEST_QUOTE].rstrip()}…"


def parts_of(page: Page) -> list[Part]:
    """Every text of a page, in the order of its form."""
    found = [Part(TITLE, str(capfirst(page._meta.get_field(TITLE).verbose_name)), page.title, False)]
    for field in page._meta.local_fields:
        if field.name in PLAIN_FIELDS:
            label = str(capfirst(field.verbose_name))
            found.append(Part(field.name, label, getattr(page, field.name), False))
        if not isinstance(field, RichTextField | StreamField):
            continue  # not even read: a key to something else asks the database
        label, value = str(capfirst(field.verbose_name)), getattr(page, field.name)
        if isinstance(field, RichTextField):
            found.append(Part(field.name, label, plain(value), False, whole(value), source_of(value)))
        else:
            # As it is stored: making blocks of it asks the database for the choices of each field.
            stored = value.get_prep_value() if value else []
            for number, child in enumerate(stored, start=1):
                block = field.stream_block.child_blocks[child["type"]]
                name = f"{block.label} {number}" if len(stored) > 1 else str(block.label)
                found += _inside(block, child["value"], f"{field.name}.{child['id']}", (name,))
    return [part for part in found if part.text]


def _inside(block: Any, stored: Any, path: str, names: tuple[str, ...]) -> Iterator[Part]:
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            if not isinstance(child, CharBlock) or name in READ_AS_IT_IS:
                inner = (stored or {}).get(name)
                yield from _inside(child, inner, f"{path}.{name}", (*names, str(child.label)))
    elif isinstance(block, ListBlock):
        for number, item in enumerate(stored or [], start=1):
            inside = (*names[:-1], f"{names[-1]} {number}")
            yield from _inside(block.child_block, item["value"], f"{path}.{item['id']}", inside)
    elif isinstance(block, RichTextBlock | CharBlock):
        is_rich = isinstance(block, RichTextBlock)
        text = plain(stored) if is_rich else str(stored or "")
        if text:
            position = whole(stored) if is_rich else ""
            yield Part(path, " › ".join(names), text, True, position, source_of(stored))


def plain(value: Any) -> str:
    """Rich text as a reader sees it, on one line."""
    # Links are not looked up: only the words are wanted.
    shown = replaced(current_organisation(), source_of(value))
    return " ".join(html.unescape(without_tags(PARAGRAPH_END.sub(" ", shown))).split())


def source_of(value: Any) -> str:
    """A text as it is stored."""
    return str(getattr(value, "source", value) or "")


def whole(value: Any) -> str:
    """All of a rich text as the editor marks what a comment is about: ranges in UTF-16 units, per paragraph."""
    source = source_of(value)
    ranges = [
        {"key": key, "start": 0, "end": len(html.unescape(without_tags(text)).encode("utf-16-le")) // 2}
        for _tag, key, text in PARAGRAPH.findall(source)
    ]
    return json.dumps(ranges)
