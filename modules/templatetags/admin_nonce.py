"""`{% admin_nonce %}`: the nonce for a script that Wagtail's admin prints inside a page."""

from django import template

from modules.middleware import script_nonce

register = template.Library()
register.simple_tag(script_nonce, name="admin_nonce")
