"""Training of the reader: question files in, packed weights out. Not needed to run the assistant."""
