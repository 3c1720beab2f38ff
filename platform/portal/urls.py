"""Addresses on an organisation's host (source: DESIGN, Addresses)."""

from allauth.account import views as allauth_views
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path, re_path

from portal import security, views
from portal.base_style import base_css
from portal.ways_in.urls import urlpatterns as ways_in_urls
from portal.work_accounts import views as work_accounts

handler400 = "portal.doorless.bad_request"
handler403 = "portal.views.refused"
handler404 = "portal.views.not_found"
handler500 = "portal.doorless.failed"
handler429 = "portal.views.too_many"  # allauth's: Django has none

sign_in_urls: list[URLPattern | URLResolver] = [
    path("gezond/", views.health, name="health"),
    path("stijl/basis.<slug:digest>.css", base_css, name="base_css"),
    path(".well-known/security.txt", security.security_txt, name="security_txt"),
    path("csp-melding/", security.policy_report, name="policy_report"),
    path("organisaties/", views.region_list, name="region_list"),
    path("privacy/", views.privacy, name="privacy"),
    path("privacy/inzage.csv", views.privacy_looks, name="privacy_looks"),
    path("rol/", views.switch_role, name="switch_role"),
    path("inloggen/", views.SignInView.as_view(), name="account_login"),
    path("inloggen/code/", views.RequestCodeView.as_view(), name="account_request_login_code"),
    path("inloggen/code/bevestigen/", views.ConfirmCodeView.as_view(), name="account_confirm_login_code"),
    path("inloggen/werkaccount/", work_accounts.start, name="work_account_start"),
    path("inloggen/werkaccount/terug/", work_accounts.callback, name="work_account_callback"),
    path("beheer/inloggen/proef/", work_accounts.test_sign_in, name="work_account_test"),
    path("inloggen/niet-actief/", allauth_views.account_inactive, name="account_inactive"),
    path("inloggen/verlengen/", views.stay_signed_in, name="stay_signed_in"),
    path("", include("portal.starting.urls")),
    path("uitloggen/", views.sign_out, name="account_logout"),
    path("wachtwoord-vergeten/", views.ForgottenPasswordView.as_view(), name="account_reset_password"),
    path(
        "wachtwoord-vergeten/verstuurd/",
        allauth_views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.NewPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

app_urls: list[URLPattern | URLResolver] = [
    path("", include("theming.urls")),
    path("", include("people.urls")),
    path("", include("organisations.urls")),
    path("", include("gatherings.urls")),
    path("", include("modules.urls")),
    path("", include("selfscan.urls")),
    path("", include("cohorts.urls")),
]

# Wagtail asks this name for the address of a page. Our own views above serve every page that has one;
# what is left does not exist.
page_urls: list[URLPattern | URLResolver] = [
    re_path(r"^((?:[\w\-]+/)*)$", views.no_such_page, name="wagtail_serve"),
]

sign_in_urls += ways_in_urls

if settings.DEMO:
    sign_in_urls += [path("demo/", include("portal.demo.urls"))]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("over-mij/", views.trainee_home, name="trainee_home"),
    *sign_in_urls,
    *app_urls,
    *page_urls,
]
