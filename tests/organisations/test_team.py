"""`/team/`: a team leader sees names, and nothing else."""

import re
from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from organisations.enums import Role
from organisations.models import Membership, Organisation, Team
from tests.factories import make_member, make_membership, make_module_done, make_person, make_scan_done


def test_the_names_of_the_own_supervisors_only(
    zonnehoek: Organisation, client_at: Callable[..., Client]
) -> None:
    morning = Team.objects.create(organisation=zonnehoek, name="Ochtend")
    night = Team.objects.create(organisation=zonnehoek, name="Nacht")
    ruud = make_person("Ruud Jacobs")
    make_membership(zonnehoek, ruud, Role.TEAM_LEADER, team=morning)
    fatma = make_person("Fatma Yildirim")
    make_membership(zonnehoek, fatma, team=morning)
    make_membership(zonnehoek, make_person("Kanarie Nacht"), team=night)
    make_membership(zonnehoek, make_person("Kanarie Leerling"), Role.LEARNER, team=morning)
    make_scan_done(fatma)
    make_module_done(fatma, "M02", timezone.localdate())

    page = client_at(zonnehoek, ruud).get("/team/").content.decode()

    main = page.split("<main", 1)[1].split("</main>")[0]
    assert re.findall(r"<li data-person[^>]*>([^<]+)</li>", main) == ["Fatma Yildirim"]
    assert "1 werkbegeleider<" in main
    assert "Kanarie" not in page
    for word in ("M02", "Zelfscan", "van 12", fatma.email):
        assert word not in main


def test_without_a_team_nobody_shows(zonnehoek: Organisation, client_at: Callable[..., Client]) -> None:
    make_member(zonnehoek, name="Kanarie Vogel")
    ruud = make_member(zonnehoek, Role.TEAM_LEADER)

    page = client_at(zonnehoek, ruud).get("/team/").content.decode()

    assert Membership.objects.get(person=ruud).team is None
    assert "Je hoort nog niet bij een team." in page
    assert "Kanarie" not in page
