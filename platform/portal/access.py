"""Access as data: who may open which address (source: TRUST, Access as data).

A URL name without a row is refused, and a test walks both urlconfs. A view still fetches what it shows
through a query for this person; this table only decides whether the door opens.
"""

from dataclasses import dataclass, field

from django.urls import ResolverMatch

from organisations.enums import Role


@dataclass(frozen=True)
class Access:
    """Who may open an address: everybody (`public`), every member (`roles` empty), or these roles."""

    roles: frozenset[str] = field(default_factory=frozenset)
    public: bool = False

    def admits(self, role: str) -> bool:
        """May somebody in this role open the address?"""
        return not self.roles or role in self.roles


def _only(*roles: str) -> Access:
    return Access(frozenset(roles))


PUBLIC = Access(public=True)
MEMBERS = Access()
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
    "account_set_password": MEMBERS,
    "mfa_activate_totp": MEMBERS,
    "mfa_deactivate_totp": MEMBERS,
    "mfa_view_recovery_codes": MEMBERS,
    "mfa_generate_recovery_codes": MEMBERS,
    "mfa_download_recovery_codes": MEMBERS,
    "account_reauthenticate": MEMBERS,
    "mfa_reauthenticate": MEMBERS,
    "confirm_by_mail": MEMBERS,
    "mfa_reauthenticate_webauthn": MEMBERS,
    "mfa_add_webauthn": MEMBERS,
    "mfa_remove_webauthn": MEMBERS,
    "devices_end": MEMBERS,
    "device_end": MEMBERS,
    # people
    "my_data": MEMBERS,
    "my_data_wipe": MEMBERS,
    "my_data_download": MEMBERS,
    "my_data_erase": MEMBERS,
    "my_data_read": MEMBERS,
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
    "assignment_tick": LEARNERS,
    "step_detail": READERS,
    "step_answer": LEARNERS,
    "step_complete": LEARNERS,
    "step_feedback": READERS,
    "together": READERS,
    "case_list": READERS,
    "case_detail": READERS,
    "case_play": READERS,
    "case_play_start": READERS,
    "case_choose": LEARNERS,
    "picture_file": READERS,
    "evidence_overview": LEARNERS,
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
    # cohorts and management
    "cohort_list": TRAINERS,
    "cohort_create": TRAINERS,
    "cohort_edit": TRAINERS,
    "cohort_person": TRAINERS,
    "cohort_resend": TRAINERS,
    "cohort_address": TRAINERS,
    "cohort_leave": TRAINERS,
    "cohort_board": TRAINERS,
    "cohort_add": TRAINERS,
    "cohort_export": TRAINERS,
    "cohort_start_cards": TRAINERS,
    "my_people": TRAINERS,
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
