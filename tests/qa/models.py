"""Reading models small enough for a test: one that knows its answers by heart, and a real but tiny network."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import torch
from tokenizers import Tokenizer
from tokenizers.decoders import WordPiece as Joined
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertForQuestionAnswering, PreTrainedTokenizerFast

from corpus.words import word_set
from qa.reader.decode import ScoredSpan
from qa.reader.network import SpanNetwork
from qa.reader.reader import Reader, Reading

SURE = 11.0
"""By how many logits an answer that `ByHeart` knows beats "no answer"."""


class ByHeart(Reader):
    """A reader that knows phrases: where the question has a key and the passage its phrase, the phrase is the answer.

    `asked` keeps the questions it was given, `read_passages` how many passages it read.
    """

    def __init__(self, phrases: Mapping[str, str], yes: float | None = None) -> None:
        self.phrases, self.yes, self.precision = phrases, yes, "float32"
        self.asked: list[str] = []
        self.read_passages = 0

    def read_pairs(self, pairs: Sequence[tuple[str, str, str]]) -> list[Reading]:
        self.asked += [question for question, _, _ in pairs[:1]]
        self.read_passages += len(pairs)
        return [self._reading(question, text) for question, _, text in pairs]

    def _reading(self, question: str, text: str) -> Reading:
        spans = tuple(
            ScoredSpan(text.index(phrase), text.index(phrase) + len(phrase), SURE)
            for key, phrase in self.phrases.items()
            if key in question.lower() and phrase in text
        )
        return Reading(spans, 0.0, self.yes)


ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789.,;:?!()-"
WORDS = word_set(
    "how many who what is the force burglaries burglary officers recorded employs kent essex police yes no"
)


@lru_cache(maxsize=1)
def tiny_tokenizer() -> PreTrainedTokenizerFast:
    """A WordPiece tokenizer that has a few words whole and spells all others letter by letter."""
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted(WORDS), *ALPHABET, *(f"##{char}" for char in ALPHABET)]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer()
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.decoder = Joined()
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )


def tiny_network(seed: int = 0, has_verdict: bool = True) -> SpanNetwork:
    """A network of two layers of width 16 with random weights, the same for the same seed."""
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(tiny_tokenizer()),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=512,
        initializer_range=0.5,
    )
    return SpanNetwork(BertForQuestionAnswering(config), has_verdict).eval()
