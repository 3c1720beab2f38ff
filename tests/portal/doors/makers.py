"""For every address: with whose things it can be opened, and which methods it knows.

**You added an address and the matrix is red?** Three things can be missing:
1. its row in `portal/access.py`: who may open it;
2. if the address has parameters, or takes the key of something in its form: an object-maker in `MAKERS`,
   which gives one `Visit` with one's own thing, one with another organisation's and one with an unknown
   key (and each key swapped where there are several);
3. if it takes more than GET and HEAD: its name in `FORMS` (also POST) or `BUTTONS` (POST alone).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator

from modules.queries import published_cases
from organisations.enums import Role
from people.models import Device
from portal.base_style import base_css_url
from selfscan.models import TraineeMoment
from tests.portal.doors.world import House
from theming.fonts import DEFAULT_FONT
from theming.queries import current_look, fonts, versions_of

UNKNOWN = 987_654_321


class Whose(StrEnum):
    """Whose thing an address is opened with."""

    OWN = "own"
    COLLEAGUE = "colleague's"
    OTHER = "other organisation's"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Visit:
    """What stands in the address and in the form, and whose that is.

    `own` visits open; all others answer one and the same 404. `refuses` says which methods look at the key:
    a key that only the form holds is not seen by GET. `answers` is for the few that say something else to
    what is not there than 404; they too may not tell it from what is another's. `address` is for a pattern
    without named parameters. `owner` is the role whose own it is, when colleagues in other roles come in too.
    """

    whose: Whose
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    only_posted: bool = False
    answers: int = 404
    address: str = ""
    owner: str | None = None


Maker = Callable[[House, House], list[Visit]]
"""From here and there (the other organisation) to visits."""


def nothing_to_make(here: House, there: House) -> list[Visit]:
    """An address without a key."""
    return [Visit(Whose.OWN)]


def _keys(
    name: str, own: Any, *, other: Any = None, colleague: Any = None, unknown: Any = UNKNOWN
) -> list[Visit]:
    found = {Whose.OWN: own, Whose.COLLEAGUE: colleague, Whose.OTHER: other, Whose.UNKNOWN: unknown}
    return [Visit(whose, {name: key}) for whose, key in found.items() if key is not None]


def _posted(
    name: str, own: Any, other: Any, unknown: Any = UNKNOWN, answers: int = 404, **extra: Any
) -> list[Visit]:
    found = {Whose.OWN: own, Whose.OTHER: other, Whose.UNKNOWN: unknown}
    return [
        Visit(whose, data={name: key, **extra}, only_posted=True, answers=answers)
        for whose, key in found.items()
    ]


def cohorts(here: House, there: House) -> list[Visit]:
    """One's own group, a colleague's, another organisation's."""
    return _keys("cohort_id", here.cohort.pk, other=there.cohort.pk, colleague=here.colleagues_cohort.pk)


def people_in_cohorts(here: House, there: House) -> list[Visit]:
    """Group and person, each swapped by itself and both together."""
    own, other = here.cohort.pk, there.cohort.pk
    mine, hers, theirs = here.participant.pk, here.colleagues_participant.pk, there.participant.pk
    pairs = [
        (Whose.OWN, own, mine),
        (Whose.COLLEAGUE, own, hers),
        (Whose.COLLEAGUE, here.colleagues_cohort.pk, hers),
        (Whose.COLLEAGUE, here.colleagues_cohort.pk, mine),
        (Whose.OTHER, own, theirs),
        (Whose.OTHER, other, theirs),
        (Whose.OTHER, other, mine),
        (Whose.UNKNOWN, own, UNKNOWN),
        (Whose.UNKNOWN, UNKNOWN, mine),
        (Whose.UNKNOWN, UNKNOWN, UNKNOWN),
    ]
    return [Visit(whose, {"cohort_id": cohort, "person_id": person}) for whose, cohort, person in pairs]


def memberships(here: House, there: House) -> list[Visit]:
    """A colleague's membership, and one of another organisation in the same role."""
    role = Role.TEAM_LEADER
    return _keys("membership_id", here.memberships[role].pk, other=there.memberships[role].pk)


def teams(here: House, there: House) -> list[Visit]:
    """A team, and one of another organisation."""
    return _keys("team_id", here.team.pk, other=there.team.pk)


def locations(here: House, there: House) -> list[Visit]:
    """A location, and one of another organisation."""
    return _keys("location_id", here.team.location_id, other=there.team.location_id)


