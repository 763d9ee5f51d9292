"""Passages made searchable: embeddings and words, kept as snapshots on disk."""
