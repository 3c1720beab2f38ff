"""What higher floors do for this one: dress a mail, follow a change of roles or address, tell administrators something.

Registered in `AppConfig.ready`; this floor imports nothing from above.
"""

from collections.abc import Callable

from organisations.models import Organisation
from people.models import Person

MailDress = Callable[[Organisation, str, str], str]
RoleFollower = Callable[[Person], object]
AddressFollower = Callable[[Person, Person], object]
AdminNote = Callable[[], str]

_dresses: list[MailDress] = []
_followers: list[RoleFollower] = []
_address_followers: list[AddressFollower] = []
_admin_notes: dict[str, AdminNote] = {}


def register_mail_dress(dress: MailDress) -> None:
    """Have mails of an organisation wear its style: `dress(organisation, subject, text)` gives HTML."""
    _dresses[:] = [dress]


def dressed_mail(organisation: Organisation, subject: str, text: str) -> str:
    """The HTML of a mail in the organisation's style; empty when nobody dresses mails."""
    return _dresses[0](organisation, subject, text) if _dresses else ""


def register_role_follower(follower: RoleFollower) -> None:
    """Have something follow whenever somebody gets, changes or loses a role."""
    if follower not in _followers:
        _followers.append(follower)


def roles_changed(person: Person) -> None:
    """Tell every follower that somebody's roles changed."""
    for follower in _followers:
        follower(person)


def register_address_follower(follower: AddressFollower) -> None:
    """Have something follow when roles here go from a wrong address to the right one: `follower(wrong, right)`."""
    if follower not in _address_followers:
        _address_followers.append(follower)


def address_corrected(wrong: Person, right: Person) -> None:
    """Tell every follower that what one person had in this organisation is another's."""
    for follower in _address_followers:
        follower(wrong, right)


def register_admin_note(url_name: str, note: AdminNote) -> None:
    """Have the administrator's start page tell something beside the button to this address; "" tells nothing."""
    _admin_notes[url_name] = note


def admin_notes() -> dict[str, str]:
    """What there is to tell at this, the current organisation, by the name of the address."""
    return {url_name: text for url_name, note in _admin_notes.items() if (text := note())}
