"""A key to type over, in groups of four."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def in_fours(key: str) -> SafeString:
    """`ABCD EFGH` to the eye, `ABCDEFGH` when it is copied: the space between them is style."""
    groups = (key[start : start + 4] for start in range(0, len(key), 4))
    return format_html_join("", '<span class="ways-in__four">{}</span>', ((group,) for group in groups))
