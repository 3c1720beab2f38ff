"""What an editor reads above the form before she publishes: how far a change reaches, who publishes a case, and
what the draft still needs."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.panels import Panel

from modules.local.queries import organisations_with_own_text
from modules.models import CasePage
from modules.readiness import what_keeps_it_offline
from modules.reviewing import wrote_last
from organisations.enums import Kind
from organisations.models import Organisation

MOST_TOLD: Final = 5


def reach_of(page: Any) -> str:
    """In how many organisations a change lands, and how many have a text of their own there."""
    members = Organisation.objects.filter(kind=Kind.MEMBER).count()
    told = ngettext(
        "Deze wijziging komt bij %(number)d organisatie.",
        "Deze wijziging komt bij %(number)d organisaties.",
        members,
    ) % {"number": members}
    own = organisations_with_own_text(page.path) if page.pk and not isinstance(page, CasePage) else 0
    if not own:
        return told
    more = ngettext(
        "%(number)d heeft hier een eigen aanvulling. Die blijft staan.",
        "%(number)d hebben hier een eigen aanvulling. Die blijft staan.",
        own,
    )
    return f"{told} {more % {'number': own}}"


class NoticePanel(Panel):
    """Stands first in the form."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "modules/admin/notices.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The sentences."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            is_case = isinstance(page, CasePage)
            is_own = is_case and (page.pk is None or wrote_last(self.request.user, page))
            waits = page.pk is None or page.has_unpublished_changes
            obstacles = what_keeps_it_offline(page) if page.pk and waits else []
            return context | {
                "reach": reach_of(page),
                "another_publishes": is_own and waits,
                "four_eyes": is_case,
                "obstacles": obstacles[:MOST_TOLD],
                "more_obstacles": len(obstacles[MOST_TOLD:]),
                "map_of": page.pk if is_case and page.is_branching else None,
                "title": _("Voordat je publiceert"),
            }
