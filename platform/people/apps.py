from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "Mensen"

    def ready(self) -> None:
        """Put the account itself into everybody's export and erasure; keep log and mail no longer than their terms.

        And have PostgreSQL told for whom it works.
        """
        from people.my_data import register
        from people.retention import register_sweep, sweep_audit, sweep_mail
        from people.walls import faults  # noqa: F401  # registers itself
        from people.walls.database import tells_first

        connection_created.connect(tells_first, dispatch_uid="walls")
        register()
        register_sweep("audit", sweep_audit)
        register_sweep("mail", sweep_mail)
