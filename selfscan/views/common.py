"""What every screen of the scan asks of its request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.http import HttpRequest

from competences.models import Phase
from organisations.models import Organisation
from people.models import Person
from selfscan.forms import NOBODY, PhaseForm
from selfscan.models import PathPreference
from selfscan.queries import StoredScan
from selfscan.rules.policy import Decision, LocalPolicy
from selfscan.rules.voice import Voice
from selfscan.voice import voice_of


def person_of(request: HttpRequest) -> Person:
    """Who is signed in; the access table let nobody else through."""
    return cast(Person, request.user)


def organisation_of(request: HttpRequest) -> Organisation:
    """The organisation of this host."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]  # set by the tenant middleware
    return organisation


def voice_for(request: HttpRequest) -> Voice:
    """In which voice this organisation speaks."""
    return voice_of(organisation_of(request))


def policy_for(request: HttpRequest, decisions: Mapping[str, Decision]) -> LocalPolicy:
    """What this organisation decided for everybody there."""
    return LocalPolicy(organisation_of(request).name, decisions)


def phase_form(
    request: HttpRequest, scan: StoredScan, preference: PathPreference, *, bound: bool
) -> PhaseForm:
    """The question what she is busy with now, with her own answer filled in."""
    options = scan.texts["phase_question"]["options"]
    choices = [(option["phase"] or NOBODY, option["label"]) for option in options]
    if bound:
        return PhaseForm(request.POST, choices=choices)
    return PhaseForm(choices=choices, initial={"phase": chosen_phase(preference.phase, preference)})


def chosen_phase(phase: Phase | None, preference: PathPreference) -> str:
    """The form value of her phase; empty while the question wasn't answered."""
    if phase:
        return phase.key
    return NOBODY if preference.phase_answered else ""
