"""Content health: what an editor should look at, page by page, and what people make of it in numbers."""
