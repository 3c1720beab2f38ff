"""What can be found of a page, and where in it: stems of Dutch words, readable texts, marked snippets."""
