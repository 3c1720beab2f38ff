"""The promises of the palette, for every brand colour. Oracle: coloraide's own contrast and distance."""

import gzip
import random
import re

import pytest
from coloraide import Color
from hypothesis import example, given, settings
from hypothesis import strategies as st

from theming.css import build_css, digest_of
from theming.palette import (
    LARGEST_NUDGE,
    MODES,
    SURFACES,
    Brand,
    NotAColour,
    Strategy,
    Surface,
    check,
    contrast,
    derive,
    derive_all,
    derive_brand,
    distance,
    oklch,
    pairs,
    parse_colour,
)
from theming.palette.explain import Hue, Name, Tone, explain, name_of

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
NEAR_WHITE = st.tuples(*[st.integers(230, 255)] * 3).map(lambda rgb: "#%02x%02x%02x" % rgb)  # noqa: UP031 shorter
YELLOWS = st.tuples(st.integers(225, 255), st.integers(180, 255), st.integers(0, 120)).map(
    lambda rgb: "#%02x%02x%02x" % rgb  # noqa: UP031 shorter
)
BRAND_COLOURS = st.one_of(COLOURS, NEAR_WHITE, YELLOWS)
BRANDS = st.builds(
    Brand, BRAND_COLOURS, st.just("") | BRAND_COLOURS, st.sampled_from(Strategy), st.sampled_from(Surface)
)
SHAPE = {"font-text": '"Nunito", "Nunito Fallback", sans-serif', "radius": "1.25rem"}


@pytest.mark.parametrize("mode", MODES)
@settings(max_examples=60, deadline=None)
@example(brand=Brand("#ffff00", strategy=Strategy.EXACT))
@example(brand=Brand("#ffffff", strategy=Strategy.WHITE))
@example(brand=Brand("#000000"))
@example(brand=Brand("#777777", "#ffff00", Strategy.EXACT, Surface.TINTED))
@given(brand=BRANDS)
def test_every_pair_passes_for_every_brand(mode: str, brand: Brand) -> None:
    tokens = derive_brand(brand, mode)

    assert [finding for finding in check(tokens, mode) if not finding.passes] == []
    colours = {name: Color(colour) for name, colour in tokens.items()}
    for pair in pairs(mode):
        assert colours[pair.foreground].contrast(colours[pair.background]) >= pair.ratio, pair


@settings(max_examples=100, deadline=None)
@given(brand=BRAND_COLOURS, mode=st.sampled_from(sorted(MODES)), background=COLOURS)
def test_one_of_the_two_focus_rings_shows_on_any_background(brand: str, mode: str, background: str) -> None:
    tokens = derive(brand, mode=mode)

    assert max(contrast(tokens["focus-dark"], background), contrast(tokens["focus-light"], background)) >= 3


@settings(max_examples=100, deadline=None)
@given(brand=BRAND_COLOURS)
def test_balanced_fill_stays_near_the_brand_and_its_states_are_visible(brand: str) -> None:
    tokens = derive(brand)

    assert Color(tokens["brand-fill"]).delta_e(Color(brand), method="ok") <= LARGEST_NUDGE + 1e-6
    for state in ("brand-fill-hover", "brand-fill-active"):
        assert distance(tokens[state], tokens["brand-fill"]) > 0.03
        assert contrast(tokens[state], tokens["brand-fill"]) >= 1.1


@settings(max_examples=100, deadline=None)
@given(brand=BRAND_COLOURS)
def test_a_colour_that_is_readable_already_is_untouched(brand: str) -> None:
    tokens = derive(brand)
    worst = min(contrast(brand, tokens[surface]) for surface in SURFACES)

    if worst >= 3.02:
        assert tokens["brand-graphic"] == brand
    if worst >= 4.52:
        assert tokens["brand-text"] == brand


@settings(max_examples=60, deadline=None)
@given(brand=BRAND_COLOURS, mode=st.sampled_from(["light", "dark"]))
def test_exact_keeps_the_fill_and_white_keeps_white_text(brand: str, mode: str) -> None:
    assert derive(brand, strategy="exact", mode=mode)["brand-fill"] == brand
    assert derive(brand, strategy="white", mode=mode)["brand-on"] == "#ffffff"


