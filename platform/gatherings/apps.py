from django.apps import AppConfig
from django.db.models.signals import pre_delete


class GatheringsConfig(AppConfig):
    name = "gatherings"
    verbose_name = "Bijeenkomsten"

    def ready(self) -> None:
        """Show hours with somebody's evidence; keep, export and erase them; let go of what goes elsewhere."""
        from gatherings.my_data import register
        from gatherings.services import let_go_of_case, move_participations
        from gatherings.specimens import register_specimens
        from modules.models import CasePage
        from organisations.registry import register_address_follower

        register()
        register_specimens()
        register_address_follower(move_participations)
        pre_delete.connect(let_go_of_case, sender=CasePage, dispatch_uid="gatherings.let_go_of_case")
