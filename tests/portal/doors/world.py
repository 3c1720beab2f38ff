"""Two furnished organisations: one person per role, and something of everything that can be kept.

`furnish` writes a mark into every free text. In the matrix it only makes things tell apart; in the canary
crawl the mark of the other organisation may never be seen.
"""

import datetime as dt
import io
import json
import time
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID, uuid4

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from PIL import Image
from wagtail.rich_text import RichText

from cohorts.models import Cohort, CohortTrainer
from cohorts.services import enrol
from competences.models import Phase
from gatherings.enums import State
from gatherings.models import Gathering
from gatherings.queries import offered_forms
from gatherings.services import (
    add_people,
    end_gathering,
    plan_gathering,
    save_takeaway,
    start_gathering,
)
from modules.bringing.services import ask, bring_in
from modules.editing import sync_editor_permissions
from modules.forms import activity_for
from modules.friends.services import make_link
from modules.local.services import keep_text
from modules.models import (
    AssignmentFile,
    CaseIndexPage,
    CasePage,
    HandIn,
    HandInEvent,
    LookAlong,
    ModulePage,
    StepPage,
)
from modules.queries import Reader, module_of, published_modules, seen_contribution, slots_of
from modules.services import (
    Looks,
    add_file,
    answer_question,
    ask_for_more,
    complete_step,
    hand_in,
    react,
    reply,
    report_contribution,
    save_answer,
)
from modules.services import save_draft as write_assignment
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
from selfscan.services.policy import make_mandatory
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
    shown_file: AssignmentFile = None  # type: ignore[assignment]
    draft_file: AssignmentFile = None  # type: ignore[assignment]
    theme: Theme = None  # type: ignore[assignment]
    case: CasePage | None = None
    friend_token: str = ""
    contribution: int = 0
    gatherings: dict[str, Gathering] = field(default_factory=dict)
    colleagues_gathering: Gathering = None  # type: ignore[assignment]
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
    def draft_module(self) -> ModulePage:
        """The module of which her assignment is still a draft."""
        return published_modules()[1]

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
        _gatherings(house)
        _style(house)
        _papers(house)
        _talk(house)
    if house.is_region:
        house.case = _case_of(house)
        house.friend_token = _friend_of(house)
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
        _hand_in(house, person)
        TraineeMoment.objects.create(
            person=person, phase=Phase.objects.first(), on=timezone.localdate() + dt.timedelta(days=20)
        )
        preference, _new = PathPreference.objects.get_or_create(person=person)
        preference.choices = {"M03": {"kind": "known", "reason": house.says("Reden")}}
        preference.save()
        brought = bring_in(
            person=person,
            organisation=organisation,
            uuid=uuid4(),
            title=house.says("Inbreng"),
            happened=house.says("Gebeurd"),
            dilemma=house.says("Lastig"),
            question=house.says("Vraag"),
            gives_name=False,
        )
    ask(brought_id=brought.pk, text=house.says("Navraag"))


def _gatherings(house: House) -> None:
    """A planned, a running and an ended one of hers with her trainer in it, and one of a colleague."""
    trainer = house.people[Role.PRACTICE_TRAINER]
    for state in (State.PLANNED, State.RUNNING, State.ENDED):
        gathering = _gathering(house, house.learner, house.says(f"Bijeenkomst{state}"))
        add_people(gathering=gathering, people=[trainer.pk])
        house.gatherings[state] = gathering
        if state is State.PLANNED:
            continue
        start_gathering(gathering=gathering)
        save_takeaway(
            person=house.learner,
            gathering=gathering,
            text=house.says("Meegenomen"),
            is_shared=True,
            revision=0,
        )
        if state is State.ENDED:
            with acting(
                person_id=trainer.pk, role=Role.PRACTICE_TRAINER, organisation_key=house.organisation.key
            ):
                gathering.refresh_from_db()
                end_gathering(
                    gathering=gathering,
                    minutes=45,
                    present=[house.learner.pk],
                    guests=0,
                    revision=gathering.revision,
                )
    colleague = CohortTrainer.objects.get(cohort=house.colleagues_cohort).person
    house.colleagues_gathering = _gathering(house, colleague, house.says("Collegabijeenkomst"))


