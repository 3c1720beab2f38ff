"""House rules that `manage.py check` holds."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from people.enums import Ownership
from people.models import Person
from people.registry import everything_kept

# Third-party tables, by app. What is a person's is in her export; who reads what is in portal.access.
THIRD_PARTY_APPS: dict[str, Ownership] = {
    "account": Ownership.PERSON,
    "auth": Ownership.TECHNICAL,
    "contenttypes": Ownership.TECHNICAL,
    "mfa": Ownership.PERSON,
    "sessions": Ownership.PERSON,
    # Stays empty: work accounts are our own rows (portal.work_accounts).
    "socialaccount": Ownership.TECHNICAL,
    "taggit": Ownership.SHARED,
    "wagtailadmin": Ownership.TECHNICAL,
    # The region's pages and their history. Who made a version or wrote a comment stands there by key.
    "wagtailcore": Ownership.SHARED,
    "wagtaildocs": Ownership.SHARED,
    "wagtailembeds": Ownership.SHARED,
    "wagtailimages": Ownership.SHARED,
    "wagtailsearch": Ownership.SHARED,
    "wagtailusers": Ownership.PERSON,
}
# Third-party tables that are not as the rest of their app.
THIRD_PARTY_MODELS: dict[str, Ownership] = {
    # The region's pages have their versions here, and so has each organisation's style: drafts that nobody else
    # may see. Neither the manager nor row security stands before this table (walls 1 and 2): a version is only
    # asked for through the style that it is of (theming.queries), and that stands behind both.
    "wagtailcore.Revision": Ownership.ORGANISATION,
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


def ownership_of(model: Any) -> Ownership:
    """Whose the rows of a model are: as it declares itself, or as its third-party app is listed."""
    declared = getattr(model, "ownership", None)
    if isinstance(declared, Ownership):
        return declared
    return THIRD_PARTY_MODELS.get(model._meta.label) or THIRD_PARTY_APPS[model._meta.app_label]


def holds_personal_data(model: Any) -> bool:
    """Is a row of this model about one person? Hers by declaration, or ours with a key to a person."""
    label = model._meta.app_label
    declared = getattr(model, "ownership", THIRD_PARTY_APPS.get(label))
    if declared == Ownership.PERSON or label in THIRD_PARTY_APPS:
        return declared == Ownership.PERSON
    return any(each.related_model is Person for each in model._meta.local_fields if each.is_relation)


@register("leerlijn")
def everything_of_a_person_is_exported_and_erased(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Each model about a person is in her export, and goes with her account or says why it stays."""
    covered = {label for kept in everything_kept() for label in kept.models}
    return [
        Error(
            f"{model._meta.label} is about a person, and is in nobody's export or erasure.",
            hint="Say in AppConfig.ready what is kept: people.registry.register_kept.",
            obj=model,
            id="leerlijn.E002",
        )
        for model in apps.get_models(include_auto_created=False)
        if holds_personal_data(model) and model._meta.label not in covered
    ]


# Caches that each process has to itself.
OF_ONE_PROCESS = frozenset({"locmem.LocMemCache", "dummy.DummyCache"})


@register(Tags.caches, deploy=True)
def every_process_counts_in_one_cache(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Limits of signing in hold when all processes count together: the cache is a shared one."""
    backend = settings.CACHES["default"]["BACKEND"].removeprefix("django.core.cache.backends.")
    if backend not in OF_ONE_PROCESS:
        return []
    return [
        Warning(
            "Every process has a cache of its own: the limits of signing in count per process.",
            hint="Set REDIS_URL (README, Production).",
            id="leerlijn.W001",
        )
    ]
