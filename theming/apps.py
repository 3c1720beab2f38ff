from django.apps import AppConfig


class ThemingConfig(AppConfig):
    name = "theming"
    verbose_name = "Huisstijlen"

    def ready(self) -> None:
        """Offer the pages on which a style can be looked at; dress the mail of the floor below."""
        from organisations.registry import register_mail_dress
        from theming.mail import dressed
        from theming.specimen_pages import register_own

        register_mail_dress(dressed)
        register_own()
