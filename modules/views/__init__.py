"""The library, the steps, the cases, the evidence, and the editors' previews."""

from modules.views.authoring import case_map, case_trial
from modules.views.cases import case_detail, case_list, together
from modules.views.evidence import evidence_overview
from modules.views.library import answers_wipe, assignment_tick, module_detail, module_list, module_wipe
from modules.views.pictures import picture_file
from modules.views.plays import case_choose, case_play, case_play_start
from modules.views.previews import preview_case, preview_module, preview_step
from modules.views.steps import step_answer, step_complete, step_detail, step_feedback

__all__ = [
    "answers_wipe",
    "assignment_tick",
    "case_choose",
    "case_detail",
    "case_list",
    "case_map",
    "case_play",
    "case_play_start",
    "case_trial",
    "evidence_overview",
    "module_detail",
    "module_list",
    "module_wipe",
    "picture_file",
    "preview_case",
    "preview_module",
    "preview_step",
    "step_answer",
    "step_complete",
    "step_detail",
    "step_feedback",
    "together",
]
