"""`{% woord %}`, `{% aanspreek %}` and `{% wie_ziet %}`: the same screen in each organisation's own words."""

import re
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from organisations.models import Organisation
from organisations.my_data import who_sees
from organisations.rules import Subject
from organisations.words import FORMS, addressed, capitalised, role_name, word

register = template.Library()


def _organisation(context: Context) -> Organisation | None:
    request: Any = context.get("request")
    return context.get("organisation") or getattr(request, "organisation", None)


@register.simple_tag(takes_context=True)
def woord(context: Context, term: str, *options: str) -> str:
    """The organisation's word: `{% woord "bewoner" "meervoud" "hoofdletter" %}`."""
    form = next((FORMS[option] for option in options if option in FORMS), "singular")
    text = word(_organisation(context), term, form)
    return capitalised(text) if "hoofdletter" in options else text


@register.simple_tag(takes_context=True)
def aanspreek(context: Context, informal: str, formal: str) -> str:
    """One of two wordings: `{% aanspreek "je" "u" %}`."""
    return addressed(_organisation(context), informal, formal)


@register.simple_tag(takes_context=True)
def rolnaam(context: Context, role: str) -> str:
    """What a role is called here: `{% rolnaam membership.role %}`."""
    return role_name(_organisation(context), role)


@register.simple_tag
def wie_ziet(*subjects: str, van: str = "") -> str:
    """Who sees what stands here, by the rules: `{% wie_ziet "progress" %}`, `{% wie_ziet "account" van=role %}`."""
    return who_sees(*(Subject(each) for each in subjects), of_role=van)


@register.filter
def breekbaar(address: str) -> str:
    """An e-mail address that breaks at the @ and at dots, never in the middle of a word."""
    parts = re.split(r"(?=[@.])", address)
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts if part))
