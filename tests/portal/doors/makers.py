"""For every address: with whose things it can be opened, and which methods it knows.

**You added an address and the matrix is red?** Three things can be missing:
1. its row in `portal/access.py`: who may open it;
2. if the address has parameters, or takes the key of something in its form: an object-maker in `MAKERS`,
   which gives one `Visit` with one's own thing, one with another organisation's and one with an unknown
   key (and each key swapped where there are several);
3. if it takes more than GET and HEAD: its name in `FORMS` (also POST) or `BUTTONS` (POST alone).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator

from gatherings.enums import State
from modules.models import BroughtCase, CaseQuestion
from modules.queries import published_cases
from organisations.enums import Role
from people.models import Device
from portal.base_style import base_css_url
from selfscan.models import TraineeMoment
from tests.portal.doors.world import House
from theming.fonts import DEFAULT_FONT
from theming.queries import current_look, fonts, versions_of

UNKNOWN = 987_654_321
NO_KEY = UUID("00000000-0000-4000-8000-000000000000")


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


def trainers_of_cohorts(here: House, there: House) -> list[Visit]:
    """The group in the address, and in the form who looks after it too: somebody who does not work here is no choice."""
    key, role = here.cohort.pk, Role.PRACTICE_TRAINER
    asked = {Whose.OTHER: there.people[role].pk, Whose.UNKNOWN: UNKNOWN}
    return [
        Visit(Whose.OWN, {"cohort_id": key}, {"trainer": here.people[role].pk}),
        *(
            Visit(whose, {"cohort_id": key}, {"trainer": person}, only_posted=True, answers=422)
            for whose, person in asked.items()
        ),
    ]


def own_cohorts_trainers(here: House, there: House) -> list[Visit]:
    """For a trainer: her own groups only."""
    others = [each for each in cohorts(here, there) if each.whose is not Whose.OWN]
    return trainers_of_cohorts(here, there) + others


def every_cohorts_trainers(here: House, there: House) -> list[Visit]:
    """For an administrator: every group of her organisation."""
    others = [each for each in cohorts(here, there) if each.whose in {Whose.OTHER, Whose.UNKNOWN}]
    return trainers_of_cohorts(here, there) + others


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


def stored_recordings(here: House, there: House) -> list[Visit]:
    """Recordings with the curriculum are everybody's; none is needed to see that a name opens no other file."""
    return [Visit(Whose.UNKNOWN, {"name": name}) for name in ("bestaat-niet.mp4", "..settings.vtt")]


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


def assignment_files(here: House, there: House) -> list[Visit]:
    """A file that was handed in, with its hand-in; each key swapped, and a file that is still hers alone."""
    own, other = here.shown_file, there.shown_file
    pairs = [
        (Whose.OWN, own.hand_in_id, own.key),
        (Whose.OTHER, other.hand_in_id, other.key),
        (Whose.OTHER, own.hand_in_id, other.key),
        (Whose.OTHER, other.hand_in_id, own.key),
        (Whose.UNKNOWN, own.hand_in_id, NO_KEY),
        (Whose.UNKNOWN, UNKNOWN, own.key),
        (Whose.UNKNOWN, UNKNOWN, NO_KEY),
    ]
    draft = Visit(
        Whose.OWN,
        {"hand_in": here.draft_file.hand_in_id, "key": here.draft_file.key},
        owner=Role.SUPERVISOR,
    )
    return [Visit(whose, {"hand_in": work, "key": key}) for whose, work, key in pairs] + [draft]


def removable_files(here: House, there: House) -> list[Visit]:
    """A file of a draft with its module; another's, and each key swapped."""
    own, other, slug = here.draft_file, there.draft_file, here.draft_module.slug
    pairs = [
        (Whose.OWN, slug, own.key),
        (Whose.OTHER, slug, other.key),
        (Whose.UNKNOWN, slug, NO_KEY),
        (Whose.UNKNOWN, "bestaat-niet", own.key),
        (Whose.UNKNOWN, here.module.slug, own.key),
    ]
    return [Visit(whose, {"slug": module, "key": key}) for whose, module, key in pairs]


def hand_ins(here: House, there: House) -> list[Visit]:
    """What was handed in and given to everybody who may look along, and what is still hers alone."""
    return _keys(
        "hand_in",
        here.shown_file.hand_in_id,
        other=there.shown_file.hand_in_id,
        colleague=here.draft_file.hand_in_id,
    )