def stored_pictures(here: House, there: House) -> list[Visit]:
    """Pictures with the curriculum are everybody's; none is needed to see that a name opens no other file."""
    return [Visit(Whose.UNKNOWN, {"name": name}) for name in ("bestaat-niet.webp", "..settings.png")]


def policy_reports(here: House, there: House) -> list[Visit]:
    """A form is no report: 415, from everybody."""
    return [Visit(Whose.UNKNOWN, answers=415)]


def devices(here: House, there: House) -> list[Visit]:
    """Where somebody is signed in: her own, and somebody's elsewhere."""
    own, other = (Device.objects.filter(person=house.learner).first().pk for house in (here, there))
    return [
        Visit(Whose.OWN, {"device": own}, owner=Role.SUPERVISOR),
        Visit(Whose.OTHER, {"device": other}),
        Visit(Whose.UNKNOWN, {"device": UNKNOWN}),
    ]


def passkeys(here: House, there: House) -> list[Visit]:
    """Her own passkey, and somebody's elsewhere."""
    own, other = (
        Authenticator.objects.get(user=house.learner, type="webauthn").pk for house in (here, there)
    )
    return [
        Visit(Whose.OWN, {"pk": own}, owner=Role.SUPERVISOR),
        Visit(Whose.OTHER, {"pk": other}),
        Visit(Whose.UNKNOWN, {"pk": UNKNOWN}),
    ]


def not_set_up(here: House, there: House) -> list[Visit]:
    """Nobody has an app or recovery codes here: then the page does not exist."""
    return [Visit(Whose.UNKNOWN)]


def colleagues(here: House, there: House) -> list[Visit]:
    """Somebody who works here, and somebody of another organisation."""
    return _keys("person_id", here.participant.pk, other=there.participant.pk)


def no_work_account(here: House, there: House) -> list[Visit]:
    """Nobody set up a work account here: what belongs to one does not exist."""
    return [Visit(Whose.UNKNOWN)]


def start_cards(here: House, there: House) -> list[Visit]:
    """What a QR opens: every code gets one answer."""
    return [Visit(Whose.UNKNOWN, {"code": code}, answers=302) for code in ("ABCD-EFGH", "bestaat-niet")]


def list_templates(here: House, there: House) -> list[Visit]:
    """The file to fill in, by kind."""
    return _keys("ending", "csv", unknown="exe")


def style_versions(here: House, there: House) -> list[Visit]:
    """An earlier version of one's own style, and one of another's."""
    own, other = (list(versions_of(house.theme))[-1].pk for house in (here, there))
    return _keys("revision", own, other=other)


def trainers(here: House, there: House) -> list[Visit]:
    """With whom a result is shared: the trainer of one's own group, or of another organisation's."""
    role = Role.PRACTICE_TRAINER
    return _posted("trainer", here.people[role].pk, there.people[role].pk, share="on")


def moments(here: House, there: House) -> list[Visit]:
    """A date of one's own, or of somebody elsewhere: what is not hers is silently left."""
    own, other = (TraineeMoment.objects.filter(person=house.learner).first().pk for house in (here, there))
    return _posted("remove", own, other, answers=302)


def module_slugs(here: House, there: House) -> list[Visit]:
    """The curriculum is everybody's."""
    return _keys("slug", here.module.slug, unknown="bestaat-niet")


def steps(here: House, there: House) -> list[Visit]:
    """A step of a module; a step under another module's address does not exist."""
    module, step = here.step_module.slug, here.step.slug
    pairs = [
        (Whose.OWN, module, step),
        (Whose.UNKNOWN, module, "bestaat-niet"),
        (Whose.UNKNOWN, "bestaat-niet", step),
    ]
    return [Visit(whose, {"module": first, "step": second}) for whose, first, second in pairs]


def case_slugs(here: House, there: House) -> list[Visit]:
    """The cases are everybody's."""
    return _keys("slug", published_cases()[0].slug, unknown="bestaat-niet")


def played_cases(here: House, there: House) -> list[Visit]:
    """Cases with scenes are everybody's."""
    slug = next(case.slug for case in published_cases() if case.is_branching)
    return _keys("slug", slug, unknown="bestaat-niet")


def style_sheets(here: House, there: House) -> list[Visit]:
    """Of one's own organisation; the region's host serves them all."""
    visits = [
        Visit(Whose.OWN, {"key": here.organisation.key, "digest": _digest(here)}),
        Visit(_shared(here), {"key": there.organisation.key, "digest": _digest(there)}),
        Visit(Whose.UNKNOWN, {"key": "bestaat-niet", "digest": "0" * 12}),
    ]
    if here.is_region:
        return visits
    # Another's digest at one's own address leads to one's own sheet, as an unknown digest does.
    swapped = {"key": here.organisation.key, "digest": _digest(there)}
    unknown = {"key": here.organisation.key, "digest": "0" * 12}
    return [*visits, Visit(Whose.OTHER, swapped, answers=302), Visit(Whose.UNKNOWN, unknown, answers=302)]


