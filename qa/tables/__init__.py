"""Questions for a figure answered from the certain cells of a table."""
