"""Addresses of cohorts."""

from django.urls import URLPattern, URLResolver, path

from cohorts import views
from cohorts.reviewing import views as reviewing

urlpatterns: list[URLPattern | URLResolver] = [
    path("groepen/", views.cohort_list, name="cohort_list"),
    path("groepen/nieuw/", views.cohort_create, name="cohort_create"),
    path("groepen/mensen/", views.my_people, name="my_people"),
    path("groepen/<int:cohort_id>/", views.cohort_board, name="cohort_board"),
    path("groepen/<int:cohort_id>/wijzigen/", views.cohort_edit, name="cohort_edit"),
    path("groepen/<int:cohort_id>/begeleiders/", views.cohort_trainers, name="cohort_trainers"),
    path("groepen/<int:cohort_id>/toevoegen/", views.cohort_add, name="cohort_add"),
    path("groepen/<int:cohort_id>/startkaarten/", views.cohort_start_cards, name="cohort_start_cards"),
    path("groepen/<int:cohort_id>/export.csv", views.cohort_export, name="cohort_export"),
    path("groepen/<int:cohort_id>/<int:person_id>/", views.cohort_person, name="cohort_person"),
    path("groepen/<int:cohort_id>/<int:person_id>/uitnodigen/", views.cohort_resend, name="cohort_resend"),
    path("groepen/<int:cohort_id>/<int:person_id>/adres/", views.cohort_address, name="cohort_address"),
    path("groepen/<int:cohort_id>/<int:person_id>/weg/", views.cohort_leave, name="cohort_leave"),
    path("beheer/groepen/", views.group_admin, name="group_admin"),
    path("beheer/groepen/<int:cohort_id>/", views.group_trainers, name="group_trainers"),
    path("beoordelen/", reviewing.review_list, name="review_list"),
    path("beoordelen/<int:hand_in>/", reviewing.review, name="review"),
    path("cijfers/", views.figures, name="figures"),
]
