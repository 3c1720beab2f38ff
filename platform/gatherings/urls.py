"""Addresses of gatherings."""

from django.urls import URLPattern, URLResolver, path

from gatherings import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("samen/bijeenkomsten/", views.gathering_list, name="gathering_list"),
    path("samen/bijeenkomsten/nieuw/", views.gathering_create, name="gathering_create"),
    path("samen/bijeenkomsten/<int:gathering_id>/", views.gathering_detail, name="gathering_detail"),
    path("samen/bijeenkomsten/<int:gathering_id>/wijzigen/", views.gathering_edit, name="gathering_edit"),
    path("samen/bijeenkomsten/<int:gathering_id>/wie/", views.gathering_people, name="gathering_people"),
    path("samen/bijeenkomsten/<int:gathering_id>/afzeggen/", views.gathering_cancel, name="gathering_cancel"),
    path("samen/bijeenkomsten/<int:gathering_id>/toch/", views.gathering_restore, name="gathering_restore"),
    path("samen/bijeenkomsten/<int:gathering_id>/begin/", views.gathering_start, name="gathering_start"),
    path("samen/bijeenkomsten/<int:gathering_id>/leiden/", views.gathering_lead, name="gathering_lead"),
    path("samen/bijeenkomsten/<int:gathering_id>/leiden/stap/", views.gathering_move, name="gathering_move"),
    path("samen/bijeenkomsten/<int:gathering_id>/afronden/", views.gathering_end, name="gathering_end"),
    path(
        "samen/bijeenkomsten/<int:gathering_id>/meenemen/",
        views.gathering_takeaway,
        name="gathering_takeaway",
    ),
    path("samen/bijeenkomsten/<int:gathering_id>/erbij/", views.gathering_confirm, name="gathering_confirm"),
    path("samen/bespreekvormen/<slug:slug>/", views.discussion_guide, name="discussion_guide"),
]
