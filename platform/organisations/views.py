"""`/beheer/`: the people of one organisation; `/team/` of a team leader."""

from enum import StrEnum
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisations.asking import my_name, organisation_of, person_of
from organisations.enums import Role
from organisations.forms import CorrectAddressForm, InviteForm, MembershipForm, roles_for
from organisations.models import Membership
from organisations.queries import (
    Colleague,
    by_person,
    may_correct_address_of,
    people_of,
    people_who_left,
    role_counts,
    searched_people,
    supervisors_of_team,
)
from organisations.registry import admin_notes
from organisations.services import (
    AddressStays,
    ChangedMeanwhile,
    LastAdministrator,
    change_membership,
    correct_address,
    end_membership,
    invite,
    invite_again,
    is_own_last_administration,
    join,
)
from organisations.teams.filtering import place_filter
from organisations.teams.queries import open_teams
from organisations.words import addressed, corrected_text
from people.audit import record, record_listed
from people.enums import Verb


class Standing(StrEnum):
    """Which people the list shows; the value stands in the address."""

    NOW = "nu"
    WAITING = "wacht"
    LEFT = "gestopt"


STANDING_TEXT = {
    Standing.NOW: gettext_lazy("Nu"),
    Standing.WAITING: gettext_lazy("Nog niet ingelogd"),
    Standing.LEFT: gettext_lazy("Gestopt"),
}
PAGE_SIZE = 50
MAX_SEARCH = 200


def _membership(membership_id: int) -> Membership:
    """A current membership of this organisation; the same 404 for anything else."""
    return get_object_or_404(people_of(timezone.localdate()), pk=membership_id)


@require_safe
def management(request: HttpRequest) -> HttpResponse:
    """`/beheer/`: how many people in which role, and where to go."""
    if request.role != Role.ORG_ADMIN:  # type: ignore[attr-defined]
        return redirect("style_editor")
    today = timezone.localdate()
    counts = role_counts(today)
    memberships = list(people_of(today))
    context = {
        "counts": [
            (value, label, counts.get(value, 0)) for value, label in roles_for(organisation_of(request))
        ],
        "people_count": len({each.person_id for each in memberships}),
        "waiting_count": len({each.person_id for each in memberships if not each.activated_at}),
        "notes": admin_notes(),
    }
    return render(request, "organisations/management.html", context)


@require_safe
def people_admin(request: HttpRequest) -> HttpResponse:
    """`/beheer/mensen/`: everybody with a role here; search and filter."""
    organisation = organisation_of(request)
    roles = roles_for(organisation)
    text = request.GET.get("q", "").strip()[:MAX_SEARCH]
    role = request.GET.get("rol", "")
    role = role if role in dict(roles) else ""
    today = timezone.localdate()
    standing = {
        Standing.NOW: by_person(searched_people(people_of(today), text)),
        Standing.LEFT: by_person(searched_people(people_who_left(today), text)),
    }
    standing[Standing.WAITING] = [each for each in standing[Standing.NOW] if not each.telling.activated_at]
    place = place_filter(request.GET.get("team", ""))
    standing = {
        which: [each for each in people if _has_role(each, role) and place.holds(each)]
        for which, people in standing.items()
    }
    which = next((each for each in Standing if each.value == request.GET.get("stand")), Standing.NOW)
    found = standing[which]
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    record_listed({each.person_id: Membership._meta.label for each in page.object_list})
    context = {
        "which": which,
        "standings": [(each, STANDING_TEXT[each], len(standing[each])) for each in Standing],
        "page": page,
        "found_count": len(found),
        "roles": roles,
        "role": role,
        "search": text,
        "place": place,
    }
    template = "organisations/_people.html" if request.htmx else "organisations/people.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def _has_role(colleague: Colleague, role: str) -> bool:
    return not role or role in {each.role for each in colleague.memberships}


