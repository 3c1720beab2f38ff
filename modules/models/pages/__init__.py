"""The curriculum and the casework as Wagtail pages, shared by all organisations.

RootPage → CurriculumPage (slug modules) → ModulePage → StepPage
RootPage → SamenPage (slug samen) → CaseIndexPage (slug casussen) → CasePage

Our own views serve these pages to people (modules.views); `serve` is for the editors' previews only.
"""

from modules.models.pages.base import (
    LIST_FEATURES,
    NEUTRAL_PREVIEW,
    PLAYING,
    PREVIEW_RENDERERS,
    ContentPage,
)
from modules.models.pages.cases import (
    CaseIndexPage,
    CaseIndicator,
    CaseModule,
    CasePage,
    DiscussionFormBlock,
    DiscussionReach,
    SamenPage,
)
from modules.models.pages.curriculum import (
    AssignmentReader,
    CurriculumPage,
    DependencyKind,
    Exemption,
    IndicatorWeight,
    ModuleDependency,
    ModuleIndicator,
    ModulePage,
    Training,
)
from modules.models.pages.steps import StepPage

__all__ = [
    "LIST_FEATURES",
    "NEUTRAL_PREVIEW",
    "PLAYING",
    "PREVIEW_RENDERERS",
    "AssignmentReader",
    "CaseIndexPage",
    "CaseIndicator",
    "CaseModule",
    "CasePage",
    "ContentPage",
    "CurriculumPage",
    "DependencyKind",
    "DiscussionFormBlock",
    "DiscussionReach",
    "Exemption",
    "IndicatorWeight",
    "ModuleDependency",
    "ModuleIndicator",
    "ModulePage",
    "SamenPage",
    "StepPage",
    "Training",
]
