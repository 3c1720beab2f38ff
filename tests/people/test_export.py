"""`/mijn-gegevens/download/`: everything of me, in the wording of then; nothing of anybody else."""

import datetime as dt
import json
import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.core.checks import run_checks
from django.test import Client
from django.utils import timezone

from cohorts.services import enrol
from competences.models import Evidence, Indicator, Phase
from gatherings.queries import offered_forms
from gatherings.services import end_gathering, plan_gathering, save_takeaway, start_gathering
from modules.bringing.services import bring_in
from modules.models import (
    AnswerSlot,
    CasePage,
    CaseQuestion,
    Contribution,
    HandIn,
    HandInEvent,
    LookAlong,
    ModulePage,
    ModuleProgress,
    Recognition,
    Report,
    StepPage,
    StepProgress,
    Submission,
)
from modules.services import Looks, add_file, save_draft, start_play, take_piece
from organisations.enums import REGION_ROLES, Role
from organisations.models import (
    IdentityProvider,
    Invitation,
    Leave,
    Membership,
    Organisation,
    StartCard,
    Team,
    WorkAccount,
)
from organisations.tenancy import use_organisation
from people import registry
from people.chosen_roles import remember_role
from people.devices import remember_device
from people.enums import Verb
from people.models import AuditEntry, Person
from people.registry import everything_kept
from people.secrecy import encrypt
from people.services import queue_mail
from selfscan.models import PathPreference, TraineeMoment
from selfscan.services.scans import finish_run, start_or_resume_run
from selfscan.services.sharing import share_result
from tests.factories import make_cohort, make_member, make_membership
from tests.modules.assignments import photo
from tests.modules.talking import put_answer
from tests.people.pages import page_of
from tests.selfscan.scans import answer_all, answers_at

JSON = "/mijn-gegevens/download/"
HTML = "/mijn-gegevens/download/lezen/"
ASKED = {
    "questions": [{"key": "v1", "text": "Wat deed jij?"}],
    "options": [{"key": "a", "text": "Afwachten"}],
}


def put_everything(person: Person, trainer: Person, organisation: Organisation, mark: str) -> None:
    """Something of every kind about this person, each with the mark where there is free text."""
    step = StepPage.objects.first()
    place = {
        "person": person,
        "page": step,
        "step_code": "M01-1",
        "block_id": uuid.uuid4(),
        "question_key": "v1",
    }
    content = {"payload": {"answers": {"v1": f"{mark} antwoord"}}, "asked": ASKED}
    AnswerSlot.objects.create(**place, **content)
    Submission.objects.create(**place, **content, uuid=uuid.uuid4(), based_on=0, revision=1)
    StepProgress.objects.create(person=person, step=step)
    brought = bring_in(
        person=person,
        organisation=organisation,
        uuid=uuid.uuid4(),
        title=f"{mark} inbreng",
        happened=f"{mark} gebeurd",
        dilemma=f"{mark} lastig",
        question=f"{mark} vraag",
        gives_name=False,
    )
    CaseQuestion.objects.create(person=person, brought=brought, text=f"{mark} navraag")
    with use_organisation(organisation):
        offered = offered_forms()[0]
        gathering = plan_gathering(
            organisation=organisation,
            leader=person,
            uuid=uuid.uuid4(),
            title=f"{mark} bijeenkomst",
            story="",
            case=None,
            form_key=offered.key,
            form=offered.form,
            held_on=timezone.localdate(),
            starts_at=None,
            guests=0,
            has_timers=True,
        )
        start_gathering(gathering=gathering)
        save_takeaway(
            person=person, gathering=gathering, text=f"{mark} meegenomen", is_shared=False, revision=0
        )
        end_gathering(gathering=gathering, minutes=50, present=[person.pk], guests=0, revision=1)
    start_play(person=person, case=CasePage.objects.get(key="K01"))
    put_talk(person, trainer, organisation, mark)
    ModuleProgress.objects.create(
        person=person, module=ModulePage.objects.first(), steps_done=1, steps_total=6
    )
    module = ModulePage.objects.get(key="M02")
    save_draft(
        person=person, module=module, uuid=uuid.uuid4(), based_on=0, text=f"{mark} opdracht", looks=Looks()
    )
    bring = {"person": person, "module": module, "confirmed": True}
    add_file(**bring, upload=uuid.uuid4(), name=f"{mark} foto.jpg", data=photo())
    take_piece(
        **bring, upload=uuid.uuid4(), name="x.jpg", size=900, offset=0, content=photo()[:90], digest=""
    )
    with use_organisation(organisation):
        work = HandIn.objects.get(person=person)
        note = {"hand_in": work, "by": trainer, "by_role": Role.PRACTICE_TRAINER, "uuid": uuid.uuid4()}
        HandInEvent.objects.create(person=person, kind="more_asked", text=f"{mark} vraag", **note)
        LookAlong.objects.create(
            organisation=organisation, hand_in=work, owner=person, viewer=person, role=Role.LEARNER
        )
        run = start_or_resume_run(person=person)
        answer_all(run, answers_at(2))
        finish_run(person=run.person)
        share_result(person=person, trainer=trainer, organisation=organisation)
        membership = Membership.objects.filter(person=person).first()
        Invitation.objects.create(organisation=organisation, membership=membership)
        Leave.objects.create(organisation=organisation, person=person, last_day=timezone.localdate())
        StartCard.objects.create(
            organisation=organisation, person=person, digest=f"{mark} {person.pk}", expires_at=timezone.now()
        )
    PathPreference.objects.update_or_create(
        person=person,
        defaults={"choices": {"M03": {"kind": "parked", "reason": f"{mark} reden"}}, "order": ["M02"]},
    )
    TraineeMoment.objects.create(person=person, phase=Phase.objects.first(), on=dt.date(2027, 1, 4))
    provider, _created = IdentityProvider.objects.get_or_create(organisation=organisation)
    WorkAccount.objects.create(
        organisation=organisation, provider=provider, person=person, subject=f"{mark} kenmerk {person.pk}"
    )
    remember_role(person=person, organisation_key=organisation.key, role=Role.SUPERVISOR)
    queue_mail(to=person.email, subject=f"{mark} onderwerp", text="geheim", organisation_key=organisation.key)


