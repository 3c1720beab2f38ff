"""What stands in somebody's way on a page: found by axe, or measured because axe cannot see it."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

REFLOW = {"width": 320, "height": 640}

_HOW = {"resultTypes": ["violations"], "iframes": False}
_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    **_HOW,
}
# Of those rules, the ones that look at a colour.
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, **_HOW}
_AXE = """async (options) => {
  const found = await axe.run(document, options);
  return found.violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html.slice(0, 160)}`));
}"""
_SMALL_TARGETS = """() => {
  const targets = "button, .button, nav a, summary, select, .choice, input:not([type=hidden])";
  return [...document.querySelectorAll(targets)]
    .filter((each) => !each.closest(".demo-bar") && !each.closest("label") && each.checkVisibility())
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && (box.height < 43.5 || box.width < 43.5))
    .map(([each, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${each.outerHTML.slice(0, 120)}`);
}"""
_RUNS_OUT = """() => [...document.querySelectorAll(
    ".button, .choice, .tag, .card, .notice, .site-nav__item, .site-header__brand, .site-header__name, h1, h2, td, th")]
  .filter((each) => each.checkVisibility() && !each.closest(".demo-bar, .visually-hidden"))
  .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1)
  .map((each) => `${each.scrollWidth} in ${each.clientWidth}: ${each.outerHTML.slice(0, 120)}`)"""
# Without what saving by itself changes meanwhile.
_MOVED = """() => {
  const stood = window.stood;
  window.stood = new Map([...document.querySelectorAll("body, body *")]
    .filter((each) => !each.matches("input[type=hidden], [role=status], [data-saved]")).map((each) => {
    const box = each.getBoundingClientRect();
    const text = each.childElementCount ? "" : each.textContent;
    const shown = each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const where = box.width && box.height ? [box.x, box.y, box.width, box.height] : ["takes no room"];
    return [each, [each.cloneNode(false).outerHTML, text, shown, ...where].join()];
  }));
  if (!stood) return [];
  const left = [...stood.keys()].filter((each) => !window.stood.has(each));
  return [...left, ...[...window.stood.keys()].filter((each) => window.stood.get(each) !== stood.get(each))]
    .map((each) => each.cloneNode(false).outerHTML.slice(0, 120)).slice(0, 5);
}"""
_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_WIDEST = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((each) => each.outerHTML.slice(0, 100)).slice(0, 5)"""


def axe_faults(page: Page, *, only_colours: bool = False) -> list[str]:
    """What axe finds by the rules of WCAG 2.2 AA, or by those of them that look at a colour."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_AXE, _COLOURS if only_colours else _OPTIONS)
    return found


def moved(page: Page) -> list[str]:
    """What is not as it was when this was asked last: other markup, elsewhere, of another size, shown or hidden."""
    found: list[str] = page.evaluate(_MOVED)
    return found


def small_targets(page: Page) -> list[str]:
    """What is to be pressed and smaller than 44 by 44 pixels."""
    found: list[str] = page.evaluate(_SMALL_TARGETS)
    return found


def runs_out(page: Page) -> list[str]:
    """Whose text runs out of its box."""
    found: list[str] = page.evaluate(_RUNS_OUT)
    return found


def too_wide(page: Page) -> list[str]:
    """What makes the page scroll sideways at the width that it has now."""
    if not page.evaluate(_TOO_WIDE):
        return []
    return ["the page is too wide", *page.evaluate(_WIDEST)]


def in_the_way(page: Page) -> list[str]:
    """All of it, at the window's own size and on the narrowest phone."""
    found = axe_faults(page) + small_targets(page) + too_wide(page)
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size(REFLOW)
    found += runs_out(page) + too_wide(page)
    page.set_viewport_size(size)
    return found
