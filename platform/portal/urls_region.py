"""Addresses on the region's host: the list of organisations, and the editors' admin."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

from portal import views
from portal.urls import app_urls, handler400, handler403, handler404, handler500, page_urls, sign_in_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.region_home, name="home"),
    # Wagtail's own sign-in is off: it knows no membership and no limits on tries.
    path("redactie/login/", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="admin_sign_in"),
    path("redactie/", include(wagtailadmin_urls)),
    path("", include("modules.urls_region")),
    *sign_in_urls,
    *app_urls,
    *page_urls,
]
