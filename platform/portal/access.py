"""Access as data: who may open which address (source: TRUST, Access as data).

A URL name without a row is refused, and a test walks both urlconfs. A view still fetches what it shows
through a query for this person; this table only decides whether the door opens.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.urls import ResolverMatch

from organisations.enums import Role


class Shown(StrEnum):
    """How lately somebody must have shown who she is."""

    SIGNED_IN = "signed in"
    LATELY = "lately"  # signed in or confirmed within the last quarter of an hour
    AGAIN = "again"  # confirmed within that time, after signing in: signing in itself changes


@dataclass(frozen=True)
class Access:
    """Who may open an address: everybody (`public`), every member (`roles` empty), or these roles.

    `back_to` names the page to return to after confirming, and the place on it, for an address that is a file and
    no page.
    """

    roles: frozenset[str] = field(default_factory=frozenset)
    public: bool = False
    shown: Shown = Shown.SIGNED_IN
    back_to: str = ""

    def admits(self, role: str) -> bool:
        """May somebody in this role open the address?"""
        return not self.roles or role in self.roles


def _only(*roles: str) -> Access:
    return Access(frozenset(roles))


PUBLIC = Access(public=True)
MEMBERS = Access()
CONFIRMED = Access(shown=Shown.AGAIN)
LEARNERS = _only(Role.SUPERVISOR)
READERS = _only(
    Role.SUPERVISOR,
    Role.PRACTICE_TRAINER,
    Role.ORG_ADMIN,
    Role.EDITOR,
    Role.REGIONAL_COORDINATOR,
    Role.CASE_AUTHOR,
)
TRAINERS = _only(Role.PRACTICE_TRAINER)
# What people write to each other about a case is theirs: no editor, administrator or coordinator reads it.
TALKERS = _only(Role.SUPERVISOR, Role.PRACTICE_TRAINER)
COMPANY = _only(Role.SUPERVISOR, Role.PRACTICE_TRAINER)
ADMINS = _only(Role.ORG_ADMIN)
STYLISTS = _only(Role.STYLE_MANAGER, Role.ORG_ADMIN)
EDITORS = _only(Role.EDITOR, Role.CASE_AUTHOR)

ACCESS: dict[str, Access] = {
    # portal
    "home": PUBLIC,
    "health": PUBLIC,
    "base_css": PUBLIC,
    "wagtail_serve": PUBLIC,
    "security_txt": PUBLIC,
    "policy_report": PUBLIC,
    "region_list": PUBLIC,
    "switch_role": MEMBERS,
    "privacy": MEMBERS,
    "privacy_looks": MEMBERS,
    "trainee_home": _only(Role.LEARNER),
    "figures": _only(Role.REGIONAL_COORDINATOR),
    "team_home": _only(Role.TEAM_LEADER),
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "stay_signed_in": MEMBERS,
    "work_account_start": PUBLIC,
    "work_account_callback": PUBLIC,
    "work_account_test": ADMINS,
    "account_request_login_code": PUBLIC,
    "account_confirm_login_code": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "account_inactive": PUBLIC,
    "start": PUBLIC,
    "start_card": PUBLIC,
    "start_hello": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    # how somebody signs in
    "mfa_index": MEMBERS,
    "account_change_password": MEMBERS,
    "account_set_password": CONFIRMED,
    "mfa_activate_totp": CONFIRMED,
    "mfa_deactivate_totp": CONFIRMED,
    "mfa_view_recovery_codes": CONFIRMED,
    "mfa_generate_recovery_codes": CONFIRMED,
    "mfa_download_recovery_codes": Access(shown=Shown.AGAIN, back_to="mfa_view_recovery_codes"),
    "account_reauthenticate": MEMBERS,
    "mfa_reauthenticate": MEMBERS,
    "confirm_by_mail": MEMBERS,
    "mfa_reauthenticate_webauthn": MEMBERS,
    "mfa_add_webauthn": CONFIRMED,
    "mfa_remove_webauthn": CONFIRMED,
    "devices_end": MEMBERS,
    "device_end": MEMBERS,
    # people
    "my_data": MEMBERS,
    "my_data_wipe": MEMBERS,
    "my_data_download": Access(shown=Shown.LATELY, back_to="my_data#section-copy"),
    "my_data_erase": Access(shown=Shown.LATELY),
    "my_data_read": Access(shown=Shown.LATELY, back_to="my_data#section-copy"),
    # theming
    "theme_css": PUBLIC,
    "theme_image": PUBLIC,
    "font_css": PUBLIC,
    "font_file": PUBLIC,
    "organisation_tile": PUBLIC,
    "tiles_css": PUBLIC,
    "favicon": PUBLIC,
    "style_editor": STYLISTS,
    "style_step": STYLISTS,
    "style_preview": STYLISTS,
    "style_preview_css": STYLISTS,
    "style_explain": STYLISTS,
    "style_publish": STYLISTS,
    "style_drop": STYLISTS,
    "style_go_back": STYLISTS,
    # modules
    "module_list": READERS,
    "module_detail": READERS,
    "module_wipe": LEARNERS,
    "answers_wipe": LEARNERS,
    "assignment": LEARNERS,
    "assignment_tick": LEARNERS,
    "assignment_hand_in": LEARNERS,
    "assignment_withdraw": LEARNERS,
    "assignment_piece": LEARNERS,
    "assignment_file_remove": LEARNERS,
    "assignment_file": _only(Role.SUPERVISOR, Role.PRACTICE_TRAINER, Role.LEARNER, Role.TEAM_LEADER),
    "look_list": _only(Role.LEARNER, Role.TEAM_LEADER),
    "look_along": _only(Role.LEARNER, Role.TEAM_LEADER),
    "step_detail": READERS,
    "step_answer": LEARNERS,
    "step_complete": LEARNERS,
    "step_feedback": READERS,
    "together": READERS,
    "case_list": READERS,
    "case_bring": LEARNERS,
    "brought_list": LEARNERS,
    "brought_detail": LEARNERS,
    "brought_answer": LEARNERS,
    "brought_withdraw": LEARNERS,
    "case_detail": READERS,
    "case_play": READERS,
    "case_play_start": READERS,
    "case_choose": LEARNERS,
    "case_talk": TALKERS,
    "case_talk_question": TALKERS,
    "talk_answer": LEARNERS,
    "talk_reply": TALKERS,
    "talk_recognise": LEARNERS,
    "talk_change": TALKERS,
    "talk_withdraw": TALKERS,
    "talk_report": TALKERS,
    "talk_reports": TRAINERS,
    "talk_reported": TRAINERS,
    "talk_hide": TRAINERS,
    "talk_put_back": TRAINERS,
    "talk_let_stand": TRAINERS,
    "picture_file": READERS,
    "recording_file": READERS,
    "evidence_overview": LEARNERS,
    "my_work": LEARNERS,
    "team_card": LEARNERS,
    "local_overview": ADMINS,
    "local_edit": ADMINS,
    "friend_page": PUBLIC,
    "friend_picture": PUBLIC,
    "friend_recording": PUBLIC,
    # gatherings
    "gathering_list": COMPANY,
    "gathering_create": COMPANY,
    "gathering_detail": COMPANY,
    "gathering_edit": COMPANY,
    "gathering_people": COMPANY,
    "gathering_cancel": COMPANY,
    "gathering_restore": COMPANY,
    "gathering_start": COMPANY,
    "gathering_lead": COMPANY,
    "gathering_move": COMPANY,
    "gathering_end": COMPANY,
    "gathering_takeaway": COMPANY,
    "gathering_confirm": COMPANY,
    "discussion_guide": READERS,
    # selfscan
    "learning_path": LEARNERS,
    "scan_start": LEARNERS,
    "scan_question": LEARNERS,
    "scan_check": LEARNERS,
    "scan_result": LEARNERS,
    "scan_provisional": LEARNERS,
    "scan_share": LEARNERS,
    "scan_wipe": LEARNERS,
    "path_move": LEARNERS,
    "path_choice": LEARNERS,
    "path_situation": LEARNERS,
    "mandatory_list": ADMINS,
    "mandatory_edit": ADMINS,
    # cohorts and management
    "cohort_list": TRAINERS,
    "cohort_create": TRAINERS,
    "cohort_edit": TRAINERS,
    "cohort_trainers": TRAINERS,
    "cohort_person": TRAINERS,
    "cohort_resend": TRAINERS,
    "cohort_address": TRAINERS,
    "cohort_leave": TRAINERS,
    "cohort_board": TRAINERS,
    "cohort_add": TRAINERS,
    "cohort_export": TRAINERS,
    "cohort_start_cards": TRAINERS,
    "my_people": TRAINERS,
    "review_list": TRAINERS,
    "review": TRAINERS,
    "management": STYLISTS,
    "people_admin": ADMINS,
    "people_invite": ADMINS,
    "people_edit": ADMINS,
    "people_end": ADMINS,
    "people_resend": ADMINS,
    "people_leave": ADMINS,
    "start_cards": ADMINS,
    "people_list": ADMINS,
    "people_list_template": ADMINS,
    "group_admin": ADMINS,
    "group_trainers": ADMINS,
    "team_admin": ADMINS,
    "team_edit": ADMINS,
    "location_edit": ADMINS,
    "people_address": ADMINS,
    "sign_in_settings": ADMINS,
    "sign_in_try": ADMINS,
    "sign_in_switch": ADMINS,
    "sign_in_unlink": ADMINS,
}

# Third-party addresses, by namespace or first path segment: their own checks go on top of ours.
PREFIXES: dict[str, Access] = {
    "wagtail": EDITORS,
    "static": PUBLIC,
    "demo": PUBLIC,
}


def rule_for(match: ResolverMatch) -> Access | None:
    """The row of a resolved address, or None when it has none."""
    if match.namespaces and match.namespaces[0].startswith("wagtail"):
        return PREFIXES["wagtail"]
    if match.url_name in ACCESS and not match.namespaces:
        return ACCESS[match.url_name]
    route = match.route.strip("^").split("/", 1)[0]
    return PREFIXES.get({"redactie": "wagtail"}.get(route, route))
