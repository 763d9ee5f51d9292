"""The weighted mean of two readers' weights: `python -m qa.training.mean A B --share 0.4 --out DIR`.

Two stages of one training lie in one valley: between them is often better than either ("model soups", Wortsman et al.,
2022). The yes/no head must be fitted anew to the mean (qa/training/verdict.py).
"""

import argparse
import shutil
from pathlib import Path

from torch import Tensor

from qa.reader import weights


def main() -> None:
    """Write the mean, with the configuration and the tokenizer of the first."""
    parser = argparse.ArgumentParser(prog="python -m qa.training.mean", description=__doc__)
    parser.add_argument("first", type=Path, help="packed reader")
    parser.add_argument("second", type=Path, help="packed reader of the same network")
    parser.add_argument("--share", type=float, default=0.5, help="what the second one counts, in [0, 1]")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    weights.pack(mean(weights.unpack(options.first), weights.unpack(options.second), options.share), options.out)
    for path in options.first.glob("*.json"):
        if path.name != weights.INDEX_NAME:
            shutil.copy(path, options.out)


def mean(first: dict[str, Tensor], second: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """The two states' mean, to which the second gives `share`. Raises ValueError when they are of other networks."""
    if {name: value.shape for name, value in first.items()} != {name: value.shape for name, value in second.items()}:
        raise ValueError("the two readers are not of the same network")
    return {name: (1 - share) * value + share * second[name] for name, value in first.items()}


if __name__ == "__main__":
    main()
