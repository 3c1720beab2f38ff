"""Addresses that exist in the demo only."""

from django.urls import URLPattern, URLResolver, path

from portal.demo import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("inloggen/", views.sign_in_as, name="demo_sign_in"),
    path("scan/", views.fill_scan, name="demo_fill_scan"),
    path("huis/", views.other_house, name="demo_other_house"),
    path("binnen/", views.enter, name="demo_enter"),
    path("post/", views.outbox, name="demo_outbox"),
]
