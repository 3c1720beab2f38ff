"""A new installation gets its organisations, each on a host of its own."""

from io import StringIO

from django.core.management import call_command

from organisations.models import Organisation


def test_each_organisation_gets_a_host_under_the_domain(db: None) -> None:
    output = StringIO()

    call_command("load_region", "--domain", "leren.example.org", stdout=output)

    hosts = dict(Organisation.objects.values_list("key", "site__hostname"))
    assert (hosts["regio"], hosts["zonnehoek"], len(hosts)) == (
        "leren.example.org",
        "zonnehoek.leren.example.org",
        8,
    )
    assert "zonnehoek: https://zonnehoek.leren.example.org/" in output.getvalue().splitlines()


def test_what_an_organisation_changed_stays(db: None) -> None:
    Organisation.objects.filter(key="zonnehoek").update(portal_name="Zonnehoek Campus")

    call_command("load_region", "--domain", "leren.example.org", stdout=StringIO())

    assert Organisation.objects.get(key="zonnehoek").portal_name == "Zonnehoek Campus"
