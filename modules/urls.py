"""Addresses of modules, cases and evidence."""

from django.urls import URLPattern, URLResolver, path

from modules import views
from modules.bringing import views as bringing
from modules.local import views as local

urlpatterns: list[URLPattern | URLResolver] = [
    path("modules/", views.module_list, name="module_list"),
    path("modules/antwoorden-wissen/", views.answers_wipe, name="answers_wipe"),
    path("modules/<slug:slug>/", views.module_detail, name="module_detail"),
    path("modules/<slug:slug>/opdracht/", views.assignment, name="assignment"),
    path("modules/<slug:slug>/opdracht/gedaan/", views.assignment_tick, name="assignment_tick"),
    path("modules/<slug:slug>/opdracht/inleveren/", views.assignment_hand_in, name="assignment_hand_in"),
    path("modules/<slug:slug>/opdracht/terug/", views.assignment_withdraw, name="assignment_withdraw"),
    path("modules/<slug:slug>/opdracht/stuk/", views.assignment_piece, name="assignment_piece"),
    path(
        "modules/<slug:slug>/opdracht/bestand/<uuid:key>/weg/",
        views.assignment_file_remove,
        name="assignment_file_remove",
    ),
    path("opdrachten/<int:hand_in>/<uuid:key>/", views.assignment_file, name="assignment_file"),
    path("meekijken/", views.look_list, name="look_list"),
    path("meekijken/<int:hand_in>/", views.look_along, name="look_along"),
    path("modules/<slug:slug>/wissen/", views.module_wipe, name="module_wipe"),
    path("modules/<slug:module>/<slug:step>/", views.step_detail, name="step_detail"),
    path("modules/<slug:module>/<slug:step>/antwoord/", views.step_answer, name="step_answer"),
    path("modules/<slug:module>/<slug:step>/klaar/", views.step_complete, name="step_complete"),
    path("modules/<slug:module>/<slug:step>/hielp/", views.step_feedback, name="step_feedback"),
    path("samen/", views.together, name="together"),
    path("samen/casussen/", views.case_list, name="case_list"),
    # before the cases: no case may have these addresses (modules.bringing.services.RESERVED_SLUGS)
    path("samen/casussen/inbrengen/", bringing.case_bring, name="case_bring"),
    path("samen/casussen/ingebracht/", bringing.brought_list, name="brought_list"),
    path("samen/casussen/ingebracht/<int:brought_id>/", bringing.brought_detail, name="brought_detail"),
    path(
        "samen/casussen/ingebracht/<int:brought_id>/vraag/<int:question_id>/",
        bringing.brought_answer,
        name="brought_answer",
    ),
    path(
        "samen/casussen/ingebracht/<int:brought_id>/terugtrekken/",
        bringing.brought_withdraw,
        name="brought_withdraw",
    ),
    path("samen/casussen/<slug:slug>/", views.case_detail, name="case_detail"),
    path("samen/casussen/<slug:slug>/spelen/", views.case_play, name="case_play"),
    path("samen/casussen/<slug:slug>/spelen/begin/", views.case_play_start, name="case_play_start"),
    path("samen/casussen/<slug:slug>/spelen/kies/", views.case_choose, name="case_choose"),
    path("samen/casussen/<slug:slug>/gesprek/", views.case_talk, name="case_talk"),
    path(
        "samen/casussen/<slug:slug>/gesprek/<uuid:question>/",
        views.case_talk_question,
        name="case_talk_question",
    ),
    path(
        "samen/casussen/<slug:slug>/gesprek/<uuid:question>/antwoord/", views.talk_answer, name="talk_answer"
    ),
    path("samen/gesprek/meldingen/", views.talk_reports, name="talk_reports"),
    path("samen/gesprek/meldingen/<int:pk>/", views.talk_reported, name="talk_reported"),
    path("samen/gesprek/<int:pk>/reactie/", views.talk_reply, name="talk_reply"),
    path("samen/gesprek/<int:pk>/herkenbaar/", views.talk_recognise, name="talk_recognise"),
    path("samen/gesprek/<int:pk>/wijzigen/", views.talk_change, name="talk_change"),
    path("samen/gesprek/<int:pk>/intrekken/", views.talk_withdraw, name="talk_withdraw"),
    path("samen/gesprek/<int:pk>/melden/", views.talk_report, name="talk_report"),
    path("samen/gesprek/<int:pk>/verbergen/", views.talk_hide, name="talk_hide"),
    path("samen/gesprek/<int:pk>/terugzetten/", views.talk_put_back, name="talk_put_back"),
    path("samen/gesprek/<int:pk>/laten-staan/", views.talk_let_stand, name="talk_let_stand"),
    path("media/recordings/<str:name>", views.recording_file, name="recording_file"),
    path("media/images/<str:name>", views.picture_file, name="picture_file"),
    path("beheer/inhoud/", local.local_overview, name="local_overview"),
    path("beheer/inhoud/<slug:code>/", local.local_edit, name="local_edit"),
    path("bewijzen/", views.evidence_overview, name="evidence_overview"),
    path("bewijzen/mijn-werk/", views.my_work, name="my_work"),
    path("bewijzen/teamkaart/", views.team_card, name="team_card"),
]
