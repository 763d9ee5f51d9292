"""The chat page's looks: answers as HTML, the style sheet and the script."""