def put_talk(person: Person, trainer: Person, organisation: Organisation, mark: str) -> None:
    """An answer to a case, and a trainer's of which she recognised and reported something."""
    case = CasePage.objects.get(key="K02")
    put_answer(organisation, person, case, f"{mark} bijdrage")
    with use_organisation(organisation):
        theirs = Contribution.objects.get(
            pk=put_answer(organisation, trainer, case, "Tekst van een ander", number=2)
        )
        said = {"organisation": organisation, "contribution": theirs, "person": person}
        Recognition.objects.create(**said)
        Report.objects.create(**said, reason=f"{mark} melding")


def _parts(client: Client) -> dict[str, list[dict[str, Any]]]:
    return {part["name"]: part["rows"] for part in json.loads(client.get(JSON).content)["parts"]}


@pytest.fixture
def full(zonnehoek: Organisation, marja: Person, fatma: Person) -> Person:
    """Fatma with something of everything."""
    put_everything(fatma, marja, zonnehoek, "MIJN")
    return fatma


def test_every_kind_is_there_with_its_words(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, full: Person
) -> None:
    client_at(zonnehoek, marja).get(page_of(marja, full))

    client = client_at(zonnehoek, full)
    client.get(HTML)
    remember_device(
        person=full,
        session_key=client.session.session_key,
        organisation_key="zonnehoek",
        user_agent="Mozilla/5.0 (iPhone)",
        is_shared=False,
    )
    Authenticator.objects.create(user=full, type="totp", data={"secret": encrypt("GEHEIM")})
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]  # shown at sign-in
    session.save()

    parts = _parts(client)

    mine = set(parts) - {
        "groups-as-trainer",
        "sign-in-addresses",
        "editor-settings",
        "friend-links",
        "local-texts",
    }
    assert {name for name, rows in parts.items() if not rows} == set(parts) - mine
    assert (parts["account"][0]["name"], parts["account"][0]["email"]) == ("Fatma Yıldırım", full.email)
    assert parts["sessions"][0]["kind"] == "iPhone"
    assert parts["chosen-roles"] == [{"organisation": zonnehoek.name, "role": "Werkbegeleider"}]
    assert [set(row) for row in parts["second-factors"]] == [{"kind", "name", "created_at"}]
    assert parts["second-factors"][0]["kind"] == "App voor codes"
    assert parts["module-answers"][0]["answers"] == ["Wat deed jij? → MIJN antwoord"]
    assert (len(parts["scan-answers"]), len(parts["evidence"])) == (32, Evidence.objects.count())
    assert parts["evidence"][0]["details"] == ["vraag: S01"]
    statement = parts["scan-answers"][0]
    assert statement["question"].endswith(".")
    assert len(statement["answer"]) > 5
    assert len(parts["paths"][0]["result"]) == 8
    assert all(": Groeiend" in line for line in parts["paths"][0]["result"])
    assert any("Je koos bij" in line for line in parts["paths"][0]["path"])
    assert parts["path-choices"][0]["choices"][0].endswith(": geparkeerd: MIJN reden")
    assert [row["with"] for row in parts["shares"]] == ["Marja van der Heijden"]
    assert [(row["who"], row["what"]) for row in parts["looked"]] == [
        ("Marja van der Heijden (leercoach)", "bekeek de gedeelde uitslag van de zelfscan")
    ]
    hours = parts["attendance"][0]
    assert (hours["kind"], hours["title"], hours["minutes"]) == ("Casusbespreking", "MIJN bijeenkomst", 50)
    assert parts["takeaways"][0]["text"] == "MIJN meegenomen"
    assert parts["gatherings"][0]["leads"] is True
    brought = parts["brought-cases"][0]
    assert (brought["title"], brought["stage"], brought["questions"]) == (
        "MIJN inbreng",
        "er is een vraag",
        ["MIJN navraag → "],
    )
    assert (parts["assignments"][0]["text"], parts["assignment-drafts"][0]["text"]) == ("MIJN opdracht",) * 2
    (file,) = parts["assignment-files"]
    assert (file["name"], client.get(file["address"]).status_code) == ("MIJN foto.jpg", 200)
    assert parts["assignments"][0]["history"][0].endswith("Marja van der Heijden · MIJN vraag")
    assert [row["group"] for row in parts["groups"]] == ["Najaar"]
    assert [row["subject"] for row in parts["work-accounts"]] == [f"MIJN kenmerk {full.pk}"]
    assert [row["subject"] for row in parts["mail"]] == ["MIJN onderwerp"]
    assert "geheim" not in str(parts)


