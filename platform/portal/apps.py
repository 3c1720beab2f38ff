from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portaal"

    def ready(self) -> None:
        """Register the house rules that `manage.py check` holds, and what libraries keep of people."""
        from portal import checks  # noqa: F401  # registers itself
        from portal.my_data import register

        register()