def _digest(house: House) -> str:
    look = current_look(house.organisation)
    assert look is not None
    return look.digest


def _shared(here: House) -> Whose:
    return Whose.OWN if here.is_region else Whose.OTHER


def pictures(here: House, there: House) -> list[Visit]:
    """A logo, by organisation and by the digest of what it shows."""
    rendition = {"rendition": "kop.png"}
    own = there if here.is_region else here  # the region has no logo of its own
    visits = [
        Visit(Whose.OWN, {"key": own.organisation.key, "name": own.theme.logo, **rendition}),
        Visit(Whose.UNKNOWN, {"key": own.organisation.key, "name": "0" * 16, **rendition}),
        Visit(Whose.UNKNOWN, {"key": "bestaat-niet", "name": own.theme.logo, **rendition}),
        Visit(Whose.UNKNOWN, {"key": own.organisation.key, "name": own.theme.logo, "rendition": "bron.png"}),
    ]
    if not here.is_region:
        visits += [
            Visit(Whose.OTHER, {"key": there.organisation.key, "name": there.theme.logo, **rendition}),
            Visit(Whose.OTHER, {"key": there.organisation.key, "name": here.theme.logo, **rendition}),
            Visit(Whose.OTHER, {"key": here.organisation.key, "name": there.theme.logo, **rendition}),
        ]
    return visits


def tiles(here: House, there: House) -> list[Visit]:
    """The logo for a tile."""
    own = there if here.is_region else here
    return _keys(
        "key",
        own.organisation.key,
        other=None if here.is_region else there.organisation.key,
        unknown="bestaat-niet",
    )


def tile_sheet(here: House, there: House) -> list[Visit]:
    """Exists on the region's host alone."""
    return [Visit(Whose.OWN if here.is_region else Whose.UNKNOWN)]


def letters(here: House, there: House) -> list[Visit]:
    """Families of the catalogue are everybody's."""
    return [
        Visit(Whose.OWN, {"text": DEFAULT_FONT, "heading": DEFAULT_FONT, "digest": "0" * 12}),
        Visit(Whose.UNKNOWN, {"text": "bestaat-niet", "heading": DEFAULT_FONT, "digest": "0" * 12}),
    ]


def letter_files(here: House, there: House) -> list[Visit]:
    """Files of the catalogue."""
    name = next(path.name for path in fonts().folder.iterdir() if path.suffix == ".woff2")
    return _keys("name", name, unknown="bestaat-niet.woff2")


def base_sheets(here: House, there: House) -> list[Visit]:
    """The base style: any digest gets the sheet of today."""
    digest = base_css_url().split(".")[-2]
    return _keys("digest", digest, unknown=None)


def reset_links(here: House, there: House) -> list[Visit]:
    """The link of a mail: what is wrong with it is said on a page of its own."""
    pairs = [
        (Whose.OTHER, _uid(there), "0-0"),
        (Whose.UNKNOWN, "zzzzzz", "0-0"),
        (Whose.OTHER, _uid(here), "0-0"),
    ]
    return [Visit(whose, {"uidb36": uid, "key": key}, answers=200) for whose, uid, key in pairs]


def _uid(house: House) -> str:
    return str(user_pk_to_url_str(house.learner))


def houses(here: House, there: House) -> list[Visit]:
    """The demo's "the same page there"."""
    return [
        Visit(Whose.OWN, data={"house": "zilverlinde", "path": "/"}),
        Visit(Whose.UNKNOWN, data={"house": "bestaat-niet"}, only_posted=True),
    ]


def cast(here: House, there: House) -> list[Visit]:
    """The demo's one-click sign-in: the cast of this host alone, and nobody else's addresses."""
    return _posted("email", None, there.learner.email, "niemand@adres.example")[1:]


