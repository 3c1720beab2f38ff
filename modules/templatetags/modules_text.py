"""Texts of the curriculum in the organisation's own words."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from modules.richtext import plain_with_own_words, with_own_words, without_paragraph
from organisations.tenancy import current_organisation

register = template.Library()


@register.filter
def woorden(value: Any) -> SafeString:
    """Rich text (of a block or a page field) as html with paragraphs."""
    return with_own_words(current_organisation(), value)


@register.filter
def woorden_kort(value: Any) -> SafeString:
    """Rich text without the surrounding paragraph, for labels, legends and buttons."""
    return without_paragraph(woorden(value))


@register.filter
def woorden_tekst(value: Any) -> SafeString:
    """Plain text with markers ({{bewoner}}), as competences have it; escaped."""
    return plain_with_own_words(current_organisation(), str(value or ""))
