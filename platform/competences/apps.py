from django.apps import AppConfig


class CompetencesConfig(AppConfig):
    name = "competences"
    verbose_name = "Competenties"

    def ready(self) -> None:
        """Put evidence into everybody's export and erasure."""
        from competences.my_data import register

        register()
