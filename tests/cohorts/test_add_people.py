"""Paste → check table → confirmed: nothing happens before the last."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from cohorts.models import Enrolment
from organisations.models import Membership
from people.models import OutgoingMail, Person
from people.retention import apply_retention
from tests.cohorts.conftest import House
from tests.factories import make_cohort, make_participant

PASTE = """Ria Kuipers <ria@huis.example>
Bas Linders; bas@huis
Ria K, RIA@huis.example
Samir Bouzid\tsamir@huis.example
"""


def _form_of(page: str) -> dict[str, list[str]]:
    """What a browser would send back from the check table."""
    fields: dict[str, list[str]] = {"name": [], "email": [], "line": []}
    for tag in re.findall(r"<input[^>]*>", page):
        found = re.search(r'\bname="(\w+)"', tag)
        value = re.search(r'\bvalue="([^"]*)"', tag)
        if found and found[1] in fields:
            fields[found[1]].append(value[1] if value else "")
    return fields


def _sent(client: Client, address: str, data: dict[str, Any]) -> Any:
    """What stands on the page to which a post leads."""
    return client.post(address, data, follow=True)


def _page(response: Any) -> str:
    return str(response.content.decode())


def test_a_broken_paste_is_a_table_and_nothing_else(here: House) -> None:
    address = f"/groepen/{here.cohort.pk}/toevoegen/"

    response = _sent(here.client, address, {"text": PASTE})

    page = _page(response)
    assert response.status_code == 422
    assert re.findall(r'data-row="(\d)" data-good="(\w+)"', page) == [
        ("1", "yes"),
        ("2", "no"),
        ("3", "no"),
        ("4", "yes"),
    ]
    assert "Dit e-mailadres klopt niet." in page
    assert "Dit adres staat ook in regel 1." in page
    assert "Nodig 2 collega’s uit" in page
    assert (Membership.objects.filter(role="supervisor").count(), OutgoingMail.objects.count()) == (0, 0)


def test_confirmed_invites_the_good_rows_and_names_the_others(here: House) -> None:
    address = f"/groepen/{here.cohort.pk}/toevoegen/"
    fields = _form_of(_page(_sent(here.client, address, {"text": PASTE})))

    response = here.client.post(address, {**fields, "action": "confirm"}, follow=True)

    assert response.redirect_chain == [(f"/groepen/{here.cohort.pk}/", 302)]
    page = _page(response)
    assert "2 uitnodigingen verstuurd." in page
    assert "Overgeslagen: Bas Linders bas@huis. Dit e-mailadres klopt niet." in page
    assert sorted(Enrolment.objects.values_list("person__email", flat=True)) == [
        "ria@huis.example",
        "samir@huis.example",
    ]
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == [
        "ria@huis.example",
        "samir@huis.example",
    ]


def test_a_row_is_repaired_in_the_table(here: House) -> None:
    address = f"/groepen/{here.cohort.pk}/toevoegen/"
    fields = _form_of(_page(_sent(here.client, address, {"text": PASTE})))
    fields["email"][1] = "bas@huis.example"
    fields["name"][2] = fields["email"][2] = ""

    again = _sent(here.client, address, {**fields, "action": "check"})
    assert (again.status_code, "Nodig 3 collega’s uit" in _page(again)) == (200, True)
    assert OutgoingMail.objects.count() == 0

    here.client.post(address, {**_form_of(_page(again)), "action": "confirm"})
    assert Person.objects.filter(email="bas@huis.example").count() == 1
    assert OutgoingMail.objects.count() == 3


def test_the_check_table_is_a_page_to_come_back_to(here: House, client_at: Callable[..., Client]) -> None:
    address = f"/groepen/{here.cohort.pk}/toevoegen/"
    sent = here.client.post(address, {"text": PASTE})
    table = sent["Location"]
    first = _page(here.client.get(table))
    fields = _form_of(first)
    fields["email"][1] = "bas@huis.example"

    again = here.client.post(table, {**fields, "action": "check"})
    repaired = _page(here.client.get(table))
    kept = "".join(Session.objects.values_list("session_data", flat=True))
    decoded = str([each.get_decoded() for each in Session.objects.all()])
    elsewhere = _page(client_at(here.organisation, here.trainer).get(table))
    done = here.client.post(table, {**_form_of(repaired), "action": "confirm"})
    afterwards = _page(here.client.get(table))

    assert (sent.status_code, table[: len(address) + 7]) == (302, f"{address}?lijst=")
    assert _form_of(first)["email"] == [
        "ria@huis.example",
        "bas@huis",
        "ria@huis.example",
        "samir@huis.example",
    ]
    assert again["Location"] == table
    assert _form_of(repaired)["email"][1] == "bas@huis.example"
    assert "ria@huis" not in kept + decoded
    gone = "Die lijst is al verwerkt, of langer dan een uur geleden gecontroleerd. Plak de namen opnieuw."
    assert ("Samir" in elsewhere, gone in elsewhere) == (False, True)
    assert done["Location"] == f"/groepen/{here.cohort.pk}/"
    assert ("Samir" in afterwards, gone in afterwards) == (False, True)


def test_a_kept_list_belongs_to_one_group_and_lasts_an_hour(here: House) -> None:
    other = make_cohort(here.organisation, here.trainer, name="Voorjaar")
    table = here.client.post(f"/groepen/{here.cohort.pk}/toevoegen/", {"text": PASTE})["Location"]
    sessions = Session.objects.count()

    in_other = here.client.get(table.replace(f"/{here.cohort.pk}/", f"/{other.pk}/"))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=59), tick=False):
        in_time = here.client.get(table)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=61), tick=False):
        too_late = here.client.get(table)
        apply_retention()

    shown = [len(_form_of(_page(each))["email"]) for each in (in_other, in_time, too_late)]
    assert shown == [0, 4, 0]
    assert Session.objects.count() == sessions - 1


def test_pressing_twice_sends_once(here: House) -> None:
    address = f"/groepen/{here.cohort.pk}/toevoegen/"
    fields = {"name": ["Ria"], "email": ["ria@huis.example"], "line": ["1"], "action": "confirm"}
    here.client.post(address, fields)

    response = here.client.post(address, fields, follow=True)

    assert "Niemand nieuw in deze groep. Er is niets verstuurd." in _page(response)
    assert OutgoingMail.objects.count() == 1


def test_somebody_in_the_group_already_and_oneself_are_remarks(here: House) -> None:
    ria = make_participant(here.cohort, "Ria Kuipers")
    text = f"Ria; {ria.email}\nMarja; {here.trainer.email.upper()}\nBas; bas@huis.example"
    address = f"/groepen/{here.cohort.pk}/toevoegen/"

    response = _sent(here.client, address, {"text": text})

    page = _page(response)
    assert response.status_code == 200
    assert re.findall(r'data-row="(\d)" data-good="(\w+)"', page) == [
        ("1", "remark"),
        ("2", "remark"),
        ("3", "yes"),
    ]
    assert re.findall(r'Krijgt niets</span>\s*<p class="small muted">([^<]+)</p>', page) == [
        "Zit al in deze groep.",
        "Dit is het adres van de begeleider zelf. Die hoort niet in de eigen groep.",
    ]
    assert ("Nodig 1 collega uit" in page, "field__error" in page, "Controleer opnieuw" in page) == (
        True,
        False,
        False,
    )

    told = here.client.post(address, {**_form_of(page), "action": "confirm"}, follow=True)

    assert "1 uitnodiging verstuurd." in _page(told)
    assert [mail.to for mail in OutgoingMail.objects.all()] == ["bas@huis.example"]
    assert not Enrolment.objects.filter(person=here.trainer).exists()


def test_nobody_new_leads_back(here: House) -> None:
    response = _sent(
        here.client, f"/groepen/{here.cohort.pk}/toevoegen/", {"text": f"Marja; {here.trainer.email}"}
    )

    page = _page(response)
    assert (response.status_code, "Terug naar de groep" in page, 'value="confirm"' in page) == (
        200,
        True,
        False,
    )


def test_an_address_breaks_at_its_joints(here: House) -> None:
    page = _page(
        _sent(here.client, f"/groepen/{here.cohort.pk}/toevoegen/", {"text": "Ria; ria.kuipers@huis.example"})
    )

    assert ">ria<wbr>.kuipers<wbr>@huis<wbr>.example<" in page


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Plak of typ hier eerst namen en e-mailadressen."),
        ("  \n  \n", "Plak of typ hier eerst namen en e-mailadressen."),
        ("  \n ;; \n", "Hier staan geen namen of e-mailadressen in."),
        ("Naam;E-mail", "Hier staan geen namen of e-mailadressen in."),
        ("x" * 20_001, "Dit is te veel tekst in één keer. Plak de lijst in delen."),
        (
            "\n".join(f"a{number}@huis.example" for number in range(201)),
            "Dit zijn meer mensen dan in één keer kan. Plak er hoogstens 200.",
        ),
    ],
)
def test_a_paste_that_cannot_be_read_keeps_what_was_typed(here: House, text: str, message: str) -> None:
    response = _sent(here.client, f"/groepen/{here.cohort.pk}/toevoegen/", {"text": text})

    page = _page(response)
    assert response.status_code == 422
    assert message in page
    assert text.strip()[:100] in page


@pytest.mark.parametrize(
    "fields",
    [
        {"action": "confirm"},
        {"action": "confirm", "name": "a", "email": "b", "line": "x" * 300},
        {"action": "confirm", "name": "\x00", "email": "=cmd@x.nl\r\nBcc: y@x.nl", "line": "-1"},
        {"action": "x", "name": ["a", "b"], "email": ["a@x.nl"], "line": ["9" * 40]},
    ],
)
def test_a_bent_form_does_nothing(here: House, fields: dict[str, Any]) -> None:
    response = here.client.post(f"/groepen/{here.cohort.pk}/toevoegen/", fields)

    assert response.status_code == 302
    assert response["Location"].startswith(f"/groepen/{here.cohort.pk}/toevoegen/")
    assert OutgoingMail.objects.count() == 0


def test_typed_names_are_shown_as_text(here: House) -> None:
    response = _sent(
        here.client,
        f"/groepen/{here.cohort.pk}/toevoegen/",
        {"text": '<b>Ria</b>" onfocus=x; ria@huis.example'},
    )

    page = BeautifulSoup(_page(response), "html.parser").find("main")
    assert page.find(id="name-1")["value"] == '<b>Ria</b>" onfocus=x'
    assert page.find("b") is None
    assert page.select("[onfocus]") == []


def test_only_supervisors_come_out_of_a_paste(here: House, client: Client) -> None:
    fields = {"name": "Ria", "email": "ria@huis.example", "line": "1", "role": "org_admin"}
    here.client.post(f"/groepen/{here.cohort.pk}/toevoegen/", {**fields, "action": "confirm"})

    roles = Membership.objects.filter(person__email="ria@huis.example").values_list("role", flat=True)
    assert list(roles) == ["supervisor"]


@pytest.mark.parametrize("text", [PASTE, "ria@huis.example"], ids=["faults", "no name"])
def test_enter_in_a_field_looks_again_and_sends_nothing(here: House, text: str) -> None:
    page = _page(_sent(here.client, f"/groepen/{here.cohort.pk}/toevoegen/", {"text": text}))

    form = page[page.index('<form class="stack" method="post" novalidate>') :]
    first = re.search(r"<button[^>]*>", form)
    assert first is not None
    assert 'name="action" value="check"' in first[0]


def test_of_more_than_ten_rows_left_out_the_rest_is_counted(here: House) -> None:
    rows = [
        ("Ria Kuipers", "ria@huis.example"),
        *((f"Persoon {number}", "geen adres") for number in range(12)),
    ]
    fields = {"name": [name for name, _ in rows], "email": [email for _, email in rows]}
    fields["line"] = [str(number) for number in range(1, 14)]

    address = f"/groepen/{here.cohort.pk}/toevoegen/"
    page = here.client.post(address, {"action": "confirm", **fields}, follow=True).content.decode()

    assert (page.count("Overgeslagen: "), page.count("En nog 2 rijen overgeslagen.")) == (10, 1)
