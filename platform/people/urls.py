"""Addresses of people."""

from django.urls import URLPattern, URLResolver, path

from people import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("mijn-gegevens/", views.my_data, name="my_data"),
    path("mijn-gegevens/download/", views.my_data_download, name="my_data_download"),
    path("mijn-gegevens/download/lezen/", views.my_data_read, name="my_data_read"),
    path("mijn-gegevens/verwijderen/", views.my_data_erase, name="my_data_erase"),
    path("mijn-gegevens/wissen/<slug:name>/", views.my_data_wipe, name="my_data_wipe"),
]
