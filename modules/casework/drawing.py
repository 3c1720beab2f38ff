"""Where everything of a branching case stands on its map. Pure geometry, in pixels of the drawing."""

from __future__ import annotations

from dataclasses import dataclass

from modules.casework.script import Script

BOX_WIDTH, BOX_HEIGHT = 150, 44
GAP_ACROSS, GAP_DOWN = 24, 56
MARGIN = 12
SHOWN_LETTERS = 18


@dataclass(frozen=True)
class Box:
    """A scene (`kind` empty) or an ending, by its top left corner."""

    name: str
    kind: str
    x: int
    y: int

    @property
    def shown(self) -> str:
        """The name, short enough for the box."""
        return self.name if len(self.name) <= SHOWN_LETTERS else f"{self.name[: SHOWN_LETTERS - 1]}…"

    @property
    def middle(self) -> tuple[int, int]:
        """Where its text stands."""
        return self.x + BOX_WIDTH // 2, self.y + BOX_HEIGHT // 2 + 5


@dataclass(frozen=True)
class Line:
    """A choice, from the foot of one box to the head of another."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True)
class Drawing:
    """The whole map."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def draw(script: Script) -> Drawing:
    """Rows by the number of choices from the start; what nobody reaches stands in the last row."""
    rows = _rows(script)
    kinds = {ending.key: str(ending.kind or "ending") for ending in script.endings}
    widest = max((len(row) for row in rows), default=1)
    width = 2 * MARGIN + widest * BOX_WIDTH + (widest - 1) * GAP_ACROSS
    boxes: dict[str, Box] = {}
    for number, row in enumerate(rows):
        taken = len(row) * BOX_WIDTH + (len(row) - 1) * GAP_ACROSS
        for place, name in enumerate(row):
            x = (width - taken) // 2 + place * (BOX_WIDTH + GAP_ACROSS)
            boxes[name] = Box(name, kinds.get(name, ""), x, MARGIN + number * (BOX_HEIGHT + GAP_DOWN))
    height = 2 * MARGIN + len(rows) * BOX_HEIGHT + max(0, len(rows) - 1) * GAP_DOWN
    return Drawing(width, height, tuple(boxes.values()), _lines(script, boxes))


def _rows(script: Script) -> list[list[str]]:
    placed: set[str] = set()
    row = [script.start] if script.start in script.names else []
    rows: list[list[str]] = []
    while row:
        rows.append(row)
        placed |= set(row)
        scenes = [scene for name in row if (scene := script.scene(name))]
        further = dict.fromkeys(choice.goes_to for scene in scenes for choice in scene.choices)
        row = [name for name in further if name in script.names and name not in placed]
    left = [name for name in dict.fromkeys(script.names) if name not in placed]
    return [*rows, left] if left else rows


def _lines(script: Script, boxes: dict[str, Box]) -> tuple[Line, ...]:
    ways = dict.fromkeys((scene.key, choice.goes_to) for scene in script.scenes for choice in scene.choices)
    return tuple(
        Line(
            boxes[start].x + BOX_WIDTH // 2,
            boxes[start].y + BOX_HEIGHT,
            boxes[end].x + BOX_WIDTH // 2,
            boxes[end].y,
        )
        for start, end in ways
        if end in boxes
    )
