"""Wagtail pages of the curriculum (pages) and what people do with them (answers)."""

from modules.models.answers import (
    AnswerSlot,
    Helpfulness,
    ModuleProgress,
    StepFeedback,
    StepProgress,
    Submission,
)
from modules.models.pages import (
    CaseIndexPage,
    CaseIndicator,
    CaseModule,
    CasePage,
    ContentPage,
    CurriculumPage,
    ModuleDependency,
    ModuleIndicator,
    ModulePage,
    SamenPage,
    StepPage,
    Training,
)
from modules.models.plays import CasePlay, CaseScript, CaseTally

__all__ = [
    "AnswerSlot",
    "CaseIndexPage",
    "CaseIndicator",
    "CaseModule",
    "CasePage",
    "CasePlay",
    "CaseScript",
    "CaseTally",
    "ContentPage",
    "CurriculumPage",
    "Helpfulness",
    "ModuleDependency",
    "ModuleIndicator",
    "ModulePage",
    "ModuleProgress",
    "SamenPage",
    "StepFeedback",
    "StepPage",
    "StepProgress",
    "Submission",
    "Training",
]
