"""“Wie ziet dit?” stands on every page with personal data; a page without it says here why."""

from collections.abc import Callable, Collection, Iterator

import pytest
from django.conf import settings
from django.urls import reverse

from organisations.enums import Role
from organisations.models import Organisation
from portal.access import rule_for
from tests.portal.doors.addresses import doors_of
from tests.portal.doors.makers import MAKERS, Whose, methods_of, nothing_to_make
from tests.portal.doors.wire import undone
from tests.portal.doors.world import House, furnish

pytestmark = [pytest.mark.proof, pytest.mark.usefixtures("unadorned")]

MATERIAL = "the same for everybody; what somebody wrote or chose is a page further"
ASKS = "asks for a password, a code or a key, and shows nothing that is kept"
STYLE = "how an organisation looks; who made a version stands at the last step, with the line"
WITHOUT = {
    "together": "the same for everybody; with a list of one's own texts, when there is one, stands the line",
    "case_list": MATERIAL,
    "case_detail": MATERIAL,
    "discussion_guide": MATERIAL,
    "account_change_password": ASKS,
    "account_reauthenticate": ASKS,
    "mfa_reauthenticate_webauthn": ASKS,
    "mfa_activate_totp": ASKS,
    "mfa_add_webauthn": ASKS,
    "mfa_generate_recovery_codes": ASKS,
    "style_editor": STYLE,
    "style_step": STYLE,
    "local_overview": "texts of an organisation, without who wrote them",
    "my_data_read": "a file of her own, to read without the portal",
}
FEWEST_PAGES = 90


def _pages(here: House, there: House, seen: Collection[str] = ()) -> Iterator[tuple[str, str]]:
    """Every page for members alone, by the name of its address, as the first role has it that may open it.

    Without those that were seen before.
    """
    urlconf = settings.REGION_URLCONF if here.is_region else settings.ORGANISATION_URLCONF
    for door in doors_of(urlconf):
        rule = rule_for(door)  # type: ignore[arg-type]  # has what the rule looks at
        if not door.is_ours or rule is None or rule.public or door.url_name in seen:
            continue
        if "GET" not in methods_of(door.url_name):
            continue
        visits = MAKERS.get(door.url_name, nothing_to_make)(here, there)
        own = next((visit for visit in visits if visit.whose is Whose.OWN), None)
        if own is None:
            continue
        role = own.owner or next(role for role in Role if rule.admits(role))
        path = own.address or reverse(door.name, kwargs=dict(own.kwargs), urlconf=urlconf)
        with undone():
            answer = here.wires[role].ask("GET", path)
        if answer.status == 200 and answer.headers["Content-Type"].startswith("text/html"):
            yield door.url_name, answer.text


def test_every_page_with_personal_data_says_who_sees_it(
    region: Organisation, house: Callable[[str], Organisation]
) -> None:
    here, there = furnish(house("zonnehoek"), "Hier"), furnish(region, "Ginds")

    pages = dict(_pages(here, there))
    pages |= _pages(there, here, seen=pages)

    assert {name for name, page in pages.items() if "Wie ziet dit?" not in page} == WITHOUT.keys()
    assert len(pages) > FEWEST_PAGES
