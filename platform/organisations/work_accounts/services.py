"""Setting a provider up, trying it, and letting people in on its word."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from organisations.models import IdentityProvider, Membership, Organisation, WorkAccount, active_on
from organisations.services import join
from organisations.tenancy import all_organisations
from organisations.work_accounts.connection import Fault, ProviderFault, a_few_seconds, discover, keys_of
from organisations.work_accounts.rules import (
    Admission,
    Assertion,
    Policy,
    Refusal,
    Standing,
    judge,
)
from people.audit import record
from people.enums import Verb
from people.models import Person
from people.secrecy import KeptSecret, decrypt, encrypt

# A change of one of these makes another provider of it: what was tested is no longer what there is.
CONNECTION_FIELDS = ("issuer", "client_id")


class NotTested(Exception):
    """A provider is switched on after a successful test only."""


@dataclass(frozen=True)
class Step:
    """One step of trying a connection; `fault` is None when it went well."""

    name: str
    fault: Fault | None = None
    detail: str = ""


def policy_of(provider: IdentityProvider) -> Policy:
    """What the organisation lets its provider do."""
    ticked = {role: value for role, value in provider.role_values.items() if role in provider.granted_roles}
    return Policy(frozenset(provider.domains), provider.default_role, ticked)


def provider_in_use() -> IdentityProvider | None:
    """The provider whose button stands on this organisation's sign-in page."""
    return IdentityProvider.objects.filter(is_on=True).first()


def secret_of(provider: IdentityProvider) -> str:
    """The client secret, readable; raises people.secrecy.Unreadable."""
    return decrypt(provider.encrypted_secret)


def kept_secrets() -> Iterator[KeptSecret]:
    """The client secrets of all organisations, for another key."""
    with all_organisations("secrets get another key"):
        for provider in IdentityProvider.objects.select_for_update().exclude(encrypted_secret=""):

            def keep(text: str, provider: IdentityProvider = provider) -> None:
                provider.encrypted_secret = text
                provider.save(update_fields=["encrypted_secret"])

            yield KeptSecret(f"{provider._meta.label}:{provider.pk}", provider.encrypted_secret, keep)


@transaction.atomic
def save_provider(*, organisation: Organisation, values: Mapping[str, Any], secret: str) -> IdentityProvider:
    """Keep what an administrator typed; an empty secret keeps the one there is.

    Another issuer or client is another provider: it has to be tested again, is off until then, and accounts
    that were linked through the old one are not. Another secret has to be tested again.
    """
    provider = IdentityProvider.objects.select_for_update().first()
    provider = provider or IdentityProvider(organisation=organisation)
    is_other = any(getattr(provider, name) != values[name] for name in CONNECTION_FIELDS)
    for name, value in values.items():
        setattr(provider, name, value)
    if secret:
        provider.encrypted_secret = encrypt(secret)
    if is_other or secret:
        provider.tested_at, provider.is_on = None, False
    provider.save()
    if is_other:
        WorkAccount.objects.filter(provider=provider).delete()
    record(
        Verb.CHANGED_WORK_ACCOUNTS,
        about=provider,
        what="saved",
        connection_changed=bool(is_other or secret),
        trusts_unmarked=provider.trusts_unmarked or None,
    )
    return provider


@transaction.atomic
def switch(*, on: bool) -> IdentityProvider:
    """Switch work accounts on or off; raises NotTested. Whoever is signed in stays so."""
    provider = IdentityProvider.objects.select_for_update().get()
    if on and provider.tested_at is None:
        raise NotTested
    if provider.is_on != on:
        provider.is_on = on
        provider.save(update_fields=["is_on"])
        record(Verb.CHANGED_WORK_ACCOUNTS, about=provider, what="switched_on" if on else "switched_off")
    return provider


@transaction.atomic
def note_test(*, provider: IdentityProvider, assertion: Assertion) -> Admission | Refusal:
    """What would happen to this work account; only a test in which it would be let in has succeeded."""
    person, account = _found(provider, assertion)
    outcome = judge(assertion, policy_of(provider), _standing(person, account, assertion))
    is_good = isinstance(outcome, Admission)
    record(Verb.CHANGED_WORK_ACCOUNTS, about=provider, what="tested", succeeded=is_good)
    if is_good:
        provider.tested_at = timezone.now()
        provider.save(update_fields=["tested_at"])
    return outcome


@a_few_seconds()
def examine(provider: IdentityProvider) -> list[Step]:
    """Try the connection step by step; ends at the first step that fails."""
    steps: list[Step] = []
    try:
        configuration = discover(provider.issuer, anew=True)
        steps += [Step("answers"), Step("issuer"), Step("addresses")]
        keys = keys_of(configuration, anew=True)
        steps.append(Step("keys", detail=str(len(keys))))
        steps.append(Step("challenges" if configuration.has_challenges else "no_challenges"))
    except ProviderFault as failed:
        if failed.fault in {Fault.OTHER_ISSUER, Fault.INCOMPLETE}:
            steps.append(Step("answers"))
        if failed.fault is Fault.INCOMPLETE:
            steps.append(Step("issuer"))
        name = {Fault.OTHER_ISSUER: "issuer", Fault.INCOMPLETE: "addresses"}.get(failed.fault)
        steps.append(Step(name or ("keys" if steps else "answers"), failed.fault, failed.detail))
    return steps


