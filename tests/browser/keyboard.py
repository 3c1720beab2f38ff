"""A person without a mouse: Tab, Shift+Tab, arrows, space and Enter, and eyes on where the focus is."""

import re

from playwright.sync_api import Locator, Page

MOST_TABS, MOST_ARROWS = 120, 12
# Where the focus is after a press: seen with its ring, below what had it before, in nobody's shadow.
_LOOK = """(back) => {
  const now = document.activeElement;
  const before = window.focusedBefore;
  window.focusedBefore = now;
  if (!now || now === document.body) return ["the focus is nowhere"];
  const called = now.outerHTML.slice(0, 120);
  const shown = now.type === "radio" || now.type === "checkbox" ? now.closest("label") ?? now : now;
  const box = shown.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height, innerHeight) / 2];
  const top = document.elementFromPoint(x, y);
  const said = [];
  if (![now, shown].map((each) => getComputedStyle(each)).some(
    (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)) said.push(`no ring: ${called}`);
  if (!top || !(shown.contains(top) || top.contains(shown))) said.push(`not to be seen: ${called}`);
  if (before?.isConnected && before !== document.body) {
    const follows = before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
    const [first, second] = back ? [box, before.getBoundingClientRect()] : [before.getBoundingClientRect(), box];
    if (Boolean(follows) === back) said.push(`out of order: ${called}`);
    const both = document.querySelector("#main");
    if (both.contains(before) && both.contains(now) && second.bottom < first.top) said.push(`jumps back up: ${called}`);
  }
  return said;
}"""
_HAS_FOCUS = "(each) => each.contains(document.activeElement)"


class Keyboard:
    """The keys of one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab(self, *, back: bool = False) -> None:
        """One press of Tab, or of Shift+Tab; the focus is to be seen where it comes, and comes in order."""
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        assert self.page.evaluate(_LOOK, back) == []

    def to(self, there: Locator, *, back: bool = False) -> None:
        """As many presses as it takes to be `there`, or within it."""
        for _press in range(MOST_TABS):
            if there.evaluate(_HAS_FOCUS):
                return
            self.tab(back=back)
        raise AssertionError(f"Tab never came at {there}")

    def choose(self, group: Locator, radio: Locator) -> None:
        """This one of the radio buttons of a group."""
        self.to(group)
        self.page.keyboard.press("Space")
        for _press in range(MOST_ARROWS):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never came at {radio}")

    def choose_from_list(self, there: Locator, wanted: re.Pattern[str]) -> None:
        """Of the list `there`, the line with this text: space opens it, Enter takes what the arrows came to."""
        self.to(there)
        lines = there.get_by_role("option", include_hidden=True).all_inner_texts()
        place = next(place for place, line in enumerate(lines) if wanted.fullmatch(line.strip()))
        self.page.keyboard.press("Space")
        for _press in range(place):
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Enter")
        assert wanted.fullmatch(there.evaluate("(list) => list.selectedOptions[0].text"))

    def tick(self, there: Locator) -> None:
        """Put a tick in a box."""
        self.to(there)
        self.page.keyboard.press("Space")

    def write(self, there: Locator, text: str) -> None:
        """Type in a field."""
        self.to(there)
        self.page.keyboard.type(text)

    def press(self, there: Locator) -> None:
        """Press a button that brings another page, or this one anew."""
        self.to(there)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