def case_slugs(here: House, there: House) -> list[Visit]:
    """The cases are everybody's."""
    return _keys("slug", published_cases()[0].slug, unknown="bestaat-niet")


def played_cases(here: House, there: House) -> list[Visit]:
    """Cases with scenes are everybody's."""
    slug = next(case.slug for case in published_cases() if case.is_branching)
    return _keys("slug", slug, unknown="bestaat-niet")


def talk_questions(here: House, there: House) -> list[Visit]:
    """The questions of a case are everybody's; one under another case's address does not exist."""
    case, another = (published_cases().get(key=key) for key in ("K02", "K01"))
    own, elsewhere = case.questions[0].id, another.questions[0].id
    pairs = [
        (Whose.OWN, case.slug, own),
        (Whose.UNKNOWN, case.slug, elsewhere),
        (Whose.UNKNOWN, "bestaat-niet", own),
        (Whose.UNKNOWN, case.slug, str(UUID(int=7))),
    ]
    return [Visit(whose, {"slug": slug, "question": UUID(key)}) for whose, slug, key in pairs]


def contributions(here: House, there: House) -> list[Visit]:
    """What somebody wrote within her organisation."""
    return _keys("pk", here.contribution, other=there.contribution)


def contributions_of_others(here: House, there: House) -> list[Visit]:
    """The same, for what its writer does not do herself."""
    found = contributions(here, there)
    return [replace(found[0], owner=Role.PRACTICE_TRAINER), *found[1:]]


def own_contributions(here: House, there: House) -> list[Visit]:
    """The same, for what only its writer does."""
    found = contributions(here, there)
    return [replace(found[0], owner=Role.SUPERVISOR), *found[1:]]


def brought_cases(here: House, there: House) -> list[Visit]:
    """What somebody brought in herself, and what somebody elsewhere did."""
    own, other = (brought_of(house).pk for house in (here, there))
    return [
        Visit(Whose.OWN, {"brought_id": own}, owner=Role.SUPERVISOR),
        Visit(Whose.OTHER, {"brought_id": other}),
        Visit(Whose.UNKNOWN, {"brought_id": UNKNOWN}),
    ]


def questions_asked(here: House, there: House) -> list[Visit]:
    """A question about that, each key swapped by itself and both together."""
    own, other = brought_of(here).pk, brought_of(there).pk
    mine, theirs = (CaseQuestion.objects.get(brought=each).pk for each in (own, other))
    pairs = [
        (Whose.OWN, own, mine),
        (Whose.OTHER, own, theirs),
        (Whose.OTHER, other, theirs),
        (Whose.OTHER, other, mine),
        (Whose.UNKNOWN, own, UNKNOWN),
        (Whose.UNKNOWN, UNKNOWN, mine),
    ]
    return [
        Visit(whose, {"brought_id": brought, "question_id": question}, owner=Role.SUPERVISOR)
        for whose, brought, question in pairs
    ]


def brought_of(house: House) -> BroughtCase:
    """The case that this house's learner brought in."""
    return BroughtCase.objects.get(person=house.learner)


def gatherings(state: State) -> Maker:
    """Where she takes part: both who made it and the trainer in it come in; a colleague's, and one elsewhere."""

    def make(here: House, there: House) -> list[Visit]:
        return _keys(
            "gathering_id",
            here.gatherings[state].pk,
            other=there.gatherings[state].pk,
            colleague=here.colleagues_gathering.pk,
        )

    return make


def people_to_ask(here: House, there: House) -> list[Visit]:
    """The gathering in the address, and whom to ask in the form."""
    key = here.gatherings[State.PLANNED].pk
    asked = {
        Whose.OWN: here.people[Role.PRACTICE_TRAINER].pk,
        Whose.OTHER: there.people[Role.PRACTICE_TRAINER].pk,
        Whose.UNKNOWN: UNKNOWN,
    }
    visits = [
        Visit(whose, {"gathering_id": key}, {"add": person}, only_posted=True)
        for whose, person in asked.items()
    ]
    return visits + [each for each in gatherings(State.PLANNED)(here, there) if each.whose is not Whose.OWN]


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


def local_places(here: House, there: House) -> list[Visit]:
    """The steps are everybody's; what is filled in there is asked for by organisation."""
    return _keys("code", here.step.code, unknown="bestaat-niet")


