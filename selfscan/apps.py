"""Wiring: the planner, and what makes this process read the curriculum again."""

from django.apps import AppConfig
from django.db.models.signals import post_save


class SelfscanConfig(AppConfig):
    """The self-scan and the learning path that follows from it."""

    name = "selfscan"
    verbose_name = "Zelfscan"

    def ready(self) -> None:
        """Plan again when something changes, let people wipe their scan, forget titles that an editor changed."""
        from wagtail.signals import page_published, page_unpublished

        from competences.models import Competence, Indicator, Phase
        from competences.services import register_planner
        from selfscan.my_data import register
        from selfscan.queries import forget_definitions
        from selfscan.services.paths import plan_again
        from selfscan.specimens import register_specimens

        register_planner(plan_again)
        register()
        register_specimens()

        def forget(**kwargs: object) -> None:
            forget_definitions()

        for signal in (page_published, page_unpublished):
            signal.connect(forget, weak=False, dispatch_uid="selfscan.forget")
        for model in (Competence, Indicator, Phase):
            post_save.connect(
                forget, sender=model, weak=False, dispatch_uid=f"selfscan.forget.{model.__name__}"
            )
