from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portaal"

    def ready(self) -> None:
        """Register the house rules that `manage.py check` holds, and what libraries keep of people."""
        from people.registry import register_section
        from portal import checks  # noqa: F401  # registers itself
        from portal.my_data import register
        from portal.starting import services as starting  # noqa: F401  # hears of passwords by a mailed link
        from portal.ways_in import services  # noqa: F401  # hears of new passwords and of signing out

        register()
        register_section(
            "ways-in", position=2, template="portal/ways_in/_my_data.html", describe=lambda person: {}
        )
