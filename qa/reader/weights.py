"""Network weights on disk: int8 rows with one float scale each, in files small enough for a git host.

Rounding each row of a matrix to int8 changes a weight by at most 1/254 of the row's largest; computing happens
in whatever precision the reader was loaded in. Vectors (biases, norms) stay float32.
"""

import json
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

INDEX_NAME = "reader.index.json"
MAX_FILE_BYTES = 48_000_000
_SCALE = ".scale"
_FEWEST_ROWS = 32
"""A matrix of fewer rows is a head: small, and every bit of it counts."""


def is_packed(directory: Path) -> bool:
    """Whether the directory holds weights written by `pack`."""
    return (directory / INDEX_NAME).is_file()


def pack(state: dict[str, Tensor], directory: Path, max_file_bytes: int = MAX_FILE_BYTES) -> None:
    """Write a network's state as `reader-NN.safetensors` files of at most `max_file_bytes` and their index."""
    shards: list[dict[str, Tensor]] = [{}]
    size = 0
    for name, tensor in sorted(state.items()):
        stored = _quantise_rows(name, tensor)
        nbytes = sum(part.numel() * part.element_size() for part in stored.values())
        if size and size + nbytes > max_file_bytes:
            shards.append({})
            size = 0
        shards[-1].update(stored)
        size += nbytes
    directory.mkdir(parents=True, exist_ok=True)
    names = [f"reader-{number:02d}.safetensors" for number in range(1, len(shards) + 1)]
    for name, shard in zip(names, shards, strict=True):
        save_file(shard, str(directory / name))
    (directory / INDEX_NAME).write_text(json.dumps({"format": 1, "files": names}, indent=1) + "\n", encoding="utf-8")


def unpack(directory: Path) -> dict[str, Tensor]:
    """Read the state written by `pack`, as float32."""
    files = json.loads((directory / INDEX_NAME).read_text(encoding="utf-8"))["files"]
    stored: dict[str, Tensor] = {}
    for name in files:
        with safe_open(str(directory / name), framework="pt") as shard:
            stored.update({key: shard.get_tensor(key) for key in shard.keys()})  # noqa: SIM118 (not a dict)
    return {
        name: value.float() * stored[name + _SCALE].float()[:, None] if name + _SCALE in stored else value.float()
        for name, value in stored.items()
        if not name.endswith(_SCALE)
    }


def _quantise_rows(name: str, tensor: Tensor) -> dict[str, Tensor]:
    tensor = tensor.detach().float().cpu().contiguous()
    if tensor.dim() != 2 or tensor.shape[0] < _FEWEST_ROWS:
        return {name: tensor.clone()}
    scale = (tensor.abs().amax(dim=1) / 127).clamp_min(1e-12)
    rows = torch.round(tensor / scale[:, None]).clamp(-127, 127).to(torch.int8)
    return {name: rows, name + _SCALE: scale}
