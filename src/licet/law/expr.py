"""The closed expression language: a small part of Python's grammar, read with the standard `ast` module.

Nothing here runs what it reads. Whatever is not on the whitelist is an error with file, line and caret.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import NoReturn

from licet.common.errors import BadInput

__all__ = ["Constant", "Expr", "fault", "parse"]

LONGEST = 2_000
DEEPEST = 30

Constant = bool | int | float | str | None

_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_WORDS: dict[str, Constant] = {"true": True, "false": False, "unknown": None}


@dataclass(frozen=True, slots=True)
class Expr:
    """One node: `op`, its parts, and where it stands in the source text.

    ops: and or not cmp const list name call attr method any all
    """

    op: str
    args: tuple[Expr, ...] = ()
    value: Constant = None
    name: str = ""
    of: str = ""
    text: str = ""
    col: int = 0


def fault(what: str, text: str, col: int, *, where: str, remedy: str = "") -> BadInput:
    """Return the error for a place in an expression, with the line and a caret under it."""
    shown = f"{what}\n    {text}\n    {' ' * col}^"
    return BadInput("LIC-103", shown, where=where, remedy=remedy or "See the reference on law files for the grammar.")


def parse(text: str, *, where: str) -> Expr:
    """Return the tree of an expression; anything outside the grammar raises `BadInput` with a caret."""
    line = " ".join(text.split())
    if not line:
        raise fault("The expression is empty", line, 0, where=where)
    if len(line) > LONGEST:
        raise fault(f"The expression has more than {LONGEST} characters", f"{line[:60]}…", 0, where=where)
    try:
        tree = ast.parse(line, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as problem:
        col = (getattr(problem, "offset", 1) or 1) - 1
        what = f"This is not an expression: {getattr(problem, 'msg', 'it cannot be read')}"
        raise fault(what, line, max(col, 0), where=where) from None
    return _Reader(line, where).read(tree.body, 0)


class _Reader:
    """Turns the standard tree into ours, refusing everything that is not listed."""

    def __init__(self, text: str, where: str) -> None:
        self.text, self.where = text, where
        self.bytes = text.encode()

    def _place(self, node: ast.expr) -> tuple[int, str]:
        start = len(self.bytes[: node.col_offset].decode(errors="ignore"))
        return start, self.bytes[node.col_offset : node.end_col_offset].decode(errors="ignore")

    def _refuse(self, node: ast.expr, what: str) -> NoReturn:
        raise fault(what, self.text, self._place(node)[0], where=self.where)

    def read(self, node: ast.expr, depth: int) -> Expr:
        """Return our node for one of the standard nodes."""
        if depth > DEEPEST:
            self._refuse(node, f"The expression is nested more than {DEEPEST} deep")
        method = getattr(self, f"_{type(node).__name__.lower()}", None)
        if method is None:
            self._refuse(node, f"{type(node).__name__} is not part of the language")
        made = method(node, depth + 1)
        assert isinstance(made, Expr)
        return made

    def _make(self, node: ast.expr, op: str, args: tuple[Expr, ...] = (), **more: Constant) -> Expr:
        col, text = self._place(node)
        name, of = str(more.get("name", "")), str(more.get("of", ""))
        return Expr(op, args, more.get("value"), name, of, text, col)

    def _boolop(self, node: ast.BoolOp, depth: int) -> Expr:
        op = "and" if isinstance(node.op, ast.And) else "or"
        return self._make(node, op, tuple(self.read(v, depth) for v in node.values))

    def _unaryop(self, node: ast.UnaryOp, depth: int) -> Expr:
        if isinstance(node.op, ast.Not):
            return self._make(node, "not", (self.read(node.operand, depth),))
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            number = node.operand.value
            if isinstance(number, (int, float)) and not isinstance(number, bool):
                return self._make(node, "const", value=-number)
        self._refuse(node, "Only 'not' and a minus before a number may stand here")

    def _compare(self, node: ast.Compare, depth: int) -> Expr:
        sides = [self.read(v, depth) for v in (node.left, *node.comparators)]
        parts = []
        for operator, left, right in zip(node.ops, sides, sides[1:], strict=False):
            if type(operator) not in _COMPARE:
                self._refuse(node, "'is' is not part of the language: write ==")
            parts.append(self._make(node, "cmp", (left, right), name=_COMPARE[type(operator)]))
        return parts[0] if len(parts) == 1 else self._make(node, "and", tuple(parts))

    def _constant(self, node: ast.Constant, depth: int) -> Expr:
        if isinstance(node.value, (bool, int, float, str)):
            return self._make(node, "const", value=node.value)
        self._refuse(node, "Only numbers, texts, true, false and unknown are constants")

    def _name(self, node: ast.Name, depth: int) -> Expr:
        if node.id in _WORDS:
            return self._make(node, "const", value=_WORDS[node.id])
        return self._make(node, "name", name=node.id)

    def _list(self, node: ast.List | ast.Tuple | ast.Set, depth: int) -> Expr:
        parts = tuple(self.read(v, depth) for v in node.elts)
        if any(p.op != "const" for p in parts):
            self._refuse(node, "A list may hold constants only")
        return self._make(node, "list", parts)

    _tuple = _list
    _set = _list

    def _attribute(self, node: ast.Attribute, depth: int) -> Expr:
        if isinstance(node.value, ast.Name):
            return self._make(node, "attr", of=node.value.id, name=node.attr)
        self._refuse(node, "Only the name bound in any() or all() has attributes")

    def _call(self, node: ast.Call, depth: int) -> Expr:
        if node.keywords:
            self._refuse(node, "Functions take no named arguments")
        if isinstance(node.func, ast.Name) and node.func.id in ("any", "all"):
            return self._quantifier(node, node.func.id, depth)
        args = tuple(self.read(v, depth) for v in node.args)
        if isinstance(node.func, ast.Name):
            return self._make(node, "call", args, name=node.func.id)
        if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            return self._make(node, "method", args, of=node.func.value.id, name=node.func.attr)
        self._refuse(node, "Only the functions of the language may be called")

    def _quantifier(self, node: ast.Call, op: str, depth: int) -> Expr:
        inner = node.args[0] if len(node.args) == 1 else None
        if not isinstance(inner, ast.GeneratorExp) or len(inner.generators) != 1:
            self._refuse(node, f"Write {op}(… for p in parties)")
        loop = inner.generators[0]
        if loop.is_async or loop.ifs or not isinstance(loop.target, ast.Name):
            self._refuse(node, f"Write {op}(… for p in parties), with 'and' instead of 'if'")
        parts = (self.read(loop.iter, depth), self.read(inner.elt, depth))
        return self._make(node, op, parts, of=loop.target.id)
