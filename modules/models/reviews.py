"""The task of the workflow in which an editor reads along."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask

from modules.models.pages import CasePage
from modules.reviewing import wrote_last
from people.enums import Ownership

APPROVE = "approve"


def _is_own_case(page: Any, user: Any) -> bool:
    case = page.specific
    return isinstance(case, CasePage) and wrote_last(user, case)


class FourEyesTask(GroupApprovalTask):
    """Somebody of the group approves; a case never by who wrote it last."""

    ownership: ClassVar[Ownership] = Ownership.TECHNICAL

    class Meta:
        verbose_name = _("vier ogen")
        verbose_name_plural = _("vier ogen")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Asking for changes is always possible; approving one's own text is not."""
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if _is_own_case(obj, user):
            return [action for action in actions if action[0] != APPROVE]
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Once more at the moment itself: she may have changed something along with approving."""
        if action_name == APPROVE and _is_own_case(task_state.workflow_state.content_object, user):
            return None
        return super().on_action(task_state, user, action_name, **kwargs)
