"""Real pages of fictional people in a style that is not live: nothing here is stored."""

import copy

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from organisations.tenancy import use_organisation
from theming.building import css_of
from theming.forms import as_typed, with_typed
from theming.models import Theme
from theming.palette import derive_all
from theming.presentation import present
from theming.queries import Look
from theming.specimens import specimen, specimens
from theming.views.doors import draft_for

LIGHT, DARK, CONTRAST = "licht", "donker", "contrast"
STANDS = ((LIGHT, _("Licht")), (DARK, _("Donker")), (CONTRAST, _("Hoog contrast")))
# A preview is to look at: its links and buttons lead nowhere.
_ONLY_TO_LOOK_AT = "@layer utilities{a,button,input,select,textarea,summary{pointer-events:none}}"


@require_http_methods(["GET", "HEAD", "POST"])
def style_preview(request: HttpRequest) -> HttpResponseBase:
    """A specimen page in the draft's style, with what is typed on top of it."""
    data = request.POST if request.method == "POST" else request.GET
    theme = with_typed(draft_for(request), data)
    chosen = specimen(data.get("specimen", specimens()[0].key))
    if chosen is None:
        raise Http404
    dressed = _as_nobody(request, theme, data.get("stand", LIGHT))
    with use_organisation(dressed.organisation):  # type: ignore[attr-defined]  # its words are the typed ones
        response = chosen.render(dressed)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def style_preview_css(request: HttpRequest) -> HttpResponse:
    """The style sheet of a preview; high contrast is shown as if the reader's system asked for it."""
    theme = with_typed(draft_for(request), request.GET)
    modes = derive_all(theme.brand)
    if request.GET.get("stand") == CONTRAST:
        modes |= {"light": modes["hc-light"], "dark": modes["hc-dark"]}
    return HttpResponse(
        css_of(theme, modes) + _ONLY_TO_LOOK_AT,
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "private, no-store"},
    )


def _as_nobody(request: HttpRequest, theme: Theme, stand: str) -> HttpRequest:
    """The request as somebody who is not signed in would send it, in this style and these words."""
    organisation = copy.copy(theme.organisation)
    for name, value in theme.words_set.items():
        setattr(organisation, name, value)
    look = Look(organisation.key, "", theme.style)
    query = QueryDict(mutable=True)
    query.update(as_typed(theme) | {"stand": stand})
    address = f"{reverse('style_preview_css')}?{query.urlencode()}"
    vars(request).update(
        is_preview_address=True,  # lets our own editor frame it
        organisation=organisation,
        membership=None,
        role=None,
        preview_look=look,
        preview_theme=present(look, css_url=address, mode="dark" if stand == DARK else "light"),
    )
    return request
