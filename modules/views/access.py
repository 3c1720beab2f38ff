"""Who is looking, and may she answer?"""

from django.http import Http404, HttpRequest

from modules.editing import case_desk_of
from modules.models import ModulePage, StepPage
from modules.queries import published_module, published_step
from organisations.enums import Role
from organisations.models import Organisation
from people.models import Person

TALKERS = frozenset({Role.SUPERVISOR, Role.PRACTICE_TRAINER})
GUIDES = frozenset({Role.PRACTICE_TRAINER, Role.EDITOR, Role.CASE_AUTHOR})


def role_of(request: HttpRequest) -> str:
    """The role in which somebody looks; empty in a preview."""
    return getattr(request, "role", None) or ""


def organisation_of(request: HttpRequest) -> Organisation | None:
    """The organisation of the host."""
    found: Organisation | None = getattr(request, "organisation", None)
    return found


def learner_of(request: HttpRequest) -> Person | None:
    """The person when she follows the curriculum herself (a supervisor); None for everybody who only reads."""
    if role_of(request) == Role.SUPERVISOR and isinstance(request.user, Person):
        return request.user
    return None


def may_talk(request: HttpRequest) -> bool:
    """May somebody in this role take part in the discussion of a case?"""
    return role_of(request) in TALKERS


def may_see_guide_note(request: HttpRequest) -> bool:
    """The note of a case is for who guides the talk, and for who writes cases."""
    return role_of(request) in GUIDES


def case_desk(request: HttpRequest) -> str:
    """Where this person writes cases; empty for who does not, and in a preview."""
    person = request.user
    return case_desk_of(person) if isinstance(person, Person) and person.pk else ""


def module_or_404(slug: str) -> ModulePage:
    """A published module."""
    module = published_module(slug)
    if module is None:
        raise Http404
    return module


def step_or_404(module: str, step: str) -> StepPage:
    """A published step with contents."""
    found = published_step(module, step)
    if found is None or not found.body:
        raise Http404
    return found