@require_http_methods(["GET", "HEAD", "POST"])
def people_invite(request: HttpRequest) -> HttpResponse:
    """`/beheer/mensen/nieuw/`: invite one person."""
    organisation = organisation_of(request)
    form = InviteForm(
        request.POST or None,
        organisation=organisation,
        initial={"role": Role.SUPERVISOR, "starts": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        membership, is_new = join(
            organisation=organisation,
            email=data["email"],
            name=data["name"],
            role=data["role"],
            team=form.team_row(),
            starts=data["starts"],
            ends=data["ends"],
        )
        if is_new:
            invite(membership=membership, invited_by=my_name(request))
        messages.success(request, _("De uitnodiging voor %(name)s is verstuurd.") % {"name": data["name"]})
        return redirect("people_admin")
    context = {"form": form, "teams": open_teams()}
    return render(request, "organisations/invite.html", context, status=_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
def people_edit(request: HttpRequest, membership_id: int) -> HttpResponse:
    """`/beheer/mensen/<id>/`: role, team and dates of one person; 409 when somebody else changed them meanwhile."""
    organisation = organisation_of(request)
    membership = _membership(membership_id)
    name = membership.shown_name
    form = MembershipForm(request.POST or None, organisation=organisation, membership=membership)
    stale: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():  # a new team goes too when the change is refused
                change_membership(
                    membership=form.changed_membership(),
                    changed_by=person_of(request),
                    based_on=form.cleaned_data["based_on"],
                )
        except ChangedMeanwhile as changed:
            membership = changed.current
            current = MembershipForm(organisation=organisation, membership=membership)
            stale = {"is_stale": True, "changed": form.other_than(current)}
            form.renew(membership.mark)
        except LastAdministrator:
            form.add_error(None, _last_administrator_text(request))
            membership = _membership(membership_id)  # as it is kept, not as it was typed
        else:
            messages.success(request, _("Bewaard: %(name)s.") % {"name": name})
            return redirect("people_admin")
    record(Verb.READ_ACCOUNT, subject=membership.person_id, about=membership)
    context = {
        "form": form,
        "name": name,
        "membership": membership,
        "teams": open_teams(),
        "may_end": not is_own_last_administration(membership, person_of(request)),
        **stale,
    }
    status = 409 if stale else _status(request)
    return render(request, "organisations/edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def people_end(request: HttpRequest, membership_id: int) -> HttpResponse:
    """`/beheer/mensen/<id>/stoppen/`: end a role, after asking."""
    membership = _membership(membership_id)
    context: dict[str, Any] = {"membership": membership}
    if request.method == "POST":
        try:
            end_membership(membership=membership, ended_by=person_of(request))
        except LastAdministrator:
            context["fault"] = _last_administrator_text(request)
        else:
            messages.success(
                request, _("%(name)s heeft deze rol niet meer.") % {"name": membership.shown_name}
            )
            return redirect("people_admin")
    record(Verb.READ_ACCOUNT, subject=membership.person_id, about=membership)
    return render(request, "organisations/end.html", context, status=_status(request))


@require_POST
def people_resend(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Send an unused invitation once more."""
    membership = _membership(membership_id)
    sent = invite_again(membership=membership, invited_by=my_name(request))
    name = {"name": membership.shown_name}
    if sent:
        messages.success(request, _("De uitnodiging voor %(name)s is opnieuw verstuurd.") % name)
    else:
        messages.info(
            request, _("Er is niets verstuurd: %(name)s kreeg vandaag al een mail of is al begonnen.") % name
        )
    return redirect("people_admin")


@require_http_methods(["GET", "HEAD", "POST"])
def people_address(request: HttpRequest, membership_id: int) -> HttpResponse:
    """`/beheer/mensen/<id>/adres/`: another address for somebody who did not come in yet."""
    membership = _membership(membership_id)
    holders = people_of(timezone.localdate()).filter(role=membership.role)
    form = CorrectAddressForm(
        request.POST or None,
        old=membership.person.email,
        own_address=person_of(request).email,
        taken=set(holders.values_list("person__email", flat=True)),
        taken_text=_("Iemand met dit adres heeft deze rol al."),
    )
    name, may_correct = membership.shown_name, may_correct_address_of(membership, by_role=Role.ORG_ADMIN)
    if request.method == "POST" and form.is_valid() and may_correct:
        try:
            held = correct_address(
                membership=membership,
                email=form.cleaned_data["email"],
                by_role=Role.ORG_ADMIN,
                invited_by=my_name(request),
            )
        except AddressStays:  # she signed in just now
            may_correct = False
        else:
            messages.success(request, corrected_text(held, name))
            return redirect("people_admin")
    record(Verb.READ_ACCOUNT, subject=membership.person_id, about=membership)
    context = {"form": form, "membership": membership, "may_correct": may_correct}
    return render(request, "organisations/address.html", context, status=_status(request))


@require_safe
def team_home(request: HttpRequest) -> HttpResponse:
    """`/team/`: a team leader sees the names of the own supervisors, and nothing else."""
    membership: Membership = request.membership  # type: ignore[attr-defined]
    context = {
        "team": membership.team,
        "supervisors": supervisors_of_team(membership.team_id, timezone.localdate()),
    }
    return render(request, "organisations/team.html", context)


def _status(request: HttpRequest) -> int:
    """A form that is shown again after a POST has a fault."""
    return 422 if request.method == "POST" else 200


def _last_administrator_text(request: HttpRequest) -> str:
    return addressed(
        organisation_of(request),
        _("Je kunt je eigen beheerdersrol niet stoppen. Vraag een andere beheerder."),
        _("U kunt uw eigen beheerdersrol niet stoppen. Vraag een andere beheerder."),
    )
