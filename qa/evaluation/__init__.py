"""Measuring answers: question files in, shares right, refused and cited right out."""
