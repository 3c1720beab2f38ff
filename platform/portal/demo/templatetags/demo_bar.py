"""What the demo bar shows."""

from django import template
from django.db.models import QuerySet
from django.template.context import Context

from organisations.models import Organisation
from organisations.queries import members
from portal.demo.cast import Actor, actors_of

register = template.Library()


@register.simple_tag(takes_context=True)
def demo_cast(context: Context) -> list[Actor]:
    """Who can be signed in here with one click."""
    organisation: Organisation | None = context.get("organisation")
    return actors_of(organisation) if organisation else []


@register.simple_tag
def demo_houses() -> QuerySet[Organisation]:
    """The seven care organisations."""
    return members()
