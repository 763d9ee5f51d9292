"""The chat page: conversations, reports and feedback in the browser, and what programs ask at the same address."""
