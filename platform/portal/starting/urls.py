"""Addresses of beginning with a start card."""

from django.urls import URLPattern, URLResolver, path

from portal.starting import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("start/", views.start, name="start"),
    path("start/hallo/", views.start_hello, name="start_hello"),
    path("start/<str:code>/", views.start_card, name="start_card"),
]
