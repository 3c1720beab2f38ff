"""The menus of the editors' admin in our words: submitting a page, and help."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import SubmitForModerationMenuItem

SUBMIT, PUBLISH = "action-submit", "action-publish"
# Wagtail's manual and its list of news are in English, and about Wagtail instead of about our cases.
FOREIGN_HELP = ("editor-guide", "whats-new-in-wagtail")


class SubmitToEditors(SubmitForModerationMenuItem):
    """Submitting, named after what happens and not after the workflow."""

    template_name = "modules/admin/submit.html"

    def get_context_data(self, parent_context: Any) -> Any:
        """The button's words; another sentence for who was asked to change something."""
        context = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page else None
        was_sent_back = state is not None and state.status == state.STATUS_NEEDS_CHANGES
        context["label"] = (
            _("Leg opnieuw voor aan de redactie") if was_sent_back else _("Leg voor aan de redactie")
        )
        return context


def name_submitting(menu_items: list[Any], request: Any, context: Any) -> None:
    """Submitting is the first button of who may not publish; an editor keeps it in her menu."""
    names = [item.name for item in menu_items]
    if SUBMIT not in names:
        return
    place = names.index(SUBMIT)
    item = SubmitToEditors(order=menu_items.pop(place).order)
    menu_items.insert(place if PUBLISH in names else 0, item)


def only_our_help(request: Any, menu_items: list[Any]) -> None:
    """Leaves the keyboard shortcuts, which are in Dutch."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(FOREIGN_HELP)]
