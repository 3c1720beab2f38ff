"""`/beheer/teams/`: the locations and teams of an organisation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisations.models import Location, Organisation, Team
from organisations.teams.forms import LocationForm, TeamForm
from organisations.teams.queries import places, teams_with_people
from organisations.teams.services import (
    InUse,
    add_location,
    add_team,
    close,
    delete_location,
    delete_team,
    reopen,
    store,
)


def _status(request: HttpRequest) -> int:
    """A form that is shown again after a POST has a fault."""
    return 422 if request.method == "POST" else 200


@require_http_methods(["GET", "HEAD", "POST"])
def team_admin(request: HttpRequest) -> HttpResponse:
    """`/beheer/teams/`: every location with its teams; POST adds one of either."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    adds = request.POST.get("action") if request.method == "POST" else None
    location_form = LocationForm(request.POST if adds == "location" else None, prefix="location")
    team_form = TeamForm(request.POST if adds == "team" else None, prefix="team")
    if adds == "location" and location_form.is_valid():
        location = add_location(organisation=organisation, name=location_form.cleaned_data["name"])
        messages.success(request, _("Locatie toegevoegd: %(name)s.") % {"name": location.name})
        return redirect("team_admin")
    if adds == "team" and team_form.is_valid():
        team = add_team(organisation=organisation, **team_form.cleaned_data)
        messages.success(request, _("Team toegevoegd: %(name)s.") % {"name": team.name})
        return redirect("team_admin")
    context = {
        "places": places(timezone.localdate()),
        "location_form": location_form,
        "team_form": team_form,
    }
    return render(request, "organisations/teams.html", context, status=_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
def location_edit(request: HttpRequest, location_id: int) -> HttpResponse:
    """`/beheer/teams/locatie/<id>/`: rename, close, open or delete a location."""
    location = get_object_or_404(Location.objects.all(), pk=location_id)
    form = LocationForm(request.POST or None, row=location, initial={"name": location.name})
    done = _acted(request, location) if request.method == "POST" else None
    if done is None and request.POST.get("action") == "save" and form.is_valid():
        location.name = form.cleaned_data["name"]
        store(location)
        done = _("Bewaard.")
    if done is not None:
        return _back(request, done)
    teams = list(location.teams.all())
    context = {"form": form, "row": location, "teams": teams, "may_delete": not teams, "is_team": False}
    return render(request, "organisations/team_edit.html", context, status=_status(request))


@require_http_methods(["GET", "HEAD", "POST"])
def team_edit(request: HttpRequest, team_id: int) -> HttpResponse:
    """`/beheer/teams/<id>/`: rename, move, close, open or delete a team."""
    team: Any = get_object_or_404(teams_with_people(timezone.localdate()), pk=team_id)
    form = TeamForm(request.POST or None, row=team, initial={"name": team.name, "location": team.location_id})
    done = _acted(request, team) if request.method == "POST" else None
    if done is None and request.POST.get("action") == "save" and form.is_valid():
        team.name, team.location = form.cleaned_data["name"], form.cleaned_data["location"]
        store(team)
        done = _("Bewaard.")
    if done is not None:
        return _back(request, done)
    may_delete = not team.membership_set.exists()
    context = {"form": form, "row": team, "may_delete": may_delete, "is_team": True}
    return render(request, "organisations/team_edit.html", context, status=_status(request))


def _acted(request: HttpRequest, row: Location | Team) -> str | None:
    """What a button other than "Bewaar" did; None when it was none of these."""
    action = request.POST.get("action")
    if action == "close":
        close(row)
        return _("Gesloten: %(name)s. Wie erin zit, blijft erin.") % {"name": row.name}
    if action == "reopen":
        reopen(row)
        return _("Weer te kiezen: %(name)s.") % {"name": row.name}
    if action == "delete":
        return _deleted(row)
    return None


def _deleted(row: Location | Team) -> str:
    name = row.name
    try:
        if isinstance(row, Team):
            delete_team(team=row)
        else:
            delete_location(location=row)
    except InUse:
        return _("%(name)s is nog in gebruik. Sluiten kan wel.") % {"name": name}
    return _("Verwijderd: %(name)s.") % {"name": name}


def _back(request: HttpRequest, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect("team_admin")