MAKERS: dict[str, Maker] = {
    # portal
    "base_css": base_sheets,
    "account_reset_password_from_key": reset_links,
    "policy_report": policy_reports,
    "wagtail_serve": lambda here, there: [Visit(Whose.UNKNOWN, address="/bestaat-niet/")],
    # people
    "my_data_wipe": lambda here, there: _keys("name", "selfscan", unknown="bestaat-niet"),
    # how somebody signs in
    "device_end": devices,
    "mfa_remove_webauthn": passkeys,
    "mfa_deactivate_totp": not_set_up,
    "mfa_view_recovery_codes": not_set_up,
    "mfa_download_recovery_codes": not_set_up,
    "work_account_start": no_work_account,
    "work_account_callback": no_work_account,
    "work_account_test": no_work_account,
    "sign_in_try": no_work_account,
    "sign_in_switch": no_work_account,
    "sign_in_unlink": no_work_account,
    "start_card": start_cards,
    # theming
    "theme_css": style_sheets,
    "theme_image": pictures,
    "font_css": letters,
    "font_file": letter_files,
    "organisation_tile": tiles,
    "tiles_css": tile_sheet,
    "style_step": lambda here, there: _keys("step", "kleur", unknown="bestaat-niet"),
    "style_go_back": style_versions,
    # modules
    "module_detail": module_slugs,
    "module_wipe": module_slugs,
    "assignment_tick": module_slugs,
    "step_detail": steps,
    "step_answer": steps,
    "step_complete": steps,
    "step_feedback": steps,
    "case_detail": case_slugs,
    "case_play": played_cases,
    "case_play_start": played_cases,
    "case_choose": played_cases,
    "picture_file": stored_pictures,
    # selfscan
    "scan_question": lambda here, there: _keys("number", 1),
    "scan_share": trainers,
    "path_choice": lambda here, there: _keys("key", "M02", unknown="bestaat-niet"),
    "path_move": lambda here, there: [
        Visit(Whose.OWN, data={"move": "advice"}, only_posted=True),
        Visit(Whose.UNKNOWN, data={"move": "up:bestaat-niet"}, only_posted=True),
    ],
    "path_situation": moments,
    # cohorts and management
    "cohort_edit": cohorts,
    "cohort_board": cohorts,
    "cohort_add": cohorts,
    "cohort_export": cohorts,
    "cohort_person": people_in_cohorts,
    "cohort_resend": people_in_cohorts,
    "cohort_leave": people_in_cohorts,
    "cohort_start_cards": cohorts,
    "people_leave": colleagues,
    "cohort_address": people_in_cohorts,
    "people_edit": memberships,
    "people_end": memberships,
    "people_resend": memberships,
    "people_address": memberships,
    "people_list_template": list_templates,
    "team_edit": teams,
    "location_edit": locations,
    # the demo
    "demo_other_house": houses,
    "demo_sign_in": cast,
}

BUTTONS = frozenset(
    {
        "switch_role",
        "policy_report",
        "stay_signed_in",
        "case_play_start",
        "case_choose",
        "work_account_start",
        "work_account_test",
        "sign_in_try",
        "sign_in_switch",
        "sign_in_unlink",
        "devices_end",
        "device_end",
        "style_explain",
        "style_publish",
        "style_drop",
        "style_go_back",
        "assignment_tick",
        "step_answer",
        "step_complete",
        "step_feedback",
        "scan_share",
        "path_move",
        "cohort_resend",
        "people_resend",
        "demo_sign_in",
        "demo_fill_scan",
        "demo_other_house",
    }
)
FORMS = frozenset(
    {
        "wagtail_serve",  # what no address took: 404, whatever was tried
        "account_login",
        "account_logout",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_reset_password",
        "account_reset_password_from_key",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "account_change_password",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_generate_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "confirm_by_mail",
        "mfa_reauthenticate_webauthn",
        "mfa_add_webauthn",
        "mfa_remove_webauthn",
        "people_list",
        "my_data",
        "my_data_wipe",
        "my_data_erase",
        "style_editor",
        "style_step",
        "style_preview",
        "module_wipe",
        "answers_wipe",
        "scan_start",
        "scan_question",
        "scan_check",
        "scan_wipe",
        "path_choice",
        "path_situation",
        "cohort_create",
        "cohort_edit",
        "cohort_add",
        "cohort_leave",
        "start",
        "start_card",
        "start_hello",
        "start_cards",
        "sign_in_settings",
        "cohort_start_cards",
        "people_leave",
        "cohort_address",
        "team_admin",
        "team_edit",
        "location_edit",
        "people_address",
        "people_invite",
        "people_edit",
        "people_end",
    }
)


def methods_of(url_name: str) -> frozenset[str]:
    """Which methods an address knows."""
    if url_name in BUTTONS:
        return frozenset({"POST"})
    return frozenset({"GET", "HEAD", "POST"}) if url_name in FORMS else frozenset({"GET", "HEAD"})
