"""Addresses of the scan and the path."""

from django.urls import URLPattern, URLResolver, path

from selfscan import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("leerpad/", views.learning_path, name="learning_path"),
    path("leerpad/volgorde/", views.path_move, name="path_move"),
    path("leerpad/keuze/<slug:key>/", views.path_choice, name="path_choice"),
    path("leerpad/waar-ik-ben/", views.path_situation, name="path_situation"),
    path("beheer/verplicht/", views.mandatory_list, name="mandatory_list"),
    path("beheer/verplicht/<slug:key>/", views.mandatory_edit, name="mandatory_edit"),
    path("zelfscan/", views.scan_start, name="scan_start"),
    path("zelfscan/vraag/<int:number>/", views.scan_question, name="scan_question"),
    path("zelfscan/voorlopig/", views.scan_provisional, name="scan_provisional"),
    path("zelfscan/controle/", views.scan_check, name="scan_check"),
    path("zelfscan/uitslag/", views.scan_result, name="scan_result"),
    path("zelfscan/uitslag/delen/", views.scan_share, name="scan_share"),
    path("zelfscan/wissen/", views.scan_wipe, name="scan_wipe"),
]
