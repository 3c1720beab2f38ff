"""Wagtail pages of the curriculum (pages) and what people do with them (answers)."""

from modules.models.answers import (
    AnswerSlot,
    Helpfulness,
    ModuleProgress,
    StepFeedback,
    StepProgress,
    Submission,
)
from modules.models.assignments import (
    AssignmentFile,
    FileKind,
    HandIn,
    HandInDraft,
    HandInEvent,
    HandInEventKind,
    HandInState,
    LeftFile,
    LookAlong,
    LookStand,
    UploadPiece,
)
from modules.models.bringing import BroughtCase, CaseQuestion
from modules.models.discussion import Contribution, Recognition, Report
from modules.models.friends import FriendComment, FriendLink
from modules.models.local_texts import LocalText, LocalTextVersion
from modules.models.pages import (
    AssignmentReader,
    CaseIndexPage,
    CaseIndicator,
    CaseModule,
    CasePage,
    ContentPage,
    CurriculumPage,
    DiscussionReach,
    ModuleDependency,
    ModuleIndicator,
    ModulePage,
    SamenPage,
    StepPage,
    Training,
)
from modules.models.plays import CasePlay, CaseScript, CaseTally
from modules.models.recordings import Recording
from modules.models.reviews import FourEyesTask

__all__ = [
    "AnswerSlot",
    "AssignmentFile",
    "AssignmentReader",
    "BroughtCase",
    "CaseIndexPage",
    "CaseIndicator",
    "CaseModule",
    "CasePage",
    "CasePlay",
    "CaseQuestion",
    "CaseScript",
    "CaseTally",
    "ContentPage",
    "Contribution",
    "CurriculumPage",
    "DiscussionReach",
    "FileKind",
    "FourEyesTask",
    "FriendComment",
    "FriendLink",
    "HandIn",
    "HandInDraft",
    "HandInEvent",
    "HandInEventKind",
    "HandInState",
    "Helpfulness",
    "LeftFile",
    "LocalText",
    "LocalTextVersion",
    "LookAlong",
    "LookStand",
    "ModuleDependency",
    "ModuleIndicator",
    "ModulePage",
    "ModuleProgress",
    "Recognition",
    "Recording",
    "Report",
    "SamenPage",
    "StepFeedback",
    "StepPage",
    "StepProgress",
    "Submission",
    "Training",
    "UploadPiece",
]
