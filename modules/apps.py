from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished


class ModulesConfig(AppConfig):
    name = "modules"
    verbose_name = "Modules"

    def ready(self) -> None:
        """Editors get the permissions of their roles when they sign in; people wipe what they answered."""
        from modules.editing import follow_sign_in, sync_editor_permissions
        from modules.models import CasePage, ModulePage, StepPage
        from modules.my_data import register
        from modules.pictures import follow_publishing
        from modules.queries import forget_scored_cases
        from modules.services import let_go_of_page
        from modules.specimens import register_specimens
        from organisations.registry import register_role_follower

        register()
        register_specimens()
        register_role_follower(sync_editor_permissions)

        for signal in (page_published, page_unpublished):
            signal.connect(forget_scored_cases, dispatch_uid="modules.forget_scored_cases")
        page_published.connect(follow_publishing, dispatch_uid="modules.follow_publishing")
        for model in (CasePage, ModulePage, StepPage):
            pre_delete.connect(let_go_of_page, sender=model, dispatch_uid=f"modules.let_go.{model.__name__}")
        user_logged_in.connect(follow_sign_in, dispatch_uid="modules.follow_sign_in")
