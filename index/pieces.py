"""A text turned into its number of word pieces."""

import copy
import re
from functools import lru_cache
from typing import Any

from tokenizers.pre_tokenizers import BertPreTokenizer

_GAP = re.compile(r"[ \t\n\r]+")


class PieceCounter:
    """Counts as the tokenizer cuts, each word once: a cutter asks for the same words again and again."""

    def __init__(self, tokenizer: Any) -> None:
        # A tokenizer of its own: one that is padding a batch in another thread cannot be used.
        self._tokenizer = copy.deepcopy(tokenizer)
        # BERT's takes white space for the end of a word whatever stands around it; others may not.
        backend: Any = getattr(self._tokenizer, "backend_tokenizer", None)
        self._word_by_word = backend is not None and isinstance(backend.pre_tokenizer, BertPreTokenizer)
        if self._word_by_word:
            backend.no_truncation()
            self._marks = int(self._tokenizer.num_special_tokens_to_add())
            self._of_word = lru_cache(maxsize=100_000)(lambda word: len(backend.encode(word, add_special_tokens=False)))

    def __call__(self, text: str) -> int:
        """How many word pieces the text has, the marks at its ends included."""
        if self._word_by_word:
            return self._marks + sum(map(self._of_word, _GAP.split(text)))
        return len(self._tokenizer(text, add_special_tokens=True, truncation=False, verbose=False)["input_ids"])
