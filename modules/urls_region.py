"""Addresses on the region's host only: drafts that somebody without an account reads by a link."""

from django.urls import URLPattern, URLResolver, path

from modules.friends import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("meelezen/<slug:token>/", views.friend_page, name="friend_page"),
    path("meelezen/<slug:token>/beeld/<str:name>", views.friend_picture, name="friend_picture"),
    path("meelezen/<slug:token>/opname/<str:name>", views.friend_recording, name="friend_recording"),
]
