"""Making the font files: Latin subsets as woff2, and the style rules that load them.

The files go into a folder outside the repository; their names carry a digest of their content, so browsers may keep
them for ever. Letters that few pages need (Polish, Turkish, Czech names) are a file of their own, fetched only then.
"""

import hashlib
import io
import json
import logging
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache, cached_property
from importlib import metadata, resources
from pathlib import Path
from typing import Any, Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from .fonts import CATALOGUE, Face, Family, Generic

RECIPE = 1  # raise when the way of making them changes
_MANIFEST = "fonts.json"

_CORE_EXTRA = "\u00a0àáâäçèéêëìíîïñòóôöùúûüÀÁÄÇÈÉËÏÖÜß°·«»×½¼¾²³€–—‘’‚“”„•…→←−✓"
CORE: Final = frozenset((*range(0x20, 0x7F), *map(ord, _CORE_EXTRA)))
EXTENDED: Final = frozenset((*range(0xA1, 0x180), *range(0x218, 0x21C), 0x1E9E)) - CORE

# Average advance in em of the local letter on Dutch text; the figures are those of Arial and Times New Roman,
# whose widths Liberation, Helvetica and Georgia's stand-ins share.
_SAMPLE = (
    "De collega in opleiding kiest zelf wat zij deze week wil leren en jij kijkt met haar mee naar het doel"
)
_ARIAL = dict(zip("abcdefghijklmnopqrstuvwxyz ", (
    1139, 1139, 1024, 1139, 1139, 569, 1139, 1139, 455, 455, 1024, 455, 1706, 1139, 1139, 1139, 1139, 682, 1024, 569,
    1139, 1024, 1479, 1024, 1024, 1024, 569,
), strict=True))  # fmt: skip
_TIMES = dict(zip("abcdefghijklmnopqrstuvwxyz ", (
    909, 1024, 909, 1024, 909, 682, 1024, 1024, 569, 569, 1024, 569, 1593, 1024, 1024, 1024, 1024, 682, 797, 569,
    1024, 1024, 1479, 1024, 1024, 909, 512,
), strict=True))  # fmt: skip
_LOCAL: Final = {
    Generic.SANS: (_ARIAL, ("Arial", "Liberation Sans", "Roboto")),
    Generic.SERIF: (_TIMES, ("Times New Roman", "Liberation Serif", "Noto Serif")),
}
_LOCAL_UNITS = 2048