def test_the_readable_copy_says_the_same(
    zonnehoek: Organisation, client_at: Callable[..., Client], full: Person
) -> None:
    response = client_at(zonnehoek, full).get(HTML)

    page = response.content.decode()
    assert response["Content-Disposition"] == 'attachment; filename="mijn-gegevens.html"'
    for kept in everything_kept():
        assert f'<h2 id="{kept.name}">{kept.title}</h2>' in page
    assert "<dd>Wat deed jij? → MIJN antwoord</dd>" in page
    assert page.count("<script") == page.count("<link") == page.count("<img") == 0


def test_markup_in_an_answer_stays_text(
    zonnehoek: Organisation, client_at: Callable[..., Client], marja: Person, fatma: Person
) -> None:
    put_everything(fatma, marja, zonnehoek, "<script>alert(1)</script>")

    assert b"<script" not in client_at(zonnehoek, fatma).get(HTML).content


@pytest.mark.parametrize("address", [JSON, HTML])
def test_nothing_of_another_person_or_organisation(
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
    marja: Person,
    full: Person,
    address: str,
) -> None:
    elsewhere = house("amelberga")
    colleague = make_member(zonnehoek, name="KANARIE Collega")
    put_everything(colleague, marja, zonnehoek, "KANARIE")
    # she works there too: whatever that organisation keeps is told there, not here
    with use_organisation(elsewhere):
        team = Team.objects.create(organisation=elsewhere, name="KANARIE team")
    make_membership(elsewhere, full, team=team, display_name="KANARIE naam")
    trainer = make_member(elsewhere, Role.PRACTICE_TRAINER, name="KANARIE trainer")
    cohort = make_cohort(elsewhere, trainer, name="KANARIE groep")
    with use_organisation(elsewhere):
        enrol(cohort=cohort, person=full)
        share_result(person=full, trainer=trainer, organisation=elsewhere)
    queue_mail(to=full.email, subject="KANARIE mail", text="", organisation_key=elsewhere.key)
    there = client_at(elsewhere, trainer)
    there.get(f"/groepen/{cohort.pk}/{full.pk}/")

    assert b"KANARIE" not in client_at(zonnehoek, full).get(address).content
    assert client_at(elsewhere, full).get(address).content.count(b"KANARIE") >= 6


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("address", [JSON, HTML])
def test_it_works_for_every_role_and_is_recorded(
    zonnehoek: Organisation, region: Organisation, client_at: Callable[..., Client], role: Role, address: str
) -> None:
    organisation = region if role in REGION_ROLES else zonnehoek
    person = make_member(organisation, role, name="Iemand Hier")

    response = client_at(organisation, person).get(address)

    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    assert "Iemand Hier" in response.content.decode()
    entry = AuditEntry.objects.get(verb=Verb.DOWNLOADED)
    assert (entry.actor_id, entry.subject_id) == (person.pk, person.pk)


