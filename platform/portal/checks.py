"""House rules that `manage.py check` holds."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from people.enums import Ownership

# Third-party tables. Everything not shared holds personal or tenant data: who reads it is in portal.access.
THIRD_PARTY_APPS: dict[str, Ownership] = {
    "account": Ownership.PERSON,
    "auth": Ownership.TECHNICAL,
    "contenttypes": Ownership.TECHNICAL,
    "sessions": Ownership.PERSON,
    "taggit": Ownership.SHARED,
    "wagtailadmin": Ownership.TECHNICAL,
    "wagtailcore": Ownership.SHARED,
    "wagtaildocs": Ownership.SHARED,
    "wagtailembeds": Ownership.SHARED,
    "wagtailimages": Ownership.SHARED,
    "wagtailsearch": Ownership.SHARED,
    "wagtailusers": Ownership.PERSON,
}


@register("leerlijn")
def every_model_says_whose_it_is(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each model declares `ownership`, or its third-party app is listed above."""
    return [
        Error(
            f"{model._meta.label} does not say whose its rows are.",
            hint="Give the model `ownership: ClassVar[Ownership]`.",
            obj=model,
            id="leerlijn.E001",
        )
        for model in apps.get_models(include_auto_created=False)
        if not isinstance(getattr(model, "ownership", None), Ownership)
        and model._meta.app_label not in THIRD_PARTY_APPS
    ]
