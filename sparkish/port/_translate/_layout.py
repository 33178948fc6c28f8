"""Python's lines: their indentation, the comments and blank lines between them, long lines."""

from __future__ import annotations

import re
from bisect import bisect_left

__all__ = ["BREAK", "Comments", "formatted", "scanned"]

BREAK = "\x01"
"""Where Scala has a new line before the next call of a chain."""
WIDTH = 88
_WORD = re.compile(r"(for|if|else|and|or|lambda)\b")
_OPEN, _CLOSE = "([{", ")]}"


class Comments:
    """The comments of a Scala text, in order, each given out once."""

    def __init__(self, text: str, spans: list[list[int]]) -> None:
        self._text = text
        self._spans = sorted(tuple(span) for span in spans)
        self._starts = [span[0] for span in self._spans]
        self._given: set[int] = set()

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """Give out the comments that begin between two offsets."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        found = [at for at in range(low, high) if at not in self._given]
        self._given.update(found)
        return [(self._spans[at][0], self._spans[at][1]) for at in found]

    def after(self, offset: int) -> str:
        """Give out what stands behind a place in its line, as Python's comment."""
        end = self._text.find("\n", offset)
        end = len(self._text) if end < 0 else end
        at = bisect_left(self._starts, offset)
        if at < len(self._spans) and at not in self._given and self._starts[at] < end:
            start, stop = self._spans[at]
            between = self._text[offset:start].strip(" \t\r;,{}()")
            if not between and stop <= end + 1 and not self._text[stop:end].strip(" \t\r;,{}()"):
                self._given.add(at)
                return " ".join(self.lines(start, stop))
        return ""

    def lines(self, start: int, end: int) -> list[str]:
        """Return a comment in Python's words."""
        text = self._text[start:end].replace("\r", "")
        if text.startswith("//"):
            # Spark's own sources switch their style checker by comments.
            return [("# " + text[2:].strip()).rstrip()]
        inner = re.sub(r"^/\*+|\*+/$", "", text)
        lines = [re.sub(r"^\s*\*? ?", "", line).rstrip() for line in inner.split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        return [("# " + line).rstrip() for line in lines]


def formatted(indent: int, text: str) -> list[str]:
    """Return a statement as lines: broken where Scala breaks a chain, and where it is too long."""
    pad = "    " * indent
    head, chain = _chain(text)
    if chain is None:
        return _fitted(pad, text.replace(BREAK, ""), "")
    made = [pad + head + "("]
    for link in chain:
        made += _fitted(pad + "    ", link, "")
    return [*made, pad + ")"]


def _chain(text: str) -> tuple[str, list[str] | None]:
    """Split a statement at the breaks that are in no brackets."""
    parts = [""]
    depth = 0
    for at, (char, inside) in enumerate(scanned(text)):
        if char == BREAK and not inside:
            if depth == 0:
                parts.append("")
            continue
        if not inside:
            depth += (char in _OPEN) - (char in _CLOSE)
        parts[-1] += text[at]
    if len(parts) == 1:
        return "", None
    found = re.match(r"(?:return |[\w.\[\]\", ]+? (?:[+*/-]|\|)?= |)", parts[0])
    head = found[0] if found else ""
    parts[0] = parts[0][len(head) :]
    if re.match(r"(?:if|for|while|with|elif|match|case|lambda|not|@)\b|@", parts[0]):
        return "", None
    return head, parts


def scanned(text: str) -> list[tuple[str, bool]]:
    """Return each character, and whether it is inside a string."""
    made: list[tuple[str, bool]] = []
    quote = ""
    at = 0
    while at < len(text):
        char = text[at]
        if quote:
            if char == "\\":
                made += [(char, True), (text[at + 1 : at + 2], True)]
                at += 2
                continue
            if text.startswith(quote, at):
                made += [(each, True) for each in quote]
                at += len(quote)
                quote = ""
                continue
            made.append((char, True))
        elif char in "\"'":
            quote = char * 3 if text.startswith(char * 3, at) else char
            made += [(each, True) for each in quote]
            at += len(quote)
            continue
        elif char == "#":
            made += [(each, True) for each in text[at:]]
            break
        else:
            made.append((char, False))
        at += 1
    return made


def _fitted(pad: str, text: str, after: str) -> list[str]:
    """Break a line that is too long at its last outermost brackets, as formatters do."""
    whole = pad + text + after
    if len(whole) <= WIDTH or "\n" in text or text.startswith("#"):
        return [whole]
    pairs = _pairs(text)
    if text.startswith("def "):
        # Its parameters, not its result.
        pairs = pairs[:1]
    for start, end in reversed(pairs):
        if end - start <= 1:
            continue
        rest = text[end:] + after
        if len(pad + rest) > WIDTH and len(pairs) > 1:
            continue
        inner = text[start + 1 : end]
        made = [pad + text[: start + 1]]
        parts = _parts(inner)
        clauses = _clauses(inner) if len(parts) == 1 else []
        if len(clauses) > 1 and len(pad) + 4 + len(inner) > WIDTH:
            for clause in clauses:
                made += _fitted(pad + "    ", clause, "")
            return [*made, pad + rest]
        isCall = not re.search(r"\bfor\b", inner) or len(parts) > 1
        if len(pad) + 4 + len(inner) <= WIDTH or (len(parts) == 1):
            made += _fitted(pad + "    ", inner, "")
        else:
            for part in parts:
                made += _fitted(pad + "    ", part, "," if isCall else "")
        return [*made, pad + rest]
    return [whole]


def _pairs(text: str) -> list[tuple[int, int]]:
    """Return where outermost brackets open and close."""
    found, opened, depth = [], 0, 0
    for at, (char, inside) in enumerate(scanned(text)):
        if inside:
            continue
        if char in _OPEN:
            if depth == 0:
                opened = at
            depth += 1
        elif char in _CLOSE:
            depth -= 1
            if depth == 0:
                found.append((opened, at))
    return found


def _clauses(text: str) -> list[str]:
    """Split a comprehension at its clauses, and a condition at its ``and`` or ``or``."""
    words = _outerWords(text)
    if "lambda" in words.values() or (("else" in words.values()) and "for" not in words.values()):
        return [text]
    if "for" in words.values():
        first = min(at for at, word in words.items() if word == "for")
        isPlain = all(word != "else" for at, word in words.items() if at > first)
        cuts = [
            at
            for at, word in words.items()
            if word == "for" or (word == "if" and at > first and isPlain)
        ]
    else:
        cuts = [at for at, word in words.items() if word == "and"]
        if "or" in words.values():
            cuts = [at for at, word in words.items() if word == "or"]
    ends = [*cuts, len(text)]
    starts = [0, *cuts]
    return [text[a:b].strip() for a, b in zip(starts, ends, strict=True)]


def _outerWords(text: str) -> dict[int, str]:
    """Return the keywords of expressions that are in no brackets, by their places."""
    found, depth = {}, 0
    for at, (char, inside) in enumerate(scanned(text)):
        if inside:
            continue
        depth += (char in _OPEN) - (char in _CLOSE)
        word = _WORD.match(text, at) if depth == 0 and at and text[at - 1] == " " else None
        if word is not None or (at == 0 and (word := _WORD.match(text)) is not None):
            found[at] = word[1]
    return found


def _parts(text: str) -> list[str]:
    """Split what is in brackets at its commas; a lambda's parameters are its own."""
    parts, depth, isLambda = [""], 0, False
    for at, (char, inside) in enumerate(scanned(text)):
        if not inside:
            depth += (char in _OPEN) - (char in _CLOSE)
            if depth == 0 and text.startswith("lambda", at):
                isLambda = True
            if char == ":":
                isLambda = False
            if depth == 0 and re.match(r" for \w", text[at:]):
                return [text]
            if char == "," and depth == 0 and not isLambda:
                parts.append("")
                continue
        parts[-1] += text[at]
    return [part.strip() for part in parts if part.strip()]
