"""Style sheets, letters, logos: public, before sign-in too, and never of another organisation on this host."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from organisations.models import Organisation
from organisations.queries import members
from theming.css import build_tiles_css
from theming.fonts import CATALOGUE
from theming.images import open_rendition
from theming.presentation import image_url, theme_css_url
from theming.queries import build_by_digest, current_look, fonts, looks_of

FOR_EVER = "public, max-age=31536000, immutable"
A_WHILE = "public, max-age=300"


def _organisation_served_here(request: HttpRequest, key: str) -> Organisation:
    """A host serves its own organisation; the region's host serves them all."""
    here: Organisation = request.organisation  # type: ignore[attr-defined]  # the tenant middleware sets it
    if key == here.key:
        return here
    if not here.is_region:
        raise Http404
    return get_object_or_404(Organisation, key=key)


@require_safe
def theme_css(request: HttpRequest, key: str, digest: str) -> HttpResponse:
    """A built style sheet. An unknown digest leads to the current one."""
    organisation = _organisation_served_here(request, key)
    build = build_by_digest(organisation, digest)
    if build is not None:
        return HttpResponse(
            build.css, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_EVER}
        )
    look = current_look(organisation)
    if look is None:
        raise Http404
    return _to_current(theme_css_url(organisation.key, look.digest))


def _to_current(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def font_css(request: HttpRequest, text: str, heading: str, digest: str) -> HttpResponse:
    """The rules that load two families of the catalogue; the digest only makes the address change with them."""
    rules = fonts().style_sheet((text, heading)) if {text, heading} <= CATALOGUE.keys() else ""
    if not rules:
        raise Http404
    return HttpResponse(rules, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_EVER})


@require_safe
def font_file(request: HttpRequest, name: str) -> FileResponse:
    """A font file that the catalogue made."""
    library = fonts()
    if not library.has(name):
        raise Http404
    stream = (library.folder / name).open("rb")
    return _file(stream, "font/woff2", FOR_EVER)


@require_safe
def theme_image(request: HttpRequest, key: str, name: str, rendition: str) -> FileResponse:
    """A size of a logo or an icon; its name is the digest of what it shows."""
    organisation = _organisation_served_here(request, key)
    opened = open_rendition(organisation.key, name, rendition)
    if opened is None:
        raise Http404
    return _file(*opened, FOR_EVER)


@require_safe
def organisation_tile(request: HttpRequest, key: str) -> FileResponse:
    """The logo of an organisation as it is now, on white, at an address that never changes."""
    organisation = _organisation_served_here(request, key)
    look = current_look(organisation)
    opened = open_rendition(key, look.style["logo"], "tegel.webp") if look else None
    if opened is None:
        raise Http404
    return _file(*opened, A_WHILE)


@require_safe
def tiles_css(request: HttpRequest) -> HttpResponse:
    """Each organisation's own colour, for the tiles on the region's page; elsewhere there is no such file."""
    if not request.organisation.is_region:  # type: ignore[attr-defined]  # the tenant middleware sets it
        raise Http404
    looks = looks_of(members()).values()
    css = build_tiles_css({look.organisation_key: look.style["primary"] for look in looks})
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": A_WHILE})


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look by themselves."""
    look = current_look(request.organisation)  # type: ignore[attr-defined]  # the tenant middleware sets it
    address = image_url(look, "icon", "32.png") if look else ""
    if not address:
        raise Http404
    return _to_current(address)


def _file(stream: Any, content_type: str, cache_control: str) -> FileResponse:
    headers = {"Cache-Control": cache_control, "X-Content-Type-Options": "nosniff"}
    return FileResponse(stream, content_type=content_type, headers=headers)
