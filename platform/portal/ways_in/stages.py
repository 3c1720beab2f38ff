"""When signing in takes a second step."""

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

from portal.ways_in.queries import app_of


class SecondStep(AuthenticateStage):
    """Asked of who set up an authenticator app.

    A passkey alone asks nothing more of the other ways in: it opens one house only, and would shut its
    owner out of the others (docs/decisions, passkeys).
    """

    def _should_handle(self, request: HttpRequest) -> bool:
        return app_of(self.login.user) is not None and bool(super()._should_handle(request))
