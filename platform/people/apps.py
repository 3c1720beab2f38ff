from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"
    verbose_name = "Mensen"

    def ready(self) -> None:
        """Put the account itself into everybody's export and erasure."""
        from people.my_data import register

        register()
