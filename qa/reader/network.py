"""The reader's network: any Hugging Face span model, with a small yes/no head beside its span head."""

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModelForQuestionAnswering, PreTrainedModel

from qa.reader import weights

VERDICT_DEPTH = 2 / 3
"""At what share of the layers the yes/no head looks: 90 % of held-out questions right there, 85 % at the last one."""

VERDICT_WIDTH = 24
"""Inner units of the yes/no head: fewer than `weights` rounds, so that every bit of it is kept."""


class SpanNetwork(nn.Module):
    """A span model (start and end logits for each token), and a yes/no head on the states of answer and question.

    The head is untrained, and `has_verdict` false, when the weights come from a plain Hugging Face model.
    """

    def __init__(self, span_model: PreTrainedModel, has_verdict: bool) -> None:
        super().__init__()
        self.span_model = span_model
        hidden = int(span_model.config.hidden_size)
        self.verdict = nn.Sequential(nn.Linear(2 * hidden, VERDICT_WIDTH), nn.GELU(), nn.Linear(VERDICT_WIDTH, 1))
        self.has_verdict = has_verdict
        self._verdict_layer = round(int(span_model.config.num_hidden_layers) * VERDICT_DEPTH)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Token ids and mask (batch, length) -> start and end logits (batch, length), inner states (…, hidden)."""
        output = self.span_model(input_ids=input_ids, attention_mask=attention_mask, output_hidden_states=True)
        return output.start_logits, output.end_logits, output.hidden_states[self._verdict_layer]

    def yes_logits(self, states: Tensor, answer: Tensor, question: Tensor) -> Tensor:
        """The logit of Yes over No, (1,), from a row's states (length, hidden) and the numbers of the two's tokens."""
        logits: Tensor = self.verdict(verdict_input(states, answer, question))
        return logits


def verdict_input(states: Tensor, answer: Tensor, question: Tensor) -> Tensor:
    """What the yes/no head looks at: the mean state of the answer's and of the question's tokens, (2 * hidden,)."""
    return torch.cat([states[answer].float().mean(dim=0), states[question].float().mean(dim=0)])


def load_network(source: str) -> SpanNetwork:
    """Load a network in float32 from this project's packed weights, a Hugging Face directory, or a hub name."""
    directory = Path(source)
    if weights.is_packed(directory):
        config = AutoConfig.from_pretrained(directory)
        span_model = AutoModelForQuestionAnswering.from_config(config)  # type: ignore[no-untyped-call]
        network = SpanNetwork(span_model, has_verdict=True)
        network.load_state_dict(weights.unpack(directory))
    else:
        span_model = AutoModelForQuestionAnswering.from_pretrained(source)
        network = SpanNetwork(span_model.float(), has_verdict=False)
    return network.eval()
