"""Somebody's own progress beside a module."""

from django import template

from modules.models import ModulePage, ModuleProgress

register = template.Library()


@register.simple_tag
def progress_for(progress: dict[str, ModuleProgress] | None, module: ModulePage) -> ModuleProgress | None:
    """Her progress in this module, or None."""
    return (progress or {}).get(module.key)