def friends(here: House, there: House) -> list[Visit]:
    """A draft that somebody reads by a link; the secret is all there is to know."""
    return _keys("token", here.friend_token or None, unknown="bestaat-niet")


def friends_pictures(here: House, there: House) -> list[Visit]:
    """The draft has no pictures and no recordings: nothing opens by guessing a name."""
    pairs = [(here.friend_token or "bestaat-niet", "bestaat-niet.webp"), ("bestaat-niet", "..settings.png")]
    return [Visit(Whose.UNKNOWN, {"token": token, "name": name}) for token, name in pairs]


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
    "assignment": module_slugs,
    "assignment_tick": module_slugs,
    "assignment_hand_in": module_slugs,
    "assignment_withdraw": module_slugs,
    "assignment_piece": module_slugs,
    "assignment_file_remove": removable_files,
    "assignment_file": assignment_files,
    "look_along": hand_ins,
    "review": hand_ins,
    "step_detail": steps,
    "step_answer": steps,
    "step_complete": steps,
    "step_feedback": steps,
    "brought_detail": brought_cases,
    "brought_withdraw": brought_cases,
    "brought_answer": questions_asked,
    "case_detail": case_slugs,
    "case_play": played_cases,
    "case_play_start": played_cases,
    "case_choose": played_cases,
    "case_talk": case_slugs,
    "case_talk_question": talk_questions,
    "talk_answer": talk_questions,
    "talk_reply": contributions,
    "talk_recognise": contributions_of_others,
    "talk_change": own_contributions,
    "talk_withdraw": own_contributions,
    "talk_report": contributions_of_others,
    "talk_reported": contributions,
    "talk_hide": contributions,
    "talk_put_back": contributions,
    "talk_let_stand": contributions,
    "picture_file": stored_pictures,
    "local_edit": local_places,
    "friend_page": friends,
    "friend_picture": friends_pictures,
    "friend_recording": friends_pictures,
    # gatherings
    "gathering_detail": gatherings(State.ENDED),
    "gathering_edit": gatherings(State.PLANNED),
    "gathering_people": people_to_ask,
    "gathering_cancel": gatherings(State.PLANNED),
    "gathering_restore": gatherings(State.PLANNED),
    "gathering_start": gatherings(State.PLANNED),
    "gathering_lead": gatherings(State.RUNNING),
    "gathering_move": gatherings(State.RUNNING),
    "gathering_end": gatherings(State.RUNNING),
    "gathering_takeaway": gatherings(State.RUNNING),
    "gathering_confirm": gatherings(State.ENDED),
    "discussion_guide": lambda here, there: _keys("slug", "incidentmethode", unknown="bestaat-niet"),
    "recording_file": stored_recordings,
    # selfscan
    "scan_question": lambda here, there: _keys("number", 1),
    "scan_share": trainers,
    "path_choice": lambda here, there: _keys("key", "M02", unknown="bestaat-niet"),
    "path_move": lambda here, there: [
        Visit(Whose.OWN, data={"move": "advice"}, only_posted=True),
        Visit(Whose.UNKNOWN, data={"move": "up:bestaat-niet"}, only_posted=True),
    ],
    "path_situation": moments,
    "mandatory_edit": lambda here, there: _keys("key", "M02", unknown="bestaat-niet"),
    # cohorts and management
    "cohort_edit": cohorts,
    "cohort_board": cohorts,
    "cohort_trainers": own_cohorts_trainers,
    "group_trainers": every_cohorts_trainers,
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
        "talk_answer",
        "talk_recognise",
        "talk_put_back",
        "talk_let_stand",
        "brought_answer",
        "gathering_restore",
        "gathering_start",
        "gathering_move",
        "gathering_confirm",
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
        "assignment_hand_in",
        "assignment_withdraw",
        "assignment_piece",
        "assignment_file_remove",
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
        "local_edit",
        "mandatory_edit",
        "friend_page",
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
        "assignment",
        "look_along",
        "review",
        "module_wipe",
        "talk_reply",
        "talk_change",
        "talk_withdraw",
        "talk_report",
        "talk_hide",
        "case_bring",
        "gathering_create",
        "gathering_edit",
        "gathering_people",
        "gathering_cancel",
        "gathering_end",
        "gathering_takeaway",
        "brought_withdraw",
        "answers_wipe",
        "scan_start",
        "scan_question",
        "scan_check",
        "scan_wipe",
        "path_choice",
        "path_situation",
        "cohort_create",
        "cohort_trainers",
        "group_trainers",
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
