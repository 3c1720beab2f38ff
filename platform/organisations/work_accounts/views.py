"""`/beheer/inloggen/`: the organisation's work accounts: fill in, try, switch on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisations.models import IdentityProvider, Organisation
from organisations.work_accounts.forms import ProviderForm, UnlinkForm
from organisations.work_accounts.services import NotTested, examine, save_provider, switch, unlink
from organisations.work_accounts.words import step_lines

SESSION_REPORT = "work_account_report"


def _organisation(request: HttpRequest) -> Organisation:
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    return organisation


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_settings(request: HttpRequest) -> HttpResponse:
    """Everything about the provider of this organisation on one page."""
    organisation = _organisation(request)
    provider = IdentityProvider.objects.first()
    form = ProviderForm(request.POST or None, organisation=organisation, provider=provider)
    if request.method == "POST" and form.is_valid():
        was_on = provider is not None and provider.is_on
        saved = save_provider(
            organisation=organisation, values=form.values(), secret=form.cleaned_data["client_secret"]
        )
        if was_on and not saved.is_on:
            messages.warning(request, _("Bewaard. De knop staat nu uit: doe eerst opnieuw een proef."))
        else:
            messages.success(request, _("Bewaard."))
        return redirect("sign_in_settings")
    return _page(request, provider, form=form, status=422 if request.method == "POST" else 200)


def _page(
    request: HttpRequest,
    provider: IdentityProvider | None,
    *,
    form: ProviderForm | None = None,
    unlink_form: UnlinkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    organisation = _organisation(request)
    context: dict[str, Any] = {
        "provider": provider,
        "form": form or ProviderForm(organisation=organisation, provider=provider),
        "unlink_form": unlink_form or UnlinkForm(auto_id="unlink_%s"),
        "report": request.session.pop(SESSION_REPORT, None) if request.method == "GET" else None,
        "redirect_address": organisation.root_url + reverse("work_account_callback"),
    }
    return render(request, "organisations/sign_in_settings.html", context, status=status)


@require_POST
def sign_in_try(request: HttpRequest) -> HttpResponse:
    """Ask the provider for its description and its keys, and tell how each step went."""
    steps = examine(get_object_or_404(IdentityProvider))
    request.session[SESSION_REPORT] = {"title": _("De verbinding"), "lines": step_lines(steps)}
    return redirect(reverse("sign_in_settings") + "#report")


@require_POST
def sign_in_switch(request: HttpRequest) -> HttpResponse:
    """Put the button on the sign-in page, or take it away."""
    get_object_or_404(IdentityProvider)
    on = request.POST.get("on") == "ja"
    try:
        switch(on=on)
    except NotTested:
        messages.error(request, _("Doe eerst een proef. Lukt die, dan kan de knop aan."))
    return redirect("sign_in_settings")


@require_POST
def sign_in_unlink(request: HttpRequest) -> HttpResponse:
    """Let somebody's work account go, because ICT made a new one for her."""
    provider = get_object_or_404(IdentityProvider)
    form = UnlinkForm(request.POST, auto_id="unlink_%s")
    if form.is_valid():
        if unlink(address=form.cleaned_data["address"]):
            messages.success(
                request, _("Losgemaakt. De volgende keer koppelt het nieuwe werkaccount vanzelf.")
            )
            return redirect("sign_in_settings")
        form.add_error("address", _("Bij dit adres is geen werkaccount gekoppeld."))
    return _page(request, provider, unlink_form=form, status=422)
