"""Addresses of organisations."""

from django.urls import URLPattern, URLResolver, path

from organisations import views
from organisations.leaving import views as leave_views
from organisations.people_list import views as list_views
from organisations.start_cards import views as card_views
from organisations.teams import views as team_views
from organisations.work_accounts import views as work_accounts

urlpatterns: list[URLPattern | URLResolver] = [
    path("beheer/", views.management, name="management"),
    path("beheer/mensen/", views.people_admin, name="people_admin"),
    path("beheer/mensen/nieuw/", views.people_invite, name="people_invite"),
    path("beheer/mensen/inlezen/", list_views.people_list, name="people_list"),
    path(
        "beheer/mensen/inlezen/sjabloon.<slug:ending>",
        list_views.people_list_template,
        name="people_list_template",
    ),
    path("beheer/mensen/<int:membership_id>/", views.people_edit, name="people_edit"),
    path("beheer/mensen/<int:membership_id>/stoppen/", views.people_end, name="people_end"),
    path("beheer/mensen/<int:membership_id>/uitnodigen/", views.people_resend, name="people_resend"),
    path("beheer/mensen/uit-dienst/<int:person_id>/", leave_views.people_leave, name="people_leave"),
    path("beheer/mensen/startkaarten/", card_views.start_cards, name="start_cards"),
    path("beheer/teams/", team_views.team_admin, name="team_admin"),
    path("beheer/teams/<int:team_id>/", team_views.team_edit, name="team_edit"),
    path("beheer/teams/locatie/<int:location_id>/", team_views.location_edit, name="location_edit"),
    path("beheer/mensen/<int:membership_id>/adres/", views.people_address, name="people_address"),
    path("beheer/inloggen/", work_accounts.sign_in_settings, name="sign_in_settings"),
    path("beheer/inloggen/verbinding/", work_accounts.sign_in_try, name="sign_in_try"),
    path("beheer/inloggen/knop/", work_accounts.sign_in_switch, name="sign_in_switch"),
    path("beheer/inloggen/losmaken/", work_accounts.sign_in_unlink, name="sign_in_unlink"),
    path("team/", views.team_home, name="team_home"),
]
