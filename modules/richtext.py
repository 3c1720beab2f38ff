"""The four words in text: an inline entity in rich text, a marker in plain text.

In the editor and in the database a word is an entity, `<woord soort="client">Bewoner</woord>`; in
fixtures and in plain text fields it is a marker, `{{bewoner}}`. Its inner text is the neutral word and
keeps its capital. Only those elements and markers are ever replaced: nothing searches the text.
"""

import hashlib
import re
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.rich_text import RichText, expand_db_html
from wagtail.rich_text.feature_registry import FeatureRegistry

from organisations.enums import Term
from organisations.models import Organisation
from organisations.words import DEFAULTS, FORMS, TERM_OF_DUTCH, capitalised, word

FEATURE = "woord"
ENTITY_TYPE = "WOORD"
ELEMENT = re.compile(r'<woord soort="([a-z_]+)">(.*?)</woord>', re.DOTALL)
WRAPPED = re.compile(r"((?:<[a-z]+>)*)([^<]*)((?:</[a-z]+>)*)")
MARKER = re.compile(r"\{\{([^{}]*)\}\}")
BOLD = re.compile(r"\*\*(.+?)\*\*")
ITALIC = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
BULLET = re.compile(r"- +(.*)")
NUMBER = re.compile(r"\d+\. +(.*)")
ONE_PARAGRAPH = re.compile(r"<p[^>]*>(.*)</p>", re.DOTALL)
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
KEY_LENGTH = 5


class UnknownWordError(ValueError):
    """A marker that names none of the four words."""


# The entity in the editor -------------------------------------------------------------------------


class WordElementHandler(InlineEntityElementHandler):
    """Reads `<woord soort="…">` into the editor's content state."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        """The entity's data: which of the four words."""
        return {"soort": attrs.get("soort", "")}


def word_element(props: dict[str, Any]) -> Any:
    """Writes the entity as it is stored; one that names no term becomes plain text again."""
    if props.get("soort") not in Term.values:
        return props["children"]
    return DOM.create_element("woord", {"soort": props["soort"]}, props["children"])


def register_word_feature(features: FeatureRegistry) -> None:
    """Makes the feature `woord` known to Wagtail's editor and to its converter."""
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY_TYPE,
                "icon": "group",
                "description": "Eigen woord van de organisatie",
                "attributes": ["soort"],
            },
            js=["modules/js/draftail-woord.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {"woord[soort]": WordElementHandler(ENTITY_TYPE)},
            "to_database_format": {"entity_decorators": {ENTITY_TYPE: word_element}},
        },
    )


# Rendering ----------------------------------------------------------------------------------------


def own_word(organisation: Organisation | None, term: str, neutral: str, form: str = "singular") -> str:
    """The organisation's word for a term, with a capital when the neutral text has one."""
    text = word(organisation, term, form)
    return capitalised(text) if neutral[:1].isupper() else text


def replaced(organisation: Organisation | None, html: str) -> SafeString:
    """Html with the organisation's word in place of every word element; bold around the word stays."""

    def filled(found: re.Match[str]) -> str:
        term, inner = found.groups()
        if term not in DEFAULTS:
            return inner
        wrapped = WRAPPED.fullmatch(inner)
        before, neutral, after = wrapped.groups() if wrapped else ("", inner, "")
        return f"{before}{escape(own_word(organisation, term, neutral))}{after}"

    # Callers give what the editor's converter let through.
    return mark_safe(ELEMENT.sub(filled, html))  # noqa: S308


def with_own_words(organisation: Organisation | None, value: RichText | str) -> SafeString:
    """Rich text (a block's value, or the text of a RichTextField) for a page, in the organisation's words."""
    source = value.source if isinstance(value, RichText) else value
    return replaced(organisation, BLOCK_KEY.sub("", expand_db_html(source or "")))


def plain_with_own_words(organisation: Organisation | None, text: str) -> SafeString:
    """Plain text with markers for a page, escaped, in the organisation's words.

    Plain text also knows {{bewoner|meervoud}} and {{bewoner|lidwoord}} (the article and the word). A marker
    that names none of the words or forms stays as it is.
    """

    def filled(found: re.Match[str]) -> str:
        neutral, _, form = found.group(1).partition("|")
        term = term_of(neutral)
        if term is None or form not in {"", *FORMS}:
            return found.group(0)
        return escape(own_word(organisation, term, neutral, FORMS.get(form, "singular")))

    return mark_safe(MARKER.sub(filled, escape(text)))  # noqa: S308  # escaped piece by piece


