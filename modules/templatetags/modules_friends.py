"""Beside a part of the real page: what a critical friend says about it."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("modules/friends/_parts.html", takes_context=True)
def friend_parts(context: Any, *names: str) -> dict[str, Any]:
    """The parts of these fields; nothing for whoever is no critical friend."""
    reading = getattr(context.get("request"), "friend", None)
    return {"parts": [each for name in names for each in reading.take(name)] if reading else []}


@register.inclusion_tag("modules/friends/_rest.html", takes_context=True)
def friend_rest(context: Any) -> dict[str, Any]:
    """The parts that have no place of their own on the page."""
    reading = getattr(context.get("request"), "friend", None)
    return {"parts": reading.rest() if reading else [], "reading": reading}


@register.inclusion_tag("modules/friends/_greeting.html", takes_context=True)
def friend_greeting(context: Any) -> dict[str, Any]:
    """Who reads along, until when, and what happened to what was just sent."""
    request = context.get("request")
    return {"reading": getattr(request, "friend", None), "organisation": context.get("organisation")}
