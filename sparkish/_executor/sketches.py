"""HyperLogLog sketches: the approximate number of distinct values, in a few hundred bytes.

They are built on the executors, so this module is pickled by value. A sketch is plain data: first a
dict of the few registers that are set, later a bytearray of all registers. The JVM has sketches
too, but they cannot take Python's keys: a tuple is an array there, and has no hash by value.

The estimator is Otmar Ertl's ("New cardinality estimation algorithms for HyperLogLog sketches",
2017). It needs no correction tables; HyperLogLog++ does.
"""

from __future__ import annotations

import math
from typing import Any

from pyspark import rdd

from sparkish._executor.portable import portable

__all__ = ["Sketch", "Sketches"]

portable(__name__)

Sketch = dict[int, int] | bytearray

_portableHash = rdd.portable_hash
_BITS = 64
_ALL = 2**_BITS - 1


class Sketches:
    """Makes sketches with ``2**p`` registers.

    Parameters
    ----------
    p : int
        The number of a hash's bits that choose the register.
    sp : int
        The number of bits while a sketch is sparse; 0 for sketches that are never sparse.
    """

    def __init__(self, p: int, sp: int = 0) -> None:
        self._p = p
        self._sp = sp

    def empty(self) -> Sketch:
        """Return an empty sketch."""
        return {} if self._sp else bytearray(1 << self._p)

    def add(self, sketch: Sketch, value: Any) -> Sketch:
        """Add a value, and return the sketch; the argument may change."""
        bits = self._sp if isinstance(sketch, dict) else self._p
        hashed = _mixed(_portableHash(value))
        rest = hashed & (_ALL >> bits)
        _raise(sketch, hashed >> (_BITS - bits), _BITS - bits - rest.bit_length() + 1)
        return self._fitting(sketch)

    def merge(self, one: Sketch, other: Sketch) -> Sketch:
        """Merge two sketches; the arguments may change."""
        if isinstance(one, dict) and isinstance(other, dict):
            for index, rank in other.items():
                _raise(one, index, rank)
            return self._fitting(one)
        return bytearray(map(max, self._dense(one), self._dense(other)))

    def estimate(self, sketch: Sketch) -> int:
        """Return the approximate number of distinct values."""
        if isinstance(sketch, dict):
            registers = 1 << self._sp
            return round(-registers * math.log1p(-len(sketch) / registers))
        registers, top = len(sketch), _BITS - self._p + 1
        z = registers * _tau(1 - sketch.count(top) / registers)
        for rank in range(top - 1, 0, -1):
            z = (z + sketch.count(rank)) / 2
        z += registers * _sigma(sketch.count(0) / registers)
        return round(registers**2 / (2 * math.log(2) * z))

    def _fitting(self, sketch: Sketch) -> Sketch:
        isFull = isinstance(sketch, dict) and len(sketch) > 0.75 * (1 << self._p)
        return self._dense(sketch) if isFull else sketch

    def _dense(self, sketch: Sketch) -> bytearray:
        if isinstance(sketch, bytearray):
            return sketch
        dense, spare = bytearray(1 << self._p), self._sp - self._p
        for index, rank in sketch.items():
            rest = index & ((1 << spare) - 1)
            # Some bits no longer choose the register. The first set bit among them counts.
            _raise(dense, index >> spare, spare - rest.bit_length() + 1 if rest else spare + rank)
        return dense


def _raise(sketch: Sketch, index: int, rank: int) -> None:
    known = sketch.get(index, 0) if isinstance(sketch, dict) else sketch[index]
    if rank > known:
        sketch[index] = rank


def _mixed(number: int) -> int:
    """Mix a hash over 64 bits (SplitMix64): Python's hash of a small number is the number."""
    number = (number + 0x9E3779B97F4A7C15) & _ALL
    number = ((number ^ (number >> 30)) * 0xBF58476D1CE4E5B9) & _ALL
    number = ((number ^ (number >> 27)) * 0x94D049BB133111EB) & _ALL
    return number ^ (number >> 31)


def _sigma(x: float) -> float:
    if x == 1:
        return math.inf
    z, y, before = x, 1.0, -1.0
    while z != before:
        x, before = x * x, z
        z, y = z + x * y, 2 * y
    return z


def _tau(x: float) -> float:
    if x in (0, 1):
        return 0.0
    z, y, before = 1 - x, 1.0, -1.0
    while z != before:
        x, before, y = math.sqrt(x), z, y / 2
        z -= (1 - x) ** 2 * y
    return z / 3
