"""The library, the steps, the cases, the evidence, and the editors' previews."""

from modules.views.assignments import (
    assignment,
    assignment_file_remove,
    assignment_hand_in,
    assignment_piece,
    assignment_tick,
    assignment_withdraw,
)
from modules.views.authoring import case_map, case_trial
from modules.views.cases import case_detail, case_list, together
from modules.views.evidence import evidence_overview
from modules.views.library import answers_wipe, module_detail, module_list, module_wipe
from modules.views.looking import assignment_file, look_along, look_list
from modules.views.made import my_work, team_card
from modules.views.moderating import talk_hide, talk_let_stand, talk_put_back, talk_reported, talk_reports
from modules.views.pictures import picture_file
from modules.views.plays import case_choose, case_play, case_play_start
from modules.views.previews import preview_case, preview_module, preview_step
from modules.views.recordings import recording_file
from modules.views.steps import step_answer, step_complete, step_detail, step_feedback
from modules.views.talking import (
    case_talk,
    case_talk_question,
    talk_answer,
    talk_change,
    talk_recognise,
    talk_reply,
    talk_report,
    talk_withdraw,
)

__all__ = [
    "answers_wipe",
    "assignment",
    "assignment_file",
    "assignment_file_remove",
    "assignment_hand_in",
    "assignment_piece",
    "assignment_tick",
    "assignment_withdraw",
    "case_choose",
    "case_detail",
    "case_list",
    "case_map",
    "case_play",
    "case_play_start",
    "case_talk",
    "case_talk_question",
    "case_trial",
    "evidence_overview",
    "look_along",
    "look_list",
    "module_detail",
    "module_list",
    "module_wipe",
    "my_work",
    "picture_file",
    "preview_case",
    "preview_module",
    "preview_step",
    "recording_file",
    "step_answer",
    "step_complete",
    "step_detail",
    "step_feedback",
    "talk_answer",
    "talk_change",
    "talk_hide",
    "talk_let_stand",
    "talk_put_back",
    "talk_recognise",
    "talk_reply",
    "talk_report",
    "talk_reported",
    "talk_reports",
    "talk_withdraw",
    "team_card",
    "together",
]
