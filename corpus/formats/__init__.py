"""One reader a file format: each turns a path into a Document of headings and blocks."""
