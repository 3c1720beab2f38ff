from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Everything that only the demo settings switch on."""

    name = "portal.demo"
    label = "demo"
    verbose_name = "Demo"
