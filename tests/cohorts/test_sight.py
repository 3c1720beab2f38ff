"""Who may open what of a group: every role, every address, own and others'."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from organisations.enums import REGION_ROLES, Role
from organisations.models import Membership
from organisations.tenancy import use_organisation
from people.models import OutgoingMail
from tests.cohorts.conftest import House
from tests.factories import make_cohort, make_member, make_participant

ADDRESSES = (
    "/groepen/{cohort}/",
    "/groepen/{cohort}/wijzigen/",
    "/groepen/{cohort}/toevoegen/",
    "/groepen/{cohort}/export.csv",
    "/groepen/{cohort}/{person}/",
    "/groepen/{cohort}/{person}/weg/",
    "/groepen/{cohort}/{person}/uitnodigen/",
)
READ_ONLY = ("/groepen/{cohort}/", "/groepen/{cohort}/export.csv", "/groepen/{cohort}/{person}/")
HERE_ROLES = [role for role in Role if role not in REGION_ROLES]


def _bare(page: bytes) -> bytes:
    """The page without the one thing that differs at every request."""
    return re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', b"", page)


@pytest.mark.parametrize("role", HERE_ROLES)
@pytest.mark.parametrize("address", ["/groepen/", "/groepen/nieuw/", "/groepen/mensen/", *ADDRESSES])
def test_only_a_trainer_comes_in(
    here: House, client_at: Callable[..., Client], role: Role, address: str
) -> None:
    person = make_participant(here.cohort, "Ria Kuipers", invited_days_ago=1)
    visitor = here.trainer if role == Role.PRACTICE_TRAINER else make_member(here.organisation, role)
    client = client_at(here.organisation, visitor)
    wanted = address.format(cohort=here.cohort.pk, person=person.pk)

    expected = 200 if role == Role.PRACTICE_TRAINER else 403
    if role == Role.PRACTICE_TRAINER and address.endswith("uitnodigen/"):
        expected = 302  # only a button leads there: back to the page that holds it
    assert client.get(wanted).status_code == expected
    if role != Role.PRACTICE_TRAINER:
        assert client.post(wanted, {"text": "a@b.nl", "action": "confirm"}).status_code == 403
        assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("whose", ["other organisation", "other trainer"])
def test_what_is_not_hers_answers_as_what_does_not_exist(
    here: House, elsewhere: House, address: str, method: str, whose: str
) -> None:
    is_elsewhere = whose == "other organisation"
    cohort = elsewhere.cohort if is_elsewhere else make_cohort(here.organisation, name="Van een ander")
    person = make_participant(cohort, "Kanarie Vogel")
    wanted = address.format(cohort=cohort.pk, person=person.pk)

    while_it_is_there = getattr(here.client, method)(wanted)
    with use_organisation(cohort.organisation):
        cohort.delete()
    when_it_is_gone = getattr(here.client, method)(wanted)

    leads_back = "uitnodigen" in address and method != "post"
    takes_no_post = address in READ_ONLY and method == "post"
    assert while_it_is_there.status_code == (302 if leads_back else 405 if takes_no_post else 404)
    assert while_it_is_there.status_code == when_it_is_gone.status_code
    assert _bare(while_it_is_there.content) == _bare(when_it_is_gone.content)
    assert while_it_is_there.headers == when_it_is_gone.headers
    assert b"Kanarie" not in while_it_is_there.content
    assert OutgoingMail.objects.count() == 0


@pytest.mark.parametrize("address", [each for each in ADDRESSES if "{person}" in each])
def test_somebody_of_another_group_is_not_found_in_this_one(here: House, address: str) -> None:
    other = make_cohort(here.organisation, here.trainer, name="Voorjaar")
    person = make_participant(other, "Kanarie Vogel", invited_days_ago=20)
    wanted = address.format(cohort=here.cohort.pk, person=person.pk)

    response = here.client.post(wanted) if "uitnodigen" in address else here.client.get(wanted)

    assert (response.status_code, b"Kanarie" in response.content) == (404, False)


def test_an_absurd_id_is_not_found(here: House) -> None:
    assert here.client.get(f"/groepen/{'9' * 40}/").status_code == 404


def test_nothing_of_another_organisation_is_in_the_lists(here: House, elsewhere: House) -> None:
    make_participant(elsewhere.cohort, "Kanarie Vogel")

    for address in ("/groepen/", "/groepen/mensen/"):
        assert b"Kanarie" not in here.client.get(address).content
        assert b"Kanarie" in elsewhere.client.get(address).content


def test_a_session_of_one_house_is_worth_nothing_in_another(here: House, elsewhere: House) -> None:
    here.client.defaults["HTTP_HOST"] = elsewhere.organisation.site.hostname

    response = here.client.get("/groepen/")

    assert (response.status_code, response["Location"]) == (302, "/inloggen/?next=/groepen/")


def test_her_own_group_after_she_stopped_being_a_trainer(
    here: House, client_at: Callable[..., Client]
) -> None:
    Membership.objects.filter(person=here.trainer).update(role=Role.SUPERVISOR)

    assert here.client.get(f"/groepen/{here.cohort.pk}/").status_code == 403
