"""Addresses of how somebody signs in. Names that begin with account_ and mfa_ are those that allauth asks for."""

from django.urls import URLPattern, URLResolver, path

from portal.ways_in import passkey_views as keys
from portal.ways_in import views

HERE = "mijn-gegevens/inloggen/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, views.overview, name="mfa_index"),
    path(f"{HERE}wachtwoord/", views.ChangePassword.as_view(), name="account_change_password"),
    path(f"{HERE}wachtwoord/kiezen/", views.SetPassword.as_view(), name="account_set_password"),
    path(f"{HERE}app/", views.StartApp.as_view(), name="mfa_activate_totp"),
    path(f"{HERE}app/uitzetten/", views.StopApp.as_view(), name="mfa_deactivate_totp"),
    path(f"{HERE}herstelcodes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path(f"{HERE}herstelcodes/nieuw/", views.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path(f"{HERE}herstelcodes/download/", views.recovery_codes_file, name="mfa_download_recovery_codes"),
    path(f"{HERE}bevestigen/", views.ConfirmWithPassword.as_view(), name="account_reauthenticate"),
    path(f"{HERE}bevestigen/app/", views.ConfirmWithApp.as_view(), name="mfa_reauthenticate"),
    path(f"{HERE}bevestigen/mail/", views.confirm_by_mail, name="confirm_by_mail"),
    path(
        f"{HERE}bevestigen/toegangssleutel/",
        keys.ConfirmWithPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(f"{HERE}toegangssleutels/nieuw/", keys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path(f"{HERE}toegangssleutels/<int:pk>/weg/", keys.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("inloggen/toegangssleutel/", keys.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path(f"{HERE}apparaten/uitloggen/", views.end_everywhere, name="devices_end"),
    path(f"{HERE}apparaten/<int:device>/uitloggen/", views.end_device, name="device_end"),
    path("inloggen/tweede-stap/", views.SecondStep.as_view(), name="mfa_authenticate"),
]
