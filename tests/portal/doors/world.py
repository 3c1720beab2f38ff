"""Two furnished organisations: one person per role, and something of everything that can be kept.

`furnish` writes a mark into every free text. In the matrix it only makes things tell apart; in the canary
crawl the mark of the other organisation may never be seen.
"""

import datetime as dt
import json
import time
from dataclasses import dataclass, field
from functools import partial
from uuid import uuid4

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from cohorts.models import Cohort
from cohorts.services import enrol
from competences.models import Phase
from modules.editing import sync_editor_permissions
from modules.forms import activity_for
from modules.models import CaseIndexPage, CasePage, ModulePage, StepPage
from modules.queries import module_of, published_modules, slots_of
from modules.services import complete_step, save_answer
from organisations.enums import Role
from organisations.middleware import SESSION_ORGANISATION
from organisations.models import Invitation, Location, Membership, Organisation, Team
from organisations.services import invite
from organisations.tenancy import use_organisation
from people.audit import acting, record
from people.enums import DeviceKind, Verb
from people.models import Device, Person
from portal.demo.services import fill_scan_as
from selfscan.models import PathPreference, TraineeMoment
from selfscan.services.scans import start_or_resume_run
from selfscan.services.sharing import share_result
from tests.factories import make_cohort, make_membership, make_participant, make_person
from tests.portal.doors.wire import Wire
from tests.portal.passkey_device import PasskeyDevice
from theming.models import Theme
from theming.queries import draft_of, theme_of
from theming.services import publish_theme, save_draft

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass
class House:
    """One organisation with everything in it, and a browser for everybody."""

    organisation: Organisation
    mark: str
    people: dict[str, Person] = field(default_factory=dict)
    memberships: dict[str, Membership] = field(default_factory=dict)
    wires: dict[str, Wire] = field(default_factory=dict)
    team: Team = None  # type: ignore[assignment]
    cohort: Cohort = None  # type: ignore[assignment]
    colleagues_cohort: Cohort = None  # type: ignore[assignment]
    participant: Person = None  # type: ignore[assignment]
    colleagues_participant: Person = None  # type: ignore[assignment]
    theme: Theme = None  # type: ignore[assignment]
    case: CasePage | None = None
    anonymous: Wire = None  # type: ignore[assignment]

    def says(self, what: str) -> str:
        """A text of this organisation that stands in one place only."""
        return f"{self.mark}{what}"

    @property
    def host(self) -> str:
        """Its host name."""
        return str(self.organisation.site.hostname)

    @property
    def is_region(self) -> bool:
        """Does it carry the editors' admin?"""
        return self.organisation.is_region

    @property
    def learner(self) -> Person:
        """Her who follows the path, takes part in the group and shares with its trainer."""
        return self.people[Role.SUPERVISOR]

    @property
    def step_module(self) -> ModulePage:
        """The module of that step."""
        return module_of(self.step)

    @property
    def module(self) -> ModulePage:
        """A published module."""
        return published_modules()[0]

    @property
    def step(self) -> StepPage:
        """A published step with something to write."""
        steps = StepPage.objects.live().order_by("path")
        return next(step for step in steps if step.step_type == "reflection")

    def enter(self, person: Person, organisation: Organisation | None = None) -> Wire:
        """A browser in which this person has signed in."""
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session[SESSION_ORGANISATION] = (organisation or self.organisation).pk
        # Just confirmed that it is she, so that the pages that ask for it open.
        shown = {"method": "password", "at": time.time(), "reauthenticated": True}
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [shown]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
        session.save()
        return Wire(self.host, session.session_key)


def furnish(organisation: Organisation, mark: str) -> House:
    """Fill an organisation with people, a group, a scan, answers, words, mail and a trail in the log."""
    house = House(organisation, mark)
    with use_organisation(organisation):
        _people(house)
        _groups(house)
        _learning(house)
        _style(house)
        _papers(house)
    if house.is_region:
        house.case = _case_of(house)
    house.wires = {role: house.enter(person) for role, person in house.people.items()}
    house.anonymous = Wire(house.host)
    _ways_in(house)
    return house


def _people(house: House) -> None:
    location = Location.objects.create(organisation=house.organisation, name=house.says("Locatie"))
    team = Team.objects.create(organisation=house.organisation, name=house.says("Team"), location=location)
    house.team = team
    for role in Role:
        person = make_person(
            house.says(f"Naam{role}"), email=f"{house.mark}{role}@adres.example".lower(), password="demo"
        )
        house.people[role] = person
        house.memberships[role] = make_membership(house.organisation, person, role, team=team)
        sync_editor_permissions(person)