def domains_of_others(organisation: Organisation, domains: list[str]) -> set[str]:
    """Those of the domains that another organisation's provider speaks for, or that are used more elsewhere.

    Nobody proves here that a domain is hers; this keeps one organisation from speaking for another's people.
    """
    with all_organisations("whose a mail domain is"):
        listed = IdentityProvider.objects.exclude(organisation=organisation).values_list("domains", flat=True)
        taken = {domain for others in listed for domain in others}
        return {each for each in domains if each in taken or _is_used_more_elsewhere(organisation, each)}


def _is_used_more_elsewhere(organisation: Organisation, domain: str) -> bool:
    """Have other organisations more people with an address there than have signed in at this one?

    Elsewhere whoever was invited counts too: the first organisation to list a domain does not get it for that.
    Here only who signed in does: otherwise inviting other organisations' people would be enough.
    """
    is_open = Q(ends__isnull=True) | Q(ends__gte=timezone.localdate())
    used = Membership.objects.filter(is_open, person__email__endswith=f"@{domain}")
    here = used.filter(active_on(timezone.localdate()), organisation=organisation, activated_at__isnull=False)
    elsewhere = used.exclude(organisation=organisation).exclude(
        Exists(here.filter(person=OuterRef("person")))
    )
    count = Count("person", distinct=True)
    return int(elsewhere.aggregate(n=count)["n"]) > int(here.aggregate(n=count)["n"])


# Letting people in ------------------------------------------------------------------------------------


@transaction.atomic
def admit(*, provider: IdentityProvider, assertion: Assertion) -> Person | Refusal:
    """Whoever this work account is of, with a role here if it gives her one; or why she is not let in."""
    person, account = _found(provider, assertion)
    if account is None:
        # The first time only: two at once must not link one account, or one person, twice.
        IdentityProvider.objects.select_for_update().get(pk=provider.pk)
        person, account = _found(provider, assertion)
    outcome = judge(assertion, policy_of(provider), _standing(person, account, assertion))
    if isinstance(outcome, Refusal):
        return outcome
    for role in sorted(outcome.new_roles):
        membership, _is_new = join(
            organisation=provider.organisation,
            email=person.email if person else assertion.address,
            name=assertion.name or assertion.address.partition("@")[0],
            role=role,
        )
        person = membership.person
    if person is None:
        return Refusal.NO_PLACE
    if not outcome.is_proven:
        return Refusal.PROVE_FIRST
    if account is None:
        account = WorkAccount.objects.create(
            organisation=provider.organisation, provider=provider, person=person, subject=assertion.subject
        )
        record(Verb.LINKED_ACCOUNT, subject=person, about=account, actor=person)
    return person


def _found(provider: IdentityProvider, assertion: Assertion) -> tuple[Person | None, WorkAccount | None]:
    """By the account, which stays the same when an address changes; otherwise by the address."""
    accounts = WorkAccount.objects.select_related("person").filter(provider=provider)
    account = accounts.filter(subject=assertion.subject).first()
    if account is not None:
        return account.person, account
    return Person.objects.filter(email=assertion.address).first(), None


def _standing(person: Person | None, account: WorkAccount | None, assertion: Assertion) -> Standing | None:
    if person is None:
        return None
    today = timezone.localdate()
    mine = Membership.objects.filter(person=person)
    return Standing(
        is_enabled=person.is_active,
        is_bound_elsewhere=account is None and WorkAccount.objects.filter(person=person).exists(),
        has_role=mine.filter(active_on(today)).exists(),
        had_role=mine.filter(ends__lt=today).exists(),
        begins_later=mine.filter(starts__gt=today).exists(),
        is_known_elsewhere_only=account is None and _is_known_elsewhere_only(person),
    )


def _is_known_elsewhere_only(person: Person) -> bool:
    """Has she an account in use, or a role in another organisation, and did she never sign in at this one?

    Her answers go with her: nobody proves that a domain is hers, so this provider's word would open them.
    """
    if Membership.objects.filter(person=person, activated_at__isnull=False).exists():
        return False
    if person.activated_at:
        return True
    here = list(Membership.objects.filter(person=person).values_list("pk", flat=True))
    with all_organisations("whether an account is used elsewhere"):
        return Membership.objects.filter(person=person).exclude(pk__in=here).exists()


@transaction.atomic
def unlink(*, address: str) -> bool:
    """Forget which work account is of the person with this address; false when there is nothing to forget."""
    account = WorkAccount.objects.filter(person__email=address.strip().lower()).first()
    if account is None:
        return False
    record(Verb.UNLINKED_ACCOUNT, subject=account.person_id, about=account)
    account.delete()
    return True


def forget_links(before: dt.datetime) -> int:
    """Take links away of people whose roles here are forgotten too; says how many went."""
    with all_organisations("retention"):
        roles = Membership.objects.filter(person=OuterRef("person"), organisation=OuterRef("organisation"))
        removed, _models = WorkAccount.objects.exclude(Exists(roles)).delete()
    return removed
