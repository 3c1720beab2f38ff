"""Addresses of modules, cases and evidence."""

from django.urls import URLPattern, URLResolver, path

from modules import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("modules/", views.module_list, name="module_list"),
    path("modules/antwoorden-wissen/", views.answers_wipe, name="answers_wipe"),
    path("modules/<slug:slug>/", views.module_detail, name="module_detail"),
    path("modules/<slug:slug>/opdracht/", views.assignment_tick, name="assignment_tick"),
    path("modules/<slug:slug>/wissen/", views.module_wipe, name="module_wipe"),
    path("modules/<slug:module>/<slug:step>/", views.step_detail, name="step_detail"),
    path("modules/<slug:module>/<slug:step>/antwoord/", views.step_answer, name="step_answer"),
    path("modules/<slug:module>/<slug:step>/klaar/", views.step_complete, name="step_complete"),
    path("modules/<slug:module>/<slug:step>/hielp/", views.step_feedback, name="step_feedback"),
    path("samen/", views.together, name="together"),
    path("samen/casussen/", views.case_list, name="case_list"),
    path("samen/casussen/<slug:slug>/", views.case_detail, name="case_detail"),
    path("samen/casussen/<slug:slug>/spelen/", views.case_play, name="case_play"),
    path("samen/casussen/<slug:slug>/spelen/begin/", views.case_play_start, name="case_play_start"),
    path("samen/casussen/<slug:slug>/spelen/kies/", views.case_choose, name="case_choose"),
    path("media/images/<str:name>", views.picture_file, name="picture_file"),
    path("bewijzen/", views.evidence_overview, name="evidence_overview"),
]
