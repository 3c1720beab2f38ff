"""Films and sound of editors: what is in a file, which captions are good ones, what is still missing."""
