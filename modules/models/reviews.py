"""The task of the workflow in which an editor reads along."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask

from modules.models.pages import CasePage
from modules.readiness import what_keeps_it_offline
from modules.reviewing import wrote_last
from people.enums import Ownership

APPROVE, SEND_BACK = "approve", "reject"


def _may_be_approved(page: Any, user: Any) -> bool:
    """Somebody else wrote it last, and the newest draft, which is what goes online, is ready for it."""
    draft = page.get_latest_revision_as_object()
    return not (isinstance(draft, CasePage) and wrote_last(user, draft)) and not what_keeps_it_offline(draft)


class FourEyesTask(GroupApprovalTask):
    """Somebody of the group approves what is ready; a case never by who wrote it last."""

    ownership: ClassVar[Ownership] = Ownership.TECHNICAL
    # Hung in by the wiring of the admin: forms stand above models.
    form_for_sending_back: ClassVar[Any] = None

    class Meta:
        verbose_name = _("vier ogen")
        verbose_name_plural = _("vier ogen")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Asking for changes is always possible; approving what would be refused is not."""
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if actions and not _may_be_approved(obj, user):
            actions = [action for action in actions if action[0] != APPROVE]
        return [
            (name, _("Stuur terug") if name == SEND_BACK else label, asks) for name, label, asks in actions
        ]

    def get_form_for_action(self, action: str) -> Any:
        """Who sends a page back says why."""
        if action == SEND_BACK and self.form_for_sending_back:
            return self.form_for_sending_back
        return super().get_form_for_action(action)

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Once more at the moment itself: somebody may have changed something meanwhile."""
        if action_name == APPROVE and not _may_be_approved(task_state.workflow_state.content_object, user):
            return None
        if action_name == SEND_BACK and not str(kwargs.get("comment") or "").strip():
            return None
        return super().on_action(task_state, user, action_name, **kwargs)
