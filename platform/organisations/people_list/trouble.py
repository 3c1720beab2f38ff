"""What goes wrong with a list."""


class Unreadable(ValueError):
    """A file, or a cell of it, cannot be read; the text says what to do, for whoever chose the file.

    `content` is what stands in such a cell, as it is typed.
    """

    def __init__(self, text: str, content: str = "") -> None:
        super().__init__(text)
        self.content = content
