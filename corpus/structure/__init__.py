"""Rules that turn a document's lines, headings and blocks into its section tree."""