def without_paragraph(html: str) -> SafeString:
    """The same text without the surrounding <p>, for labels and buttons; paragraphs become line breaks."""
    inner = ONE_PARAGRAPH.fullmatch(html.strip())
    if inner is None:
        return mark_safe(html)  # noqa: S308  # given as safe html
    return mark_safe(re.sub(r"</p>\s*<p[^>]*>", "<br>", inner.group(1)))  # noqa: S308


# From the fixtures' notation to what the editor would store -----------------------------------------


def term_of(marker: str) -> str | None:
    """The term that a marker's text names, or None."""
    return TERM_OF_DUTCH.get(marker[:1].lower() + marker[1:])


def element_for(marker: str) -> str:
    """The stored form of a marker's text; raises UnknownWordError."""
    term = term_of(marker)
    if term is None:
        raise UnknownWordError(marker)
    return f'<woord soort="{term}">{escape(marker)}</woord>'


@lru_cache(maxsize=16)
def converter_for(features: tuple[str, ...]) -> ContentstateConverter:
    """The converter of Wagtail's editor for a set of features."""
    return ContentstateConverter(list(features))


def normalised(html: str, features: list[str]) -> str:
    """The html as the editor stores it when it is opened and saved without a change."""
    converter = converter_for(tuple(features))
    once = str(converter.to_database_format(converter.from_database_format(html)))
    # A space before a bold entity moves out of the bold at the second saving.
    return str(converter.to_database_format(converter.from_database_format(once)))


def block_key(path: str, number: int) -> str:
    """The editor's key of a paragraph: always the same five characters for the same place."""
    digest = int(hashlib.sha256(f"{path}:{number}".encode()).hexdigest(), 16)
    alphabet = "0123456789abcdefghijklmnopqrstuvwxyz"
    return "".join(alphabet[digest // 36**place % 36] for place in range(KEY_LENGTH))


def inline_html(text: str) -> str:
    """Bold, italic and the four words of one paragraph in the fixtures' notation."""
    html = str(escape(text.strip())).replace("&#x27;", "'").replace("&quot;", '"')
    html = ITALIC.sub(r"<i>\1</i>", BOLD.sub(r"<b>\1</b>", html))
    return MARKER.sub(lambda found: element_for(found.group(1)), html)


def rich_text(text: str, features: list[str], path: str) -> str:
    """Rich text from the fixtures' notation, exactly as the editor would store it.

    Notation: paragraphs with an empty line between them, lines "- point" or "1. point", **bold**,
    *italic*, {{bewoner}}. `path` names the place and makes the editor's paragraph keys. Raises UnknownWordError.
    """
    html = []
    number = 0
    for chunk in re.split(r"\n\s*\n", text.strip()):
        for tag, lines in runs_of(chunk.splitlines()):
            items = []
            for line in lines:
                items.append((block_key(path, number), inline_html(line)))
                number += 1
            element = "li" if tag else "p"
            inner = "".join(f'<{element} data-block-key="{key}">{item}</{element}>' for key, item in items)
            html.append(f"<{tag}>{inner}</{tag}>" if tag else inner)
    return normalised("".join(html), features)


def runs_of(lines: list[str]) -> list[tuple[str, list[str]]]:
    """The lines of a chunk as runs: ("ul", points), ("ol", points) or ("", one paragraph)."""
    runs: list[tuple[str, list[str]]] = []
    for line in (line.strip() for line in lines if line.strip()):
        tag, text = next(
            (
                (name, found.group(1))
                for name, pattern in (("ul", BULLET), ("ol", NUMBER))
                if (found := pattern.fullmatch(line))
            ),
            ("", line),
        )
        if runs and runs[-1][0] == tag:
            if tag:
                runs[-1][1].append(text)
            else:
                runs[-1] = ("", [f"{runs[-1][1][0]} {text}"])
        else:
            runs.append((tag, [text]))
    return runs