def test_the_fill_is_unchanged_for_most_random_brands() -> None:
    chance = random.Random(20261124)  # noqa: S311 reproducible, not secret
    brands = [f"#{chance.randrange(1 << 24):06x}" for _ in range(300)]

    kept = sum(derive(brand)["brand-fill"] == brand for brand in brands)

    assert kept / len(brands) >= 0.85


def test_a_palette_has_the_38_tokens_in_every_mode() -> None:
    names = {mode: set(derive("#ffd100", mode=mode)) for mode in MODES}

    assert {mode: len(found) for mode, found in names.items()} == dict.fromkeys(MODES, 38)
    assert names["light"] == names["dark"] == names["hc-light"] == names["hc-dark"]


@settings(max_examples=30, deadline=None)
@given(brand=BRANDS)
def test_css_is_clean_small_and_deterministic(brand: Brand) -> None:
    css = build_css(derive_all(brand), SHAPE, decoration=brand.primary)

    assert css == build_css(derive_all(brand), SHAPE, decoration=brand.primary)
    assert digest_of(css, {"primary": brand.primary}) == digest_of(css, {"primary": brand.primary})
    values = set(re.findall(r"--t-[a-z0-9-]+:([^;]*);", css))
    assert all(re.fullmatch("#[0-9a-f]{6}", value) for value in values)
    assert not re.search(r"<|url\(|@import|expression|\\", css)
    assert len(gzip.compress(css.encode())) <= 1500


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("FFD100", "#ffd100"),
        ("#FFD100", "#ffd100"),
        (" #fd0 ", "#ffdd00"),
        ("255,209,0", "#ffd100"),
        ("255, 209, 0", "#ffd100"),
        ("rgb(255 209 0)", "#ffd100"),
        ("RGB(255, 209, 0)", "#ffd100"),
    ],
)
def test_a_colour_is_read_in_every_accepted_notation(text: str, colour: str) -> None:
    assert parse_colour(text) == colour


@pytest.mark.parametrize(
    "text",
    [
        "",
        "geel",
        "#ffff",
        "#12345g",
        "256,0,0",
        "1,2",
        "rgb(1 2 3",
        "1 2 3)",
        "url(x)",
        "#fff;}",
        "１,2,3",
        "f" * 999,
    ],
)
def test_anything_else_is_no_colour(text: str) -> None:
    with pytest.raises(NotAColour):
        parse_colour(text)


def test_yellow_keeps_its_fill_gets_an_edge_and_gold_links() -> None:
    account = explain(Brand("#ffd100"), derive("#ffd100"))

    assert account.brand == Name(Hue.YELLOW, Tone.MIDDLE)
    assert account.link == Name(Hue.GOLD, Tone.DARK)
    assert (account.fill_kept, account.edge_added, account.white_text, account.link_kept) == (
        True,
        True,
        False,
        False,
    )


@settings(max_examples=100, deadline=None)
@example(primary="#ffffff", strategy=Strategy.WHITE, surface=Surface.TINTED)
@example(primary="#777777", strategy=Strategy.EXACT, surface=Surface.TINTED)
@given(primary=BRAND_COLOURS, strategy=st.sampled_from(Strategy), surface=st.sampled_from(Surface))
def test_what_is_told_of_a_button_is_what_its_tokens_are(
    primary: str, strategy: Strategy, surface: Surface
) -> None:
    brand = Brand(primary, strategy=strategy, surface=surface)
    tokens = derive_brand(brand, "light")

    account = explain(brand, tokens)

    assert account.white_text == (tokens["brand-on"] == "#ffffff")
    # "… wordt donkerder, zodat witte letters te lezen zijn" is said of a fill that moved.
    assert account.fill_kept or (
        account.white_text and oklch(tokens["brand-fill"]).lightness < oklch(primary).lightness
    )
    # "wit op … is niet goed te lezen" is said where the letters are dark.
    assert account.white_text or contrast("#ffffff", tokens["brand-fill"]) < 4.6
    for name, kept in (("brand-graphic", account.line_kept), ("brand-text", account.letters_kept)):
        assert kept == (tokens[name] == primary)
        assert kept or oklch(tokens[name]).lightness < oklch(primary).lightness
    # "… op wit is niet goed te lezen" is said of letters that moved and did not fit.
    assert account.letters_fit_white == (contrast(primary, "#ffffff") >= 4.5)


def test_a_grey_brand_gets_blue_links() -> None:
    assert name_of(derive("#9aa3a8")["link"]).hue == Hue.BLUE
