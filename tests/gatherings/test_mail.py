"""Mail about a gathering: who is asked reads it in her own box, and who comes for nothing does not."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from gatherings.models import Gathering, Participation
from organisations.models import Membership, Organisation
from people.erasure import erase_account
from people.models import OutgoingMail
from tests.factories import make_member
from tests.gatherings.conftest import Company
from tests.gatherings.pages import page_of
from tests.gatherings.test_plan import filled

SOON = timezone.localdate() + dt.timedelta(days=8)


def _told() -> list[tuple[str, str]]:
    """To whom, and what stands above it."""
    return [(each.to, each.subject) for each in OutgoingMail.objects.order_by("pk")]


@pytest.fixture
def asked(company: Company, plan: Callable[..., Gathering]) -> Gathering:
    """A gathering in eight days with Fatma and Marja in it; what was mailed about that is gone."""
    gathering = plan(held_on=SOON, starts_at=dt.time(14))
    OutgoingMail.objects.all().delete()
    return gathering


@pytest.mark.parametrize(
    ("form", "greeting"),
    [
        ("u", "Daan Brouwers vraagt of u meedoet aan een bijeenkomst."),
        ("je", "Daan Brouwers vraagt of je meedoet aan een bijeenkomst."),
    ],
)
def test_who_is_asked_gets_what_when_who_and_the_link(
    company: Company, plan: Callable[..., Gathering], form: str, greeting: str
) -> None:
    Organisation.objects.filter(pk=company.organisation.pk).update(address_form=form)
    gathering = plan(with_others=False, held_on=dt.date(2099, 12, 3), starts_at=dt.time(14))

    for _twice in range(2):
        company.as_daan.post(page_of(gathering, "wie/"), {"add": company.fatma.pk})

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.organisation_key) == (company.fatma.email, "zonnehoek")
    assert mail.subject == "Doe mee aan een bijeenkomst: Alleen even aangeven"
    assert mail.sender.startswith(f'"{company.organisation.sender_name}"') or mail.sender.startswith(
        company.organisation.sender_name
    )
    assert mail.text.split("\n") == [
        "Dag Fatma,",
        "",
        greeting,
        "",
        "Wat: Alleen even aangeven",
        "Wanneer: donderdag 3 december 2099, 14:00 uur",
        "Hoe lang: ongeveer 60 minuten",
        "Wie leidt: Daan Brouwers",
        "",
        f"{company.organisation.root_url}{page_of(gathering)}",
        "",
        "Hartelijke groet,",
        company.organisation.sender_name,
        "",
    ]
    assert page_of(gathering) in mail.html


def test_a_whole_group_is_asked_one_mail_each(company: Company, plan: Callable[..., Gathering]) -> None:
    gathering = plan(leader=company.marja, with_others=False, held_on=SOON)
    group = company.as_marja.get(page_of(gathering, "wie/")).context["groups"][0]

    company.as_marja.post(page_of(gathering, "wie/"), {"group": group.key})

    assert [to for to, _subject in _told()] == [company.fatma.email]


def test_a_cancelled_one_tells_who_were_asked_once(company: Company, asked: Gathering) -> None:
    for _twice in range(2):
        company.as_daan.post(page_of(asked, "afzeggen/"))

    about = "Gaat niet door: Alleen even aangeven"
    assert sorted(_told()) == sorted([(company.fatma.email, about), (company.marja.email, about)])
    assert "Deze bijeenkomst gaat niet door. Je hoeft niets te doen." in OutgoingMail.objects.all()[0].text


def test_who_left_the_organisation_reads_nothing_more(company: Company, asked: Gathering) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(person=company.fatma).update(
        starts=yesterday - dt.timedelta(days=9), ends=yesterday
    )

    company.as_daan.post(page_of(asked, "afzeggen/"))

    assert [to for to, _subject in _told()] == [company.marja.email]


def test_the_leader_is_told_when_a_trainer_cancels(company: Company, asked: Gathering) -> None:
    company.as_marja.post(page_of(asked, "afzeggen/"))

    assert sorted(to for to, _subject in _told()) == sorted([company.daan.email, company.fatma.email])
    assert "Wie leidt: jij\n" in OutgoingMail.objects.get(to=company.daan.email).text


def test_on_after_all_is_told_too_and_once(company: Company, asked: Gathering) -> None:
    company.as_daan.post(page_of(asked, "afzeggen/"))
    OutgoingMail.objects.all().delete()

    for _twice in range(2):
        company.as_daan.post(page_of(asked, "toch/"))

    assert {subject for _to, subject in _told()} == {"Gaat toch door: Alleen even aangeven"}
    assert len(_told()) == 2


def test_another_day_is_told_and_another_clock_is_not(company: Company, asked: Gathering) -> None:
    form = filled(uuid=str(asked.uuid), held_on=SOON.isoformat(), starts_at="14:00", has_timers="")
    company.as_daan.post(page_of(asked, "wijzigen/"), form)
    assert _told() == []

    company.as_daan.post(page_of(asked, "wijzigen/"), {**form, "starts_at": "15:30"})

    assert {subject for _to, subject in _told()} == {"Andere dag of tijd: Alleen even aangeven"}
    assert ", 15:30 uur\n" in OutgoingMail.objects.all()[0].text


def test_nobody_is_told_about_a_day_that_has_been(company: Company, plan: Callable[..., Gathering]) -> None:
    gathering = plan(held_on=timezone.localdate() - dt.timedelta(days=1))

    company.as_daan.post(page_of(gathering, "afzeggen/"))

    assert _told() == []


def test_when_the_leader_removes_her_account_who_were_asked_are_told(
    company: Company, asked: Gathering
) -> None:
    erase_account(person=company.daan)

    about = "Gaat niet door: Alleen even aangeven"
    assert sorted(_told()) == sorted([(company.fatma.email, about), (company.marja.email, about)])
    assert "Daan" not in OutgoingMail.objects.all()[0].text
    assert Participation.objects.filter(gathering=asked).count() == 2


def test_a_mail_tells_no_story(company: Company, plan: Callable[..., Gathering]) -> None:
    gathering = plan(
        with_others=False, held_on=SOON, case=None, title="Stil", story="Een stille dag bij Jansen"
    )
    other = make_member(company.organisation, name="Els de Wit")

    company.as_daan.post(page_of(gathering, "wie/"), {"add": other.pk})

    mail = OutgoingMail.objects.get()
    assert ("Wat: Stil\n" in mail.text, "Jansen" in mail.text + mail.html) == (True, False)