@pytest.mark.parametrize("address", [JSON, HTML])
def test_a_stranger_is_sent_to_sign_in(
    zonnehoek: Organisation, client_at: Callable[..., Client], address: str
) -> None:
    response = client_at(zonnehoek).get(address)

    assert (response.status_code, response["Location"]) == (302, f"/inloggen/?next={address}")


# Nothing can be forgotten -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({"item": "S31", "option": "b"}, ["vraag: S31", "gekozen antwoord: b"]),
        ({"case": 12, "title": "Alleen even aangeven"}, ["casus: Alleen even aangeven"]),
        ({"case": 12}, ["nummer van de casus: 12"]),
        (
            {"seen": "een_enkele_keer", "relation": "collega_in_opleiding"},
            ["wie meekeek: collega-in-opleiding", "hoe vaak gezien: een enkele keer"],
        ),
    ],
)
def test_what_evidence_holds_reads_in_dutch(
    zonnehoek: Organisation,
    client_at: Callable[..., Client],
    fatma: Person,
    details: dict[str, Any],
    told: list[str],
) -> None:
    Evidence.objects.create(
        person=fatma,
        indicator=Indicator.objects.first(),
        source="case",
        proficiency_level=2,
        weight_numerator=1,
        observed_on=timezone.localdate(),
        origin="proef",
        details=details,
    )

    assert _parts(client_at(zonnehoek, fatma))["evidence"][0]["details"] == told


def _faults() -> list[str]:
    return [fault.msg for fault in run_checks(tags=["leerlijn"]) if fault.id == "leerlijn.E002"]


def test_every_model_about_a_person_is_covered() -> None:
    assert _faults() == []


@pytest.mark.parametrize("name", ["account", "memberships", "evidence", "moments", "sessions", "groups"])
def test_a_model_that_is_forgotten_is_found(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    kept = registry._kept[name]
    monkeypatch.delitem(registry._kept, name)

    assert {fault.split(" is about")[0] for fault in _faults()} <= set(kept.models)
    assert len(_faults()) >= 1


def test_what_stays_says_why() -> None:
    assert {kept.name for kept in everything_kept() if kept.erase is None} == {"looked", "acts"}
    with pytest.raises(ValueError, match="nor says why"):
        registry.register_kept(registry.Kept("x", "X", ("x.X",), {}, export=lambda person: []))


def test_an_export_names_only_fields_that_have_a_label(full: Person) -> None:
    for kept in everything_kept():
        for row in kept.export(full):
            assert set(row) == set(kept.fields), kept.name


def test_made_today(zonnehoek: Organisation, client_at: Callable[..., Client], full: Person) -> None:
    document = json.loads(client_at(zonnehoek, full).get(JSON).content)

    assert (document["format"], document["organisation"]) == ("leerlijn-mijn-gegevens/1", "zonnehoek")
    assert dt.datetime.fromisoformat(document["made_at"]) <= timezone.now()