class FontLibrary:
    """The fonts that were built in a folder; an empty library when there are none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What was built: the recipe, and per family its files and rules."""
        try:
            content: dict[str, Any] = json.loads((self.folder / _MANIFEST).read_text("utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {"recipe": None, "families": {}}
        return content

    def has(self, name: str) -> bool:
        """Whether this is the name of one of our font files."""
        return any(name in family["files"] for family in self.manifest["families"].values())

    def style_sheet(self, keys: Iterable[str]) -> str:
        """The rules that load these families; a family that was not built is left out."""
        families = self.manifest["families"]
        return "".join(families[key]["css"] for key in dict.fromkeys(keys) if key in families)

    def preload(self, key: str) -> str:
        """The name of the file that the first screen needs, or nothing."""
        family = self.manifest["families"].get(key)
        return str(family["preload"]) if family else ""

    def bytes_of(self, key: str) -> int:
        """Size of the family's files that a page in Dutch needs."""
        return int(self.manifest["families"][key]["core_bytes"])


@cache
def library(folder: Path) -> FontLibrary:
    """The fonts in this folder, read once per process."""
    return FontLibrary(folder)


def build_fonts(folder: Path) -> list[str]:
    """Make the files that are missing; return the names of the families that were made anew."""
    folder.mkdir(parents=True, exist_ok=True)
    known = FontLibrary(folder).manifest["families"]
    families: dict[str, Any] = {}
    made = []
    for key, family in CATALOGUE.items():
        source = _fingerprint(family)
        entry = known.get(key)
        if entry and entry["source"] == source and all((folder / name).exists() for name in entry["files"]):
            families[key] = entry
            continue
        families[key] = {"source": source, **_build_family(family, folder)}
        made.append(family.name)
    manifest = json.dumps({"recipe": RECIPE, "families": families}, indent=1, ensure_ascii=False)
    (folder / _MANIFEST).write_text(manifest, "utf-8")
    _sweep(folder, families)
    library.cache_clear()
    return made


def _fingerprint(family: Family) -> str:
    version = metadata.version(family.package.replace("_", "-"))
    parts = [RECIPE, version, asdict(family), sorted(CORE), sorted(EXTENDED)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _sweep(folder: Path, families: dict[str, Any]) -> None:
    wanted = {name for entry in families.values() for name in entry["files"]}
    for path in folder.glob("*.woff2"):
        if path.name not in wanted:
            path.unlink()


def _build_family(family: Family, folder: Path) -> dict[str, Any]:
    files: list[str] = []
    rules = [_fallback_rule(family)]
    core_bytes = 0
    for face in family.faces:
        for part, letters in (("latin", CORE), ("ext", EXTENDED)):
            content = _woff2(family, face, letters)
            digest = hashlib.sha256(content).hexdigest()[:12]
            name = f"{family.key}-{face.key}-{part}.{digest}.woff2"
            (folder / name).write_bytes(content)
            files.append(name)
            rules.append(_face_rule(family, face, name, letters))
            core_bytes += len(content) if letters is CORE else 0
    return {"files": files, "css": "".join(rules), "preload": files[0], "core_bytes": core_bytes}


def _source(family: Family, face: Face) -> TTFont:
    path = resources.files(family.package) / "files" / face.source
    return TTFont(io.BytesIO(path.read_bytes()), recalcTimestamp=False)


def _woff2(family: Family, face: Face, letters: frozenset[int]) -> bytes:
    """One subset; the same input gives the same bytes."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    font = _source(family, face)
    options = Options(
        hinting=False,
        layout_features=["kern", "ccmp", "locl", "mark"],
        name_IDs=[1, 2, 13, 14],  # the licence travels with the file
        notdef_outline=True,
    )
    options.drop_tables += ["STAT", "MVAR", "DSIG"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    if "fvar" in font:
        font = instancer.instantiateVariableFont(font, _limits(font, face))
    font.flavor = "woff2"
    output = io.BytesIO()
    font.save(output)
    return output.getvalue()


def _limits(font: TTFont, face: Face) -> dict[str, Any]:
    """Every axis pinned, except weight for a face that serves a range."""
    limits: dict[str, Any] = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes} | face.axes
    limits["wght"] = face.first_weight if face.is_static else (face.first_weight, face.last_weight)
    return limits


def _unicode_range(letters: frozenset[int]) -> str:
    """`U+20-7E,U+A0,…` for a set of code points."""
    ranges: list[list[int]] = []
    for point in sorted(letters):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in ranges)


def _face_rule(family: Family, face: Face, name: str, letters: frozenset[int]) -> str:
    # A display family has one weight; it serves every heading, so no browser smears it to a bolder one.
    weight = "400 900" if family.display else face.key.replace("-", " ")
    return (
        f'@font-face{{font-family:"{family.name}";font-weight:{weight};font-display:swap;'
        f'src:url("{name}") format("woff2");unicode-range:{_unicode_range(letters)}}}'
    )


def _fallback_rule(family: Family) -> str:
    """A local letter, scaled to the real one's width and height, so that nothing jumps when that arrives."""
    font = _source(family, family.faces[0])
    units = font["head"].unitsPerEm
    widths, glyphs = font["hmtx"], font.getBestCmap()
    local_widths, local_names = _LOCAL[family.generic]
    sample = _SAMPLE.lower()
    own = sum(widths[glyphs[ord(letter)]][0] for letter in sample) / units
    local = sum(local_widths[letter] for letter in sample) / _LOCAL_UNITS
    scale = own / local
    height = font["hhea"]
    sources = ",".join(f'local("{name}")' for name in local_names)

    def percent(value: float) -> str:
        return f"{value * 100:.1f}%"

    return (
        f'@font-face{{font-family:"{family.fallback_name}";src:{sources};size-adjust:{percent(scale)};'
        f"ascent-override:{percent(height.ascent / units / scale)};"
        f"descent-override:{percent(-height.descent / units / scale)};"
        f"line-gap-override:{percent(height.lineGap / units / scale)}}}"
    )
