from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, pre_delete
from wagtail.signals import page_published, page_unpublished


class ModulesConfig(AppConfig):
    name = "modules"
    verbose_name = "Modules"

    def ready(self) -> None:
        """Editors get the permissions of their roles when they sign in; people wipe what they answered."""
        from modules import discussion_data
        from modules.bringing.my_data import register as register_brought
        from modules.bringing.services import follow_publishing as follow_brought
        from modules.editing import follow_sign_in, sync_editor_permissions
        from modules.friends.services import withdraw_links_without_right
        from modules.local.telling import note_of_changes
        from modules.models import CasePage, ModulePage, Recording, StepPage
        from modules.my_assignments import register as register_assignments
        from modules.my_data import register
        from modules.pictures import follow_publishing
        from modules.queries import forget_scored_cases
        from modules.recording_form import follow_deletion
        from modules.services import let_go_of_page
        from modules.specimens import register_specimens
        from organisations.registry import register_admin_note, register_role_follower

        register()
        discussion_data.register()
        register_brought()
        register_assignments()
        register_specimens()
        register_admin_note("local_overview", note_of_changes)
        register_role_follower(sync_editor_permissions)
        register_role_follower(withdraw_links_without_right)  # by the groups that she has then

        for signal in (page_published, page_unpublished):
            signal.connect(forget_scored_cases, dispatch_uid="modules.forget_scored_cases")
        page_published.connect(follow_publishing, dispatch_uid="modules.follow_publishing")
        page_published.connect(follow_brought, dispatch_uid="modules.follow_brought")
        for model in (CasePage, ModulePage, StepPage):
            pre_delete.connect(let_go_of_page, sender=model, dispatch_uid=f"modules.let_go.{model.__name__}")
        post_delete.connect(follow_deletion, sender=Recording, dispatch_uid="modules.follow_deletion")
        user_logged_in.connect(follow_sign_in, dispatch_uid="modules.follow_sign_in")
