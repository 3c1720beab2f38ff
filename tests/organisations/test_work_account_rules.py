"""What a provider may say about whom, as pure rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisations.enums import Role
from organisations.work_accounts.rules import (
    DEFAULT_ROLES,
    Admission,
    Assertion,
    Policy,
    Refusal,
    Standing,
    claim_values,
    domain_of,
    is_provider_address,
    issuer_of,
    judge,
    may_connect,
    normal_domain,
    plain_address,
    read_assertion,
    roles_given,
)

POLICY = Policy(frozenset({"zonnehoek.example"}), Role.SUPERVISOR)
FATMA = Assertion("fatma-1", "fatma@zonnehoek.example", is_verified=True, name="Fatma")

words = st.text("abc@.", max_size=6)
assertions = st.builds(
    Assertion,
    subject=words,
    address=st.sampled_from(["", "a@zonnehoek.example", "a@elsewhere.example"]),
    is_verified=st.booleans(),
    name=words,
    values=st.frozensets(st.sampled_from(["a", "b", "c"])),
)
policies = st.builds(
    Policy,
    domains=st.frozensets(st.sampled_from(["zonnehoek.example", "other.example"])),
    default_role=st.sampled_from(["", *Role.values]),
    role_values=st.dictionaries(st.sampled_from(Role.values), st.sampled_from(["", "a", "b"])),
)
standings = st.none() | st.builds(Standing, *[st.booleans()] * 5)


@given(assertions, policies, standings)
def test_nobody_is_let_in_on_the_word_of_a_provider_that_may_not_give_it(
    assertion: Assertion, policy: Policy, standing: Standing | None
) -> None:
    outcome = judge(assertion, policy, standing)

    if isinstance(outcome, Admission):
        assert assertion.subject
        assert assertion.is_verified
        assert domain_of(assertion.address) in policy.domains
        assert standing is None or (standing.is_enabled and not standing.is_bound_elsewhere)


@given(assertions, policies, standings)
def test_new_roles_are_for_who_never_had_one_and_never_the_administrators(
    assertion: Assertion, policy: Policy, standing: Standing | None
) -> None:
    outcome = judge(assertion, policy, standing)

    if isinstance(outcome, Admission) and outcome.new_roles:
        assert Role.ORG_ADMIN not in outcome.new_roles
        by_claim = {role for role, value in policy.role_values.items() if value in assertion.values}
        assert outcome.new_roles <= by_claim | ({policy.default_role} & set(DEFAULT_ROLES))
        assert standing is None or not (standing.has_role or standing.had_role or standing.begins_later)


@pytest.mark.parametrize(
    ("standing", "outcome"),
    [
        (None, Admission(frozenset({Role.SUPERVISOR}))),
        (Standing(), Admission(frozenset({Role.SUPERVISOR}))),
        (Standing(has_role=True), Admission()),
        (Standing(has_role=True, had_role=True), Admission()),
        (Standing(had_role=True), Refusal.ENDED),
        (Standing(begins_later=True, had_role=True), Refusal.NOT_YET),
        (Standing(has_role=True, is_enabled=False), Refusal.BLOCKED),
        (Standing(has_role=True, is_bound_elsewhere=True), Refusal.BLOCKED),
    ],
)
def test_what_follows_from_where_somebody_stands(
    standing: Standing | None, outcome: Admission | Refusal
) -> None:
    assert judge(FATMA, POLICY, standing) == outcome


def test_without_a_default_role_only_a_claim_opens_the_door() -> None:
    policy = Policy(POLICY.domains, "", {Role.LEARNER: "leerling"})
    learner = Assertion("l-1", "l@zonnehoek.example", True, "L", frozenset({"leerling", "iets"}))

    assert judge(FATMA, policy, None) == Refusal.NO_PLACE
    assert judge(learner, policy, None) == Admission(frozenset({Role.LEARNER}))


def test_a_default_role_is_one_that_needs_no_trust() -> None:
    assert roles_given([], Policy(frozenset(), Role.STYLE_MANAGER)) == frozenset()


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("Fatma@Zonnehoek.Example", "fatma@zonnehoek.example"),
        ("f.o'neil+werk@zonnehoek.example", "f.o'neil+werk@zonnehoek.example"),
        ("fatma@zonnehoe\u212a.example", ""),  # the Kelvin sign becomes a k in lower case
        ("f\u0131@zonnehoek.example", ""),
        ("fatma@zonnehoek.example\n", ""),
        ("fatma@zonnehoek.example ", ""),
        ("a@b@zonnehoek.example", ""),
        ('"a@elsewhere.example"@zonnehoek.example', ""),
        ("fatma@localhost", ""),
        ("fatma", ""),
        ("", ""),
        (None, ""),
        (["fatma@zonnehoek.example"], ""),
        ("a" * 250 + "@zonnehoek.example", ""),
    ],
)
def test_an_address_is_one_plain_address_or_none(given: object, read: str) -> None:
    assert plain_address(given) == read


@pytest.mark.parametrize(
    ("claim", "verified"),
    [({}, False), ({"email_verified": True}, True), ({"email_verified": "true"}, True)]
    + [({"email_verified": no}, False) for no in (False, "false", 0, None, "ja", [])],
)
def test_verified_when_the_provider_says_so(claim: dict[str, object], verified: bool) -> None:
    claims = {"sub": "a", "email": "a@b.example", **claim}

    assert read_assertion(claims).is_verified is verified
    # What was ticked counts for silence only.
    assert read_assertion(claims, trusts_unmarked=True).is_verified is (verified or not claim)


def test_a_name_is_one_short_line() -> None:
    read = read_assertion({"sub": "a", "name": "Fatma\u2028\n\x00  Yildiz " + "x" * 300})

    assert read.name.startswith("Fatma Yildiz xxx")
    assert len(read.name) == 120


@pytest.mark.parametrize(
    ("claims", "name", "found"),
    [
        ({"groups": ["a", 3, "b"]}, "groups", {"a", "b"}),
        ({"groups": "a"}, "groups", {"a"}),
        ({"realm_access": {"roles": ["a"]}}, "realm_access.roles", {"a"}),
        ({"https://x.example/roles": ["a"]}, "https://x.example/roles", {"a"}),
        ({"realm_access": "a"}, "realm_access.roles", set()),
        ({"groups": {"a": 1}}, "groups", set()),
        ({"groups": ["a"]}, "", set()),
    ],
)
def test_values_of_a_claim(claims: dict[str, object], name: str, found: set[str]) -> None:
    assert claim_values(claims, name) == found


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("@Zonnehoek.NL.", "zonnehoek.nl"), (" zorg-groep.nl ", "zorg-groep.nl"), ("zörg.nl", "xn--zrg-sna.nl")],
)
def test_a_domain_is_kept_as_it_is_compared(typed: str, kept: str) -> None:
    assert normal_domain(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "nl", "a b.nl", "fatma@zonnehoek.nl", "*.nl", "-a.nl", "a..nl", "x" * 300]
)
def test_what_is_no_domain(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        normal_domain(typed)


@pytest.mark.parametrize(
    ("url", "in_production", "on_loopback"),
    [
        ("https://login.zonnehoek.example/realms/zorg", True, True),
        ("https://login.zonnehoek.example:8443", True, True),
        ("http://login.zonnehoek.example", False, False),
        ("http://127.0.0.1:9000", False, True),
        ("http://localhost:9000", False, True),
        ("http://localhost.evil.example", False, False),
        ("https://user@login.zonnehoek.example", False, False),
        ("https://login.zonnehoek.example#x", False, False),
        ("https://login.zonnehoek.example\\@evil.example", False, False),
        ("https://login.zonnehoek.example:99999", False, False),
        ("https://[::1", False, False),
        ("https://", False, False),
        ("ftp://login.zonnehoek.example", False, False),
        ("javascript:alert(1)", False, False),
        ("https://login.zonnehoek.example/a b", False, False),
        ("https://login.zonnehoek.example/\r\nHost: evil", False, False),
        ("", False, False),
    ],
)
def test_which_addresses_may_be_asked(url: str, in_production: bool, on_loopback: bool) -> None:
    assert is_provider_address(url, allow_loopback=False) is in_production
    assert is_provider_address(url, allow_loopback=True) is on_loopback


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  # an address to refuse
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001::1",
        "nonsense",
    ],
)
def test_nothing_inside_the_walls_is_reached(address: str) -> None:
    assert may_connect(address, allow_loopback=False) is False
    assert may_connect(address, allow_loopback=True) is False


@pytest.mark.parametrize(
    ("address", "on_loopback", "in_production"),
    [
        ("127.0.0.1", True, False),
        ("::1", True, False),
        ("::ffff:127.0.0.1", True, False),
        ("93.184.215.14", True, True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True, True),
    ],
)
def test_loopback_is_for_the_demo_and_the_world_for_all(
    address: str, on_loopback: bool, in_production: bool
) -> None:
    assert may_connect(address, allow_loopback=True) is on_loopback
    assert may_connect(address, allow_loopback=False) is in_production


def test_the_address_of_the_discovery_document_is_the_issuers() -> None:
    assert issuer_of(" https://a.example/t/.well-known/openid-configuration ") == "https://a.example/t"
    assert issuer_of("https://a.example/") == "https://a.example/"