def _groups(house: House) -> None:
    house.cohort = make_cohort(
        house.organisation, house.people[Role.PRACTICE_TRAINER], name=house.says("Groep")
    )
    house.participant = make_participant(house.cohort, house.says("Deelnemer"), invited_days_ago=3)
    colleague = make_person(house.says("NaamCollega"))
    make_membership(house.organisation, colleague, Role.PRACTICE_TRAINER)
    house.colleagues_cohort = make_cohort(house.organisation, colleague, name=house.says("Collegagroep"))
    house.colleagues_participant = make_participant(
        house.colleagues_cohort, house.says("Collegadeelnemer"), invited_days_ago=3
    )


def _learning(house: House) -> None:
    person, organisation = house.learner, house.organisation
    with acting(person_id=person.pk, role=Role.SUPERVISOR, organisation_key=organisation.key):
        enrol(cohort=house.cohort, person=person)
        fill_scan_as(person=person, profile="mixed")
        share_result(person=person, trainer=house.people[Role.PRACTICE_TRAINER], organisation=organisation)
        start_or_resume_run(person=person)
        _write(house, person)
        TraineeMoment.objects.create(
            person=person, phase=Phase.objects.first(), on=timezone.localdate() + dt.timedelta(days=20)
        )
        preference, _new = PathPreference.objects.get_or_create(person=person)
        preference.choices = {"M03": {"kind": "known", "reason": house.says("Reden")}}
        preference.save()


def _write(house: House, person: Person) -> None:
    step = house.step
    activity = activity_for(step, partial(slots_of, person, step), can_answer=True)
    assert activity is not None
    place = activity.form.place
    questions = [{"key": "v1", "text": "Wat nam je mee?"}]
    names = [name.removeprefix("a-") for name in activity.form.fields if name.startswith("a-")]
    save_answer(
        person=person,
        page=step,
        block_id=place.block_id,
        question_key=place.question_key,
        round_number=place.round,
        uuid=uuid4(),
        based_on=place.revision,
        payload={"answers": {name: house.says("Reflectie") for name in names}},
        asked={"questions": questions, "options": []},
    )
    complete_step(person=person, step=step, organisation=house.organisation)


def _style(house: House) -> None:
    theme = theme_of(house.organisation)
    if theme is None:  # the region wears the neutral style until somebody makes it another
        save_draft(theme=draft_of(house.organisation), person=None)
        theme = theme_of(house.organisation)
    theme.welcome = house.says("Welkom")
    theme.help_name = house.says("Hulp")
    theme.help_phone = house.says("Bel")[:40]
    theme.sender_name = house.says("Afzender")
    theme.words = {
        **theme.words,
        "client": {"singular": house.says("Woord"), "plural": house.says("Woorden"), "article": "de"},
    }
    save_draft(theme=theme, person=house.people[Role.STYLE_MANAGER])
    publish_theme(theme=theme, person=house.people[Role.STYLE_MANAGER])
    draft = draft_of(house.organisation)
    draft.portal_name = house.says("Conceptnaam")
    save_draft(theme=draft, person=house.people[Role.STYLE_MANAGER])
    house.organisation.refresh_from_db()
    house.theme = theme_of(house.organisation)


def _papers(house: House) -> None:
    admin = house.people[Role.ORG_ADMIN]
    membership = Membership.objects.get(person=house.colleagues_participant)
    Invitation.objects.filter(membership=membership).delete()
    with acting(person_id=admin.pk, role=Role.ORG_ADMIN, organisation_key=house.organisation.key):
        invite(membership=membership, invited_by=admin.name, group=house.cohort.name)
        record(
            Verb.READ_ACCOUNT,
            subject=house.learner,
            about=house.says("Logregel"),
            reason=house.says("Bijzonderheid"),
        )


def _ways_in(house: House) -> None:
    """A device on which she is signed in, and a passkey."""
    Device.objects.create(
        person=house.learner,
        session_key=f"sleutel{house.mark}",
        organisation_key=house.organisation.key,
        kind=DeviceKind.values[0],
    )
    device = PasskeyDevice(house.host, f"http://{house.host}")
    question = {"publicKey": {"challenge": "AAAA", "user": {"id": "AAAA"}}}
    WebAuthn.add(house.learner, house.says("Sleutel"), json.loads(device.register(question)))


def _case_of(house: House) -> CasePage:
    text = f"<p>{house.says('Casus')}</p>"
    case = CasePage(
        title=house.says("Casustitel"),
        slug=f"casus-{house.mark}".lower(),
        situation=text,
        dilemma=text,
        questions=text,
        owner=house.people[Role.CASE_AUTHOR],
        live=False,
    )
    CaseIndexPage.objects.get().add_child(instance=case)
    case.save_revision(user=house.people[Role.CASE_AUTHOR])
    return case
