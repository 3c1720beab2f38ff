"""`/meekijken/`: who was asked by name sees that one hand-in, and may leave a reaction."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from modules.models import AssignmentFile, HandIn, HandInEvent, LookAlong, ModulePage
from modules.services import add_file, take_back
from organisations.enums import Role
from organisations.models import Membership, Organisation
from people.models import AuditEntry, Person
from tests.counting import queries_of
from tests.factories import make_member
from tests.modules.assignments import TEXT, handed_in, page_of, photo, words_of

LIST = "/meekijken/"


@pytest.fixture
def noor(zonnehoek: Organisation) -> Person:
    return make_member(zonnehoek, Role.LEARNER, name="Noor de Vries")


@pytest.fixture
def hers(zonnehoek: Organisation, noor: Person, client_at: Callable[..., Client]) -> Client:
    return client_at(zonnehoek, noor)


@pytest.fixture
def work(daan: Person, noor: Person, zonnehoek: Organisation, module: Callable[[str], ModulePage]) -> HandIn:
    """Given to Noor, with a photo."""
    add_file(person=daan, module=module("M01"), upload=uuid4(), name="bord.jpg", data=photo(), confirmed=True)
    return handed_in(daan, module("M01"), zonnehoek, learner_id=noor.pk)


def reaction(client: Client, work: HandIn, text: str) -> dict[str, str]:
    page = page_of(client.get(f"{LIST}{work.pk}/"))
    fields = {field["name"]: field.get("value", "") for field in page.select("main form input[name]")}
    fields.pop("csrfmiddlewaretoken")
    return {**fields, "text": text}


def test_she_sees_what_she_was_asked_and_answers(
    hers: Client, work: HandIn, daan: Person, browser: Client
) -> None:
    listed = words_of(hers.get(LIST))
    seen = words_of(hers.get(f"{LIST}{work.pk}/"))
    file = AssignmentFile.objects.get()
    photo_seen = hers.get(f"/opdrachten/{work.pk}/{file.key}/").status_code
    data = reaction(hers, work, "Fijn dat er een vast uur is.")

    answers = [hers.post(f"{LIST}{work.pk}/", data).status_code for _time in range(2)]

    assert ("Tijd op tafel" in listed, TEXT in seen, photo_seen, answers) == (True, True, 200, [302, 302])
    assert list(HandInEvent.objects.values_list("kind", flat=True)) == ["handed_in", "reacted"]
    assert "Fijn dat er een vast uur is." in words_of(
        browser.get("/modules/jij-als-werkbegeleider/opdracht/")
    )
    assert AuditEntry.objects.filter(subject=daan, verb="read_assignment").exists()
    assert "reactie gegeven" in words_of(hers.get(LIST))


def test_an_empty_reaction_is_asked_for(hers: Client, work: HandIn) -> None:
    response = hers.post(f"{LIST}{work.pk}/", reaction(hers, work, " "))

    assert (response.status_code, HandInEvent.objects.count()) == (422, 1)


def test_who_was_not_asked_sees_nothing(
    work: HandIn,
    zonnehoek: Organisation,
    house: Callable[[str], Organisation],
    client_at: Callable[..., Client],
) -> None:
    file = AssignmentFile.objects.get()
    for organisation, role in (
        (zonnehoek, Role.LEARNER),
        (zonnehoek, Role.TEAM_LEADER),
        (house("amelberga"), Role.LEARNER),
    ):
        client = client_at(organisation, make_member(organisation, role))
        assert "Er is nu niets om mee te kijken." in words_of(client.get(LIST))
        assert client.get(f"{LIST}{work.pk}/").status_code == 404
        assert client.get(f"/opdrachten/{work.pk}/{file.key}/").status_code == 404


def test_taken_back_is_gone(
    hers: Client, work: HandIn, daan: Person, module: Callable[[str], ModulePage]
) -> None:
    data = reaction(hers, work, "Te laat")
    take_back(person=daan, module=module("M01"), uuid=uuid4())
    file = AssignmentFile.objects.get()

    assert hers.get(f"{LIST}{work.pk}/").status_code == 404
    late = hers.post(f"{LIST}{work.pk}/", data)
    assert (late.status_code, "De reactie is niet bewaard" in words_of(late)) == (404, True)
    assert page_of(late).find("textarea").text == "Te laat"
    assert hers.get(f"/opdrachten/{work.pk}/{file.key}/").status_code == 404
    never = hers.post(f"{LIST}987654321/", data)
    assert (never.status_code, words_of(never)) == (404, words_of(late))
    assert "De reactie" not in words_of(hers.post(f"{LIST}{work.pk}/", {**data, "text": " "}))


def test_in_another_role_she_sees_it_no_more(hers: Client, work: HandIn, noor: Person) -> None:
    Membership.objects.filter(person=noor).update(role=Role.TEAM_LEADER)

    assert hers.get(f"{LIST}{work.pk}/").status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    hers: Client,
    noor: Person,
    zonnehoek: Organisation,
    module: Callable[[str], ModulePage],
    people: int,
) -> None:
    for _each in range(people):
        handed_in(make_member(zonnehoek), module("M01"), zonnehoek, learner_id=noor.pk)

    assert (LookAlong.objects.count(), queries_of(hers, LIST)) == (people, 8)
