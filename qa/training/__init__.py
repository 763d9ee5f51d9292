"""Training of the reader and of the embedder: question files in, weights out. Not needed to run the assistant."""
