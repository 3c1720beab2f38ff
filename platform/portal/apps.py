from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portaal"

    def ready(self) -> None:
        """Register the house rules that `manage.py check` holds, and what libraries keep of people."""
        from people.registry import register_section
        from people.secrecy import register_secrets
        from portal import checks  # noqa: F401  # registers itself
        from portal.form_messages import speak_with_one_voice
        from portal.my_data import register
        from portal.starting import services as starting  # noqa: F401  # hears of passwords by a mailed link
        from portal.ways_in import services  # hears of new passwords and of signing out

        speak_with_one_voice()
        register()
        register_secrets(services.kept_secrets)
        register_section(
            "ways-in", position=2, template="portal/ways_in/_my_data.html", describe=lambda person: {}
        )