def _gathering(house: House, leader: Person, title: str) -> Gathering:
    offered = offered_forms()[0]
    return plan_gathering(
        organisation=house.organisation,
        leader=leader,
        uuid=uuid4(),
        title=title,
        story=house.says("Waarover"),
        case=None,
        form_key=offered.key,
        form=offered.form,
        held_on=timezone.localdate(),
        starts_at=None,
        guests=2,
        has_timers=True,
    )


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
    keep_text(
        organisation=house.organisation,
        person=house.people[Role.ORG_ADMIN],
        step=step,
        slot=None,
        text=house.says("EigenTekst"),
        asked="",
        based_on=0,
    )


def _hand_in(house: House, person: Person) -> None:
    """An assignment that everybody who may look along was asked to, with a question and an answer; and a draft."""
    asked = Looks(
        asks_trainer=True,
        learner_id=house.people[Role.LEARNER].pk,
        team_leader_id=house.people[Role.TEAM_LEADER].pk,
    )
    trainer = house.people[Role.PRACTICE_TRAINER]
    for text in ("Opdracht", "Opdrachtweer"):
        _draft(house, person, house.module, text, asked)
        house.shown_file = _file(house, person, house.module, "Foto")
        work = hand_in(person=person, module=house.module, organisation=house.organisation, uuid=uuid4())
        for look in LookAlong.objects.filter(hand_in=work, role=Role.LEARNER):
            react(look=look, by=house.people[Role.LEARNER], text=house.says("Reactie"), uuid=uuid4())
        look = LookAlong.objects.select_related("organisation").get(hand_in=work, role=Role.PRACTICE_TRAINER)
        if text == "Opdracht":
            question = house.says("Aanvulling")
            version = HandInEvent.objects.filter(hand_in=work, kind="handed_in").latest("pk").pk
            ask_for_more(look=look, by=trainer, question=question, uuid=uuid4(), version=version)
    _draft(house, person, house.draft_module, "Opdrachtconcept", Looks())
    house.draft_file = _file(house, person, house.draft_module, "Conceptfoto")


def _draft(house: House, person: Person, module: ModulePage, text: str, looks: Looks) -> None:
    found = HandIn.objects.filter(person=person, module=module).first()
    write_assignment(
        person=person,
        module=module,
        uuid=uuid4(),
        based_on=found.revision if found else 0,
        text=house.says(text),
        looks=looks,
    )


def _file(house: House, person: Person, module: ModulePage, name: str) -> AssignmentFile:
    return add_file(
        person=person,
        module=module,
        upload=uuid4(),
        name=house.says(name) + ".png",
        data=_picture(),
        confirmed=True,
    )


def _picture() -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (8, 8), "#2a6").save(output, "PNG")
    return output.getvalue()


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
        make_mandatory(
            organisation=house.organisation,
            module="M05",
            decided_by=house.says("Besloten"),
            reason=house.says("Verplicht"),
        )
        record(
            Verb.READ_ACCOUNT,
            subject=house.learner,
            about=house.says("Logregel"),
            reason=house.says("Bijzonderheid"),
        )


def _talk(house: House) -> None:
    """An answer within the organisation with a reply that was reported, and one for the whole region."""
    within, regional = (CasePage.objects.get(key=key) for key in ("K02", "K01"))
    own = Reader(house.learner, Role.SUPERVISOR, house.organisation)
    for case, text in ((within, house.says("Bijdrage")), (regional, "Ik vraag eerst wat er al gedaan is.")):
        row = answer_question(
            reader=own,
            case=case,
            question=UUID(case.questions[0].id),
            question_text="Wat zie je?",
            text=text,
            shows_name=False,
            submission=uuid4(),
        )
        house.contribution = house.contribution or row.pk
    trainer = Reader(house.people[Role.PRACTICE_TRAINER], Role.PRACTICE_TRAINER, house.organisation)
    seen = seen_contribution(trainer, house.contribution)
    assert seen is not None
    reply(
        reader=trainer,
        to=seen,
        case=within,
        text=house.says("Weerwoord"),
        shows_name=False,
        submission=uuid4(),
    )
    report_contribution(reader=trainer, seen=seen, reason=house.says("Melding"))


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
        questions=[("question", RichText(text))],
        owner=house.people[Role.CASE_AUTHOR],
        live=False,
    )
    CaseIndexPage.objects.get().add_child(instance=case)
    case.save_revision(user=house.people[Role.CASE_AUTHOR])
    return case


def _friend_of(house: House) -> str:
    """Somebody without an account reads that case."""
    assert house.case is not None
    author = house.people[Role.CASE_AUTHOR]
    _link, secret = make_link(page=house.case, maker=author, label=house.says("Vriend"), days=14, house="")
    return secret
