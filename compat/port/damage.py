"""Damaged programs: each must give a port, or a refusal with a place, and never a crash."""

from __future__ import annotations

import random
from collections.abc import Sequence

from sparkish.port._porting import Porter

__all__ = ["damaged", "fuzz", "problem"]

_MARKS = [*"(){}[]\"'`$=>.,;:_@#\\\0é😀\n", "/*", '"""', "case ", "=> ", "given ", "\ufeff", "\r"]
_BRACKETS = "(){}[]"


def fuzz(porter: Porter, texts: Sequence[str], count: int, seed: int = 1) -> list[str]:
    """Port damaged programs, and return what is wrong with each one that crashes the porter."""
    made = random.Random(seed)
    found = []
    for n in range(count):
        text = damaged(made.choice(texts), made)
        if why := problem(porter, text):
            found.append(f"--- {n}: {why}\n{text[:3000]}")
    return found


def problem(porter: Porter, text: str) -> str:
    """Return what is wrong with the answer for a text, "" where it is a port or a clear refusal."""
    try:
        (ported,) = porter.port({"Damaged.scala": text})
        # With or without marked lines, the output must be Python.
        (partial,) = porter.port({"Damaged.scala": text}, partial=True)
        for file in (ported, partial):
            if file.python is not None:
                compile(file.python, "damaged", "exec")
            elif not file.refusals:
                return "no port, and nothing is said"
            for message in file.refusals:
                if "\n" in str(message) or message.line < 1:
                    return f"no sentence with a place: {message}"
    except Exception as error:  # whatever it is, it is a crash
        return f"{type(error).__name__}: {str(error)[:500]}"
    return ""


def damaged(text: str, made: random.Random) -> str:
    """Return a text that is cut off, or that has a lost, doubled, swapped or strange part."""
    start = made.randrange(len(text) + 1)
    end = min(len(text), start + made.choice((1, 2, 5, 40, 400)))
    kind = made.randrange(8)
    if kind == 0:
        return text[:start]
    if kind == 1:
        return text[:start] + text[end:]
    if kind == 2:
        return text[:end] + text[start:]
    if kind == 3:
        return text[:start] + made.choice(_MARKS) + text[start:]
    if kind == 4:
        places = [n for n, letter in enumerate(text) if letter in _BRACKETS]
        letters = list(text)
        for place in made.sample(places, min(len(places), 2)):
            letters[place] = made.choice(_BRACKETS)
        return "".join(letters)
    if kind == 5:
        # Bytes that nobody meant: read as another encoding, or random ones.
        if made.random() < 0.5:
            return text.encode("utf-8").decode("latin-1")
        noise = bytes(made.randrange(256) for _ in range(8)).decode("utf-8", "replace")
        return text[:start] + noise + text[end:]
    lines = text.splitlines(keepends=True)
    if kind == 6 and lines:
        del lines[made.randrange(len(lines))]
    else:
        made.shuffle(lines)
    return "".join(lines)
