"""The span reader: a question and passages in, scored answer spans out."""
