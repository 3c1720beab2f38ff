"""`/thema/…`: the built styles, the logos, before sign-in too."""

import gzip
import re
from collections.abc import Callable

from django.test import Client

from organisations.models import Organisation
from organisations.tenancy import use_organisation
from tests.counting import queries_of
from theming.models import Theme, ThemeBuild
from theming.queries import current_build

Houses = Callable[[str], Organisation]
Browsers = Callable[..., Client]
FOR_EVER = "public, max-age=31536000, immutable"
VALUE = re.compile(
    r"#[0-9a-f]{6}|light dark|light|dark|\d*\.?\d+rem"
    r'|"[A-Za-z0-9 ]+"(, ?"[A-Za-z0-9 ]+")*, ?(?:sans-serif|serif)'
)


def _address(organisation: Organisation) -> str:
    build = current_build(organisation)
    assert build is not None
    return f"/thema/{organisation.key}.{build.digest}.css"


def test_sign_in_wears_the_style_of_its_host(house: Houses, client_at: Browsers) -> None:
    for key in ("zonnehoek", "amelberga", "buurtlicht"):
        page = client_at(house(key)).get("/inloggen/").content.decode()

        assert f'<link rel="stylesheet" href="{_address(house(key))}">' in page
        assert re.findall(r"/thema/(\w+)\.[0-9a-f]{12}\.css", page) == [key]


def test_a_style_is_small_clean_and_kept_for_ever(house: Houses, client_at: Browsers) -> None:
    for key in (
        "maasbries",
        "zonnehoek",
        "amelberga",
        "buurtlicht",
        "zilverlinde",
        "kompashuis",
        "vlierborg",
    ):
        response = client_at(house(key)).get(_address(house(key)), HTTP_ACCEPT_ENCODING="gzip")
        css = gzip.decompress(response.content).decode()

        assert (response.status_code, response["Cache-Control"]) == (200, FOR_EVER)
        assert len(gzip.compress(css.encode())) <= 1500
        values = re.findall(r"(?:--[a-z0-9-]+|color-scheme):([^;{}]+)[;}]", css)
        assert len(values) > 38
        assert [value for value in values if not VALUE.fullmatch(value)] == []


def test_a_style_costs_one_query(zonnehoek: Organisation, client_at: Browsers) -> None:
    client, address = client_at(zonnehoek), _address(zonnehoek)
    client.get(address)

    assert queries_of(client, address) == 2  # the host's organisation, the build


def test_an_unknown_digest_leads_to_the_current_one_and_is_not_kept(
    zonnehoek: Organisation, client_at: Browsers
) -> None:
    response = client_at(zonnehoek).get("/thema/zonnehoek.000000000000.css")

    assert (response.status_code, response["Location"]) == (302, _address(zonnehoek))
    assert response["Cache-Control"] == "no-store"


def test_a_host_serves_its_own_style_and_the_region_serves_all(
    house: Houses, region: Organisation, client_at: Browsers
) -> None:
    others = _address(house("amelberga"))

    assert client_at(house("zonnehoek")).get(others).status_code == 404
    assert client_at(region).get(others).status_code == 200
    assert client_at(region).get("/thema/niemand.000000000000.css").status_code == 404


def test_an_old_style_stays_served(zonnehoek: Organisation, client_at: Browsers) -> None:
    with use_organisation(zonnehoek):
        ThemeBuild.objects.create(
            organisation=zonnehoek,
            digest="0123456789ab",
            algorithm_version=1,
            style={},
            tokens={},
            css="@layer theme{}",
        )

    response = client_at(zonnehoek).get("/thema/zonnehoek.0123456789ab.css")

    assert (response.status_code, response.content) == (200, b"@layer theme{}")


def test_logo_and_icons_are_served_under_their_digest(zonnehoek: Organisation, client_at: Browsers) -> None:
    client = client_at(zonnehoek)
    theme = Theme.tenant.get(organisation=zonnehoek)

    for name, rendition, kind in (
        (theme.logo, "kop.png", "image/png"),
        (theme.logo, "mail.png", "image/png"),
        (theme.dark_logo, "kop.png", "image/png"),
        (theme.icon, "32.png", "image/png"),
        (theme.icon, "512-masker.png", "image/png"),
    ):
        response = client.get(f"/thema/beeld/zonnehoek/{name}/{rendition}")
        assert (response.status_code, response["Content-Type"]) == (200, kind)
        assert response["Cache-Control"] == FOR_EVER
    assert client.get(f"/thema/beeld/zonnehoek/{theme.logo}/bron.svg").status_code == 404
    assert client.get("/thema/beeld/zonnehoek/0000000000000000/kop.png").status_code == 404
    assert client.get(f"/thema/beeld/amelberga/{theme.logo}/kop.png").status_code == 404


def test_the_region_shows_a_tile_of_every_house(region: Organisation, client_at: Browsers) -> None:
    client = client_at(region)

    keys = Organisation.objects.filter(kind="member").values_list("key", flat=True)
    tiles = {key: client.get(f"/thema/tegel/{key}.webp") for key in keys}

    assert [(each.status_code, each["Content-Type"]) for each in tiles.values()] == [(200, "image/webp")] * 7
    assert len({each.getvalue() for each in tiles.values()}) == 7
    home = client.get("/").content.decode()
    assert [key for key in keys if f"/thema/tegel/{key}.webp" not in home] == []


def test_the_tiles_have_their_own_colours_on_the_region_only(
    zonnehoek: Organisation, region: Organisation, client_at: Browsers
) -> None:
    css = client_at(region).get("/thema/tegels.css").content.decode()

    assert css.count(".tile[data-organisation=") == 7
    assert '.tile[data-organisation="zonnehoek"]{--t-brand-graphic:#ffd100;}' in css
    assert client_at(zonnehoek).get("/thema/tegels.css").status_code == 404


def test_the_favicon_leads_to_the_icon(zonnehoek: Organisation, client_at: Browsers) -> None:
    theme = Theme.tenant.get(organisation=zonnehoek)

    response = client_at(zonnehoek).get("/favicon.ico")

    assert (response.status_code, response["Location"]) == (
        302,
        f"/thema/beeld/zonnehoek/{theme.icon}/32.png",
    )
