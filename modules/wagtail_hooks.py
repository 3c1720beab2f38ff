"""What the editors' admin knows about our content: wiring only."""

from django.urls import include, path
from wagtail import hooks
from wagtail.admin.widgets.chooser import BaseChooser
from wagtail.snippets.models import register_snippet

from modules.admin_menus import name_submitting, only_our_help
from modules.admin_scripts import editing_scripts, render_chooser
from modules.case_form import CasePageForm
from modules.forms.reviewing import ChangesForm
from modules.four_eyes import (
    back_to_cases,
    hide_publishing,
    notice_overtaking,
    refuse_many,
    refuse_own_text,
    tell_of_approving,
    tell_of_overtaking,
)
from modules.friends import admin as friends
from modules.health import views as health
from modules.models import FourEyesTask
from modules.models.pages import PREVIEW_RENDERERS, CasePage, ModulePage, StepPage
from modules.notices import NoticePanel
from modules.recording_form import StepPageForm, keep_what_steps_show
from modules.richtext import register_word_feature
from modules.views.previews import preview_case, preview_module, preview_step
from modules.viewsets import (
    CaseViewSet,
    FrameworkGroup,
    RecordingViewSet,
    brought_menu_item,
    case_buttons,
    only_cases_for_authors,
    only_live_or_own,
    only_own_cases,
)

PREVIEW_RENDERERS.update({"StepPage": preview_step, "ModulePage": preview_module, "CasePage": preview_case})
# Here and not in the model: the form needs the editor, and the editor needs all models.
CasePage.base_form_class = CasePageForm
FourEyesTask.form_for_sending_back = ChangesForm
for _model in (CasePage, ModulePage, StepPage):
    _model.content_panels = [NoticePanel(), *_model.content_panels]
StepPage.base_form_class = StepPageForm
# Choosers print a script without the nonce that the content security policy asks for.
BaseChooser.render = render_chooser

register_snippet(FrameworkGroup)
register_snippet(RecordingViewSet)
hooks.register("register_rich_text_features", register_word_feature)
hooks.register("insert_editor_js", editing_scripts)
hooks.register("register_admin_viewset", lambda: CaseViewSet())
hooks.register("register_admin_menu_item", brought_menu_item)
hooks.register("construct_main_menu", only_cases_for_authors)
hooks.register("construct_help_menu", only_our_help)
hooks.register("construct_page_action_menu", hide_publishing)
hooks.register("construct_page_action_menu", name_submitting)
hooks.register("register_page_header_buttons", case_buttons)
hooks.register("register_page_header_buttons", friends.friend_button)
hooks.register("register_admin_urls", lambda: [path("vrienden/", include(friends))])
hooks.register("register_admin_urls", lambda: [path("gezondheid/", include(health))])
hooks.register("register_admin_menu_item", health.health_menu_item)
hooks.register("after_edit_page", friends.follow_edit)
hooks.register("before_publish_page", refuse_own_text)
hooks.register("before_delete_snippet", keep_what_steps_show)
hooks.register("before_bulk_action", refuse_many)
hooks.register("before_edit_page", notice_overtaking)
hooks.register("after_edit_page", tell_of_approving)
hooks.register("after_edit_page", tell_of_overtaking)
hooks.register("after_edit_page", back_to_cases)
hooks.register("after_create_page", back_to_cases)
hooks.register("construct_explorer_page_queryset", only_own_cases)
hooks.register("construct_page_chooser_queryset", only_live_or_own)
