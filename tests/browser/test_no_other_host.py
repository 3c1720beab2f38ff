"""A round past every kind of page, as everybody who has one: nothing is asked of another host, nothing is missing.

`visit` counts: a request to another host, a part of a page that is not there, an error in the console.
"""

import re
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from portal.access import ACCESS
from tests.browser.conftest import DESKTOP, Visit
from tests.browser.steps_of_a_walk import first_case_in_the_admin, let_scan_begin
from tests.portal.doors.makers import BUTTONS

HOUSE, REGION = "zonnehoek", ""
EDITOR, AUTHOR, COORDINATOR = "redactie@regio.example", "els@zonnehoek.example", "coordinator@regio.example"
CONFIRM = "/mijn-gegevens/inloggen/bevestigen/"
OUTBOX = "demo_outbox"  # mail to everybody: who reads it here may not go where all of it leads

# Who goes round at an organisation, and from where; links do the rest.
ROUNDS: dict[str, tuple[str, ...]] = {
    "daan": (
        "/leerpad/",
        "/modules/antwoorden-wissen/",
        "/modules/voorbereiden-en-kennismaken/dag-een-twee-versies/",
        "/modules/leerdoelen-en-leerwerkplan/twee-minuten-bij-de-start-van-de-dienst/",
        "/modules/welkom-de-eerste-weken/de-omgevallen-koffie/",
    ),
    "samir": (
        "/mijn-gegevens/inloggen/bevestigen/",
        "/mijn-gegevens/inloggen/bevestigen/mail/",
        "/zelfscan/vraag/9/",
        "/zelfscan/controle/",
        "/zelfscan/voorlopig/",
    ),
    "marja": ("/", "/samen/casussen/pak-jij-die-route-even/spelen/?k=2"),
    "beheer": ("/",),
    "huisstijl": ("/",),
    "noor": ("/",),
    "ruud": ("/",),
    "": (
        "/inloggen/",
        "/inloggen/code/",
        "/inloggen/niet-actief/",
        "/wachtwoord-vergeten/verstuurd/",
        "/wachtwoord-vergeten/klaar/",
    ),
}
NO_PAGE = frozenset(
    {
        *("base_css", "theme_css", "tiles_css", "style_preview_css", "font_css", "font_file", "favicon"),
        *("theme_image", "organisation_tile", "picture_file", "recording_file", "friend_picture"),
        *("friend_recording", "privacy_looks"),
        *("my_data_download", "my_data_read", "cohort_export", "people_list_template", "assignment_file"),
        *("health", "security_txt", "work_account_callback", "mfa_login_webauthn"),
        *("mfa_download_recovery_codes", "wagtail_serve"),
    }
)
# Only after something that a round doesn't do, or behind a secret that came by mail or on paper.
NOT_ON_THE_WAY = frozenset(
    {
        *("account_confirm_login_code", "account_reset_password_from_key", "start_card", "start_hello"),
        *("mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_deactivate_totp"),
        *("mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_remove_webauthn"),
        *("friend_page", "account_set_password", "gathering_edit", "location_edit", "figures"),
    }
)
# Of Wagtail: a button that wants to know of which pages; and a page whose library for cropping tries what the
# policy refuses, and does without.
LEFT_OUT = frozenset({"wagtail_bulk_action", "wagtailimages:edit"})
LINKS = "() => [...document.querySelectorAll('a[href]:not([download])')].map((each) => each.href)"


def _kind_of(url: str) -> str:
    """The name of an address, the same for the editors' lists of one make; empty when there is none."""
    parts = urlsplit(url)
    urlconf = settings.REGION_URLCONF if parts.hostname == "localhost" else settings.ORGANISATION_URLCONF
    try:
        return re.sub(r"^wagtailsnippets_\w+", "wagtailsnippets", resolve(parts.path, urlconf).view_name)
    except Resolver404:
        return ""


def _go_round(window: Visit, start: Sequence[str], seen: set[str]) -> set[str]:
    """Open these pages and one of every other kind that they lead to, but what was `seen`; the kinds opened."""
    opened: set[str] = set()
    waiting: list[str] = []
    for address in start:
        opened |= _open(window, address)
        waiting += window.page.evaluate(LINKS)
    host = urlsplit(address).netloc
    while waiting:
        address = waiting.pop(0).partition("#")[0]
        kind = _kind_of(address)
        if urlsplit(address).netloc != host or not kind or kind in {*opened, *seen, *LEFT_OUT, *NO_PAGE}:
            continue
        opened |= {kind, *_open(window, address)}
        if kind != OUTBOX:
            waiting += window.page.evaluate(LINKS)
    return opened


def _open(window: Visit, address: str) -> set[str]:
    """The kinds of what came, frames included. What went wrong gets its address."""
    before = len(window.faults)
    response = window.page.goto(address)
    if response is None or response.status != 200:
        window.faults.append(f"{response and response.status}")
    window.faults[before:] = [f"{address}: {each}" for each in window.faults[before:]]
    return {_kind_of(frame.url) for frame in window.page.frames}


def _shared(kinds: set[str]) -> set[str]:
    """Those that look the same to everybody: opened once."""
    return {kind for kind in kinds if not (rule := ACCESS.get(kind)) or not rule.roles}


def test_every_page_of_an_organisation_stays_at_home(visit: Callable[..., Visit]) -> None:
    """As everybody of the cast with a role of her own, and as somebody who has not signed in."""
    opened: set[str] = set()
    for who, start in ROUNDS.items():
        window = visit(viewport=DESKTOP)
        if who:
            window.sign_in(HOUSE, who)
        if who == "daan":
            _confirm(window.open(HOUSE, CONFIRM))
        if who == "samir":
            let_scan_begin(window.open(HOUSE, "/zelfscan/"))
        addresses = [window.portal.url(HOUSE, path) for path in start]
        opened |= _go_round(window, addresses, _shared(opened))
        window.context.close()

    assert ACCESS.keys() - opened - BUTTONS - NO_PAGE - NOT_ON_THE_WAY == set()


def _confirm(page: Page) -> None:
    """She is who she says, for a quarter of an hour."""
    page.get_by_label("Wachtwoord").fill("demo")
    page.get_by_role("button", name="Verder").click()
    page.wait_for_url(lambda url: CONFIRM not in url)


def test_every_page_of_the_region_stays_at_home(visit: Callable[..., Visit]) -> None:
    """The editors' admin, what the project added to it, the author's part of it, and the region's own pages."""
    opened: set[str] = set()
    for who in (EDITOR, AUTHOR, COORDINATOR, ""):
        window = visit(viewport=DESKTOP)
        start = ["/"]
        if who:
            window.sign_in(REGION, who)
        if who == EDITOR:
            case = first_case_in_the_admin(window.open(REGION, "/redactie/casuistiek/?q=route"))
            start = [
                "/redactie/",
                f"/redactie/pages/{case}/edit/",
                f"/redactie/casuistiek/{case}/kaart/",
                f"/redactie/casuistiek/{case}/proef/",
                f"/redactie/vrienden/{case}/",
            ]
        if who == AUTHOR:
            start = ["/redactie/"]
        opened |= _go_round(window, [window.portal.url(REGION, path) for path in start], _shared(opened))
        window.context.close()

    ours = {
        "casuistiek:index",
        "casuistiek:brought_index",
        "casuistiek:brought",
        "gezondheid:index",
        "figures",
    }
    assert ours - opened == set()
    assert {"wagtailadmin_home", "wagtailadmin_pages:edit", "wagtailsnippets:edit"} - opened == set()
