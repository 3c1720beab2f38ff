"""What the editors' admin knows about our content: wiring only."""

from wagtail import hooks
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.snippets.models import register_snippet

from modules.admin_menus import name_submitting, only_our_help
from modules.admin_scripts import render_chooser
from modules.case_form import CasePageForm
from modules.models.pages import PREVIEW_RENDERERS, CasePage
from modules.richtext import register_word_feature
from modules.views.previews import preview_case, preview_module, preview_step
from modules.viewsets import (
    CaseViewSet,
    FrameworkGroup,
    case_buttons,
    only_cases_for_authors,
    only_live_or_own,
    only_own_cases,
)

PREVIEW_RENDERERS.update({"StepPage": preview_step, "ModulePage": preview_module, "CasePage": preview_case})
# Here and not in the model: the form needs the editor, and the editor needs all models.
CasePage.base_form_class = CasePageForm
# Choosers print a script without the nonce that the content security policy asks for.
BaseChooser.render = render_chooser

register_snippet(FrameworkGroup)
hooks.register("register_rich_text_features", register_word_feature)
hooks.register("register_admin_viewset", lambda: CaseViewSet())
hooks.register("construct_main_menu", only_cases_for_authors)
hooks.register("construct_help_menu", only_our_help)
hooks.register("construct_page_action_menu", name_submitting)
hooks.register("register_page_header_buttons", case_buttons)
hooks.register("construct_explorer_page_queryset", only_own_cases)
hooks.register("construct_page_chooser_queryset", only_live_or_own)
