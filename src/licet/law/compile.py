"""From an expression tree to nodes: names resolved, types checked, every error with a caret."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

from licet.common.errors import LicetError, suggest
from licet.law import functions as fn
from licet.law.codes import SCHEMES, normal
from licet.law.expr import Expr, fault, parse
from licet.law.node import RECEIVERS, Ctx, Node
from licet.law.subject import Entity
from licet.law.vocabulary import BUILTIN_SETS, CASE_NAMES, PARTY_NAMES, FactWord

if TYPE_CHECKING:
    from licet.law.kleene import Truth
    from licet.law.subject import Value

__all__ = ["Names", "compile_text"]

_OPERATORS: dict[str, Callable[..., object]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_COLLECTIONS: dict[str, frozenset[str] | None] = {
    "parties": None,
    "end_users": fn.END_USERS,
    "consignees": frozenset({"consignee", "intermediate_consignee", "importer"}),
    "recipients": RECEIVERS,
    "brokers": frozenset({"broker", "agent"}),
    "suppliers": frozenset({"supplier", "transferor", "exporter"}),
    "items": None,
    "route": None,
}
_TEXTS = frozenset({"text", "code", "state"})


@dataclass(slots=True)
class Names:
    """What the words of one file mean. `derived` holds the compiled fall-backs, shared by all files."""

    instrument: str
    facts: Mapping[str, FactWord]
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)
    derived: dict[str, Node] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)


def compile_text(text: str, names: Names, *, where: str, loop: Mapping[str, str] | None = None) -> Node:
    """Return the node of a condition; a wrong name, type or call raises `BadInput` with file, line and caret."""
    tree = parse(text, where=where)
    return _Compiler(" ".join(text.split()), names, where, dict(loop or {})).condition(tree)


class _Compiler:
    """Compiles one expression. `loop` says what each name bound by any() or all() stands for."""

    def __init__(self, source: str, names: Names, where: str, loop: dict[str, str]) -> None:
        self.source, self.names, self.where, self.loop = source, names, where, loop

    def refuse(self, tree: Expr, what: str, remedy: str = "") -> NoReturn:
        raise fault(what, self.source, tree.col, where=self.where, remedy=remedy)

    # --- conditions ---------------------------------------------------------------------------------------------

    def condition(self, tree: Expr) -> Node:
        """Return the node of something that is true, false or unknown."""
        if tree.op in ("and", "or"):
            kids = tuple(self.condition(a) for a in tree.args)
            return Node(tree.op, tree.text, _all_of(kids) if tree.op == "and" else _any_of(kids), kids)
        if tree.op == "not":
            kid = self.condition(tree.args[0])
            return Node("not", tree.text, _not(kid), (kid,))
        if tree.op in ("any", "all"):
            return self.quantifier(tree)
        if tree.op == "cmp":
            return self.comparison(tree)
        node = self.value(tree)
        if node.type != "bool":
            self.refuse(tree, f"'{tree.text}' is a {node.type}, not a condition", "Compare it with something.")
        return node

    def comparison(self, tree: Expr) -> Node:
        left = self.value(tree.args[0])
        if tree.name in ("in", "not in"):
            return self.membership(tree, left)
        right = self.value(tree.args[1])
        if left.type != right.type and not {left.type, right.type} <= _TEXTS:
            self.refuse(tree, f"A {left.type} is compared with a {right.type}")
        if tree.name not in ("==", "!=") and left.type not in ("number", "date"):
            self.refuse(tree, f"A {left.type} has no order", "Use == or 'in'.")
        operate = _OPERATORS[tree.name]

        def ev(ctx: Ctx, left: Node = left, right: Node = right) -> Truth:
            one, two = left.ev(ctx), right.ev(ctx)
            return None if one is None or two is None else bool(operate(one, two))

        for side, other in ((left, tree.args[1]), (right, tree.args[0])):
            self.check_word(tree, side, [other] if other.op == "const" else [])
        constants = _joined(left, right)
        return Node("leaf", tree.text, ev, (left, right), constants=constants)

    def membership(self, tree: Expr, left: Node) -> Node:
        members = self.members(tree.args[1])
        self.check_word(tree, left, list(tree.args[1].args))
        inside = tree.name == "in"

        def ev(ctx: Ctx, left: Node = left) -> Truth:
            value = left.ev(ctx)
            return None if value is None else (value in members) is inside

        constants = None if left.constants is None else (*left.constants, *sorted(members, key=str))
        return Node("leaf", tree.text, ev, (left,), constants=constants)

    def check_word(self, tree: Expr, side: Node, consts: list[Expr]) -> None:
        allowed = self.names.facts[side.name].values if side.name in self.names.facts else ()
        for const in consts:
            if allowed and const.value not in allowed:
                self.refuse(
                    const, f"'{const.value}' is not a value of {side.name}.{suggest(str(const.value), allowed)}"
                )

    def members(self, tree: Expr) -> frozenset[Value]:
        if tree.op == "list":
            return frozenset(a.value for a in tree.args if a.value is not None)
        if tree.op == "name":
            held = self.names.sets.get(tree.name) or BUILTIN_SETS.get(tree.name)
            if held is not None:
                self.names.used.add(f"set:{tree.name}")
                return frozenset(held)
            known = [*self.names.sets, *BUILTIN_SETS]
            self.refuse(
                tree, f"No set is called '{tree.name}'.{suggest(tree.name, known)}", "Declare it under 'sets:'."
            )
        self.refuse(tree, "After 'in' comes a list or the name of a set")

    # --- any, all -----------------------------------------------------------------------------------------------

    def quantifier(self, tree: Expr) -> Node:
        kind, collect = self.collection(tree.args[0])
        name = tree.of
        if name in self.loop:
            self.refuse(tree, f"'{name}' is bound already")
        self.loop[name] = kind
        body = self.condition(tree.args[1])
        del self.loop[name]
        want = tree.op == "any"

        def ev(ctx: Ctx) -> Truth:
            members = collect(ctx)
            if members is None:
                return None
            answer: Truth = not want
            for member in members:
                ctx.env[name] = member
                one = body.ev(ctx)
                if one is want:
                    return want
                answer = None if one is None else answer
            return answer

        return Node(tree.op, tree.text, ev, (body,), name=name, collect=collect)

    def collection(self, tree: Expr) -> tuple[str, Callable[[Ctx], Sequence[object] | None]]:
        if tree.op == "call" and tree.name == "parties":
            return "party", _with_roles(frozenset(self.texts(tree)), needed=False)
        if tree.op == "name" and tree.name in _COLLECTIONS:
            if tree.name == "items":
                return "item", lambda ctx: ctx.subject.items
            if tree.name == "route":
                return "state", _route
            return "party", _with_roles(_COLLECTIONS[tree.name], needed=tree.name in ("end_users", "recipients"))
        self.refuse(tree, f"'{tree.text}' is not a collection.{suggest(tree.text, _COLLECTIONS)}")

    # --- values -------------------------------------------------------------------------------------------------

    def value(self, tree: Expr) -> Node:
        """Return the node of a value or of a plain condition."""
        if tree.op == "const":
            return self.constant(tree)
        if tree.op == "name":
            return self.named(tree)
        if tree.op == "attr":
            return self.attribute(tree)
        if tree.op in ("call", "method"):
            return self.function(tree)
        if tree.op in ("and", "or", "not", "any", "all", "cmp"):
            return self.condition(tree)
        self.refuse(tree, f"'{tree.text}' cannot stand here")

    def constant(self, tree: Expr) -> Node:
        held = tree.value
        kind = "bool" if held is None or isinstance(held, bool) else "text" if isinstance(held, str) else "number"
        return Node("leaf", tree.text, lambda ctx: held, type=kind, constants=() if held is None else (held,))

    def named(self, tree: Expr) -> Node:
        name = tree.name
        if self.loop.get(name) == "state":
            return Node("leaf", tree.text, lambda ctx: ctx.env[name], type="state")
        if name in self.names.params:
            key = (self.names.instrument, name)
            self.names.used.add(f"param:{name}")
            return Node("leaf", tree.text, lambda ctx: ctx.params.get(key), type="number", name=f"param:{name}")
        if name == "on":
            return Node("leaf", tree.text, lambda ctx: ctx.on, type="date")
        word = CASE_NAMES.get(name) or self.names.facts.get(name)
        if word is None:
            known = [*CASE_NAMES, *self.names.facts, *self.names.params, *self.loop]
            self.refuse(tree, f"Unknown fact '{name}'.{suggest(name, known)}", "Declare it under 'facts:'.")
        if word.scope == "party":
            self.refuse(tree, f"'{name}' is a fact of a party", f"Write any(p.{name} for p in recipients).")
        return self.fact(tree, word, _item if word.scope == "item" else _case)

    def attribute(self, tree: Expr) -> Node:
        kind = self.loop.get(tree.of)
        if kind is None:
            self.refuse(tree, f"'{tree.of}' is not bound by any() or all()")
        word = PARTY_NAMES.get(tree.name) if kind == "party" else CASE_NAMES.get(tree.name)
        word = word or self.names.facts.get(tree.name)
        if word is None or word.scope != kind:
            known = [w for w, f in self.names.facts.items() if f.scope == kind]
            known += list(PARTY_NAMES) if kind == "party" else []
            self.refuse(tree, f"A {kind} has no fact '{tree.name}'.{suggest(tree.name, known)}")
        return self.fact(tree, word, _bound(tree.of))

    def fact(self, tree: Expr, word: FactWord, entity: Callable[[Ctx], Entity]) -> Node:
        name, kind = word.name, word.type
        self.names.used.add(f"fact:{name}")
        if word.derive:
            return self.derived(tree, word, entity)

        def ev(ctx: Ctx) -> Value | None:
            return ctx.look(entity(ctx), name, kind)

        return Node("leaf", tree.text, ev, type=kind, name=name)

    def derived(self, tree: Expr, word: FactWord, entity: Callable[[Ctx], Entity]) -> Node:
        table, name = self.names.derived, word.name

        def ev(ctx: Ctx) -> Value | None:
            owner = entity(ctx)
            stated = owner.values.get(name)
            if stated is not None:
                return ctx.look(owner, name, word.type)
            held = ctx.item, ctx.env.get("p")
            ctx.item = owner if word.scope == "item" else ctx.item
            ctx.env["p"] = owner if word.scope == "party" else held[1]
            value = table[name].ev(ctx)
            ctx.item, ctx.env["p"] = held
            assert value is None or isinstance(value, bool)
            return value

        return Node("derived", tree.text, ev, name=name, rest=entity, collect=lambda ctx: (table[name],))

    # --- functions ----------------------------------------------------------------------------------------------

    def texts(self, tree: Expr, at_least: int = 1, at_most: int = 400) -> list[str]:
        held = [a.value for a in tree.args if a.op == "const" and isinstance(a.value, str)]
        if len(held) != len(tree.args) or not at_least <= len(held) <= at_most:
            self.refuse(tree, f"{tree.name}() takes texts in quotes, such as {tree.name}('…')")
        return held

    def months(self, tree: Expr) -> tuple[int, str]:
        held = [a.value for a in tree.args]
        number, body = ([*held, ""])[:2] if 1 <= len(held) <= 2 else (None, "")
        if isinstance(number, bool) or not isinstance(number, int) or number < 1 or not isinstance(body, str):
            self.refuse(tree, f"{tree.name}() takes a whole number of months, and a body: {tree.name}(36, 'EU')")
        return number, body

    def function(self, tree: Expr) -> Node:
        name = tree.name
        entity: Callable[[Ctx], Entity] = _item
        if tree.op == "method":
            kind = self.loop.get(tree.of)
            if kind == "party" and name == "at":
                states = self.texts(tree)
                return Node("leaf", tree.text, fn.at(tree.of, frozenset(states)), constants=tuple(states))
            if kind != "item" or name not in (*SCHEMES, "line_value"):
                self.refuse(tree, f"'{tree.of}.{name}' is not a function of the language")
            entity = _bound(tree.of)
        if name in SCHEMES:
            return self.codes(tree, entity)
        method = getattr(self, f"call_{name}", None) if tree.op == "call" or name == "line_value" else None
        if method is None:
            known = [*SCHEMES, *(m[5:] for m in dir(self) if m.startswith("call_"))]
            self.refuse(tree, f"No function is called '{name}'.{suggest(name, known)}")
        made = method(tree)
        assert isinstance(made, Node)
        return made

    def codes(self, tree: Expr, entity: Callable[[Ctx], Entity]) -> Node:
        wanted = []
        for text in self.texts(tree):
            shape = normal(tree.name, text)
            if shape is None:
                self.refuse(tree, f"'{text}' is not a code of {SCHEMES[tree.name]}")
            wanted.append(shape)
        return Node("leaf", tree.text, fn.code(tree.name, frozenset(wanted), entity), constants=tuple(wanted))

    def call_touches(self, tree: Expr) -> Node:
        states = self.texts(tree)
        return Node("leaf", tree.text, fn.touches(frozenset(states)), constants=tuple(states))

    def call_member(self, tree: Expr) -> Node:
        if len(tree.args) != 2 or not isinstance(tree.args[0].value, str):
            self.refuse(tree, "Write member('EU', destination)")
        state = self.value(tree.args[1])
        return Node("leaf", tree.text, fn.member(tree.args[0].value, state.ev), (state,), constants=None)

    def call_agreement(self, tree: Expr) -> Node:
        if len(tree.args) != 3 or not isinstance(tree.args[0].value, str):
            self.refuse(tree, "Write agreement('kind', exporting_state, destination)")
        one, two = self.value(tree.args[1]), self.value(tree.args[2])
        return Node("leaf", tree.text, fn.agreement(tree.args[0].value, one.ev, two.ev), (one, two), constants=None)

    def call_indicator(self, tree: Expr) -> Node:
        if len(tree.args) != 2 or not isinstance(tree.args[0].value, str):
            self.refuse(tree, "Write indicator('name', destination)")
        state = self.value(tree.args[1])
        ev = fn.indicator(tree.args[0].value, state.ev)
        return Node("leaf", tree.text, ev, (state,), type="number", constants=None)

    def call_breach(self, tree: Expr) -> Node:
        tag = self.texts(tree, 1, 1)[0]
        self.names.tags.add(tag)
        return Node("other", tree.text, lambda ctx: ctx.rules and ctx.rules.breach(tag, ctx.hard), name=f"tag:{tag}")

    def call_holds(self, tree: Expr) -> Node:
        rule = self.texts(tree, 1, 1)[0]
        self.names.rules.add(rule)
        return Node("other", tree.text, lambda ctx: ctx.rules and ctx.rules.holding(rule, ctx.hard), name=rule)

    def call_claimed(self, tree: Expr) -> Node:
        return Node("leaf", tree.text, fn.claimed(self.texts(tree, 1, 1)[0]))

    def call_document(self, tree: Expr) -> Node:
        texts = self.texts(tree, 1, 2)
        return Node("leaf", tree.text, fn.document(texts[0], texts[1] if len(texts) > 1 else ""))

    def call_knowledge(self, tree: Expr) -> Node:
        return Node("leaf", tree.text, fn.knowledge(frozenset(self.texts(tree))))

    def call_denied(self, tree: Expr) -> Node:
        return Node("leaf", tree.text, fn.denied(*self.months(tree)))

    def call_consulted(self, tree: Expr) -> Node:
        return Node("leaf", tree.text, fn.consulted(*self.months(tree)))

    def call_line_value(self, tree: Expr) -> Node:
        entity = _bound(tree.of) if tree.op == "method" else _item
        ev = fn.money("line_value", self.texts(tree, 1, 1)[0], entity)
        return Node("leaf", tree.text, ev, type="number")

    def call_total_value(self, tree: Expr) -> Node:
        ev = fn.money("total_value", self.texts(tree, 1, 1)[0], _case)
        return Node("leaf", tree.text, ev, type="number")

    def call_date(self, tree: Expr) -> Node:
        text = self.texts(tree, 1, 1)[0]
        try:
            return Node("leaf", tree.text, fn.day(text, self.where), type="date")
        except LicetError as problem:
            self.refuse(tree, problem.what, problem.remedy)


def _case(ctx: Ctx) -> Entity:
    return ctx.case


def _item(ctx: Ctx) -> Entity:
    return ctx.item


def _bound(name: str) -> Callable[[Ctx], Entity]:
    def entity(ctx: Ctx) -> Entity:
        held = ctx.env[name]
        assert isinstance(held, Entity)
        return held

    return entity


def _joined(left: Node, right: Node) -> tuple[Value, ...] | None:
    return None if left.constants is None or right.constants is None else (*left.constants, *right.constants)


def _with_roles(roles: frozenset[str] | None, *, needed: bool) -> Callable[[Ctx], Sequence[object] | None]:
    def collect(ctx: Ctx) -> Sequence[object] | None:
        if roles is None:
            return ctx.subject.parties
        found = [p for p in ctx.subject.parties if p.values.get("role") in roles]
        if needed and not any(p.values.get("role") in fn.END_USERS for p in found):
            ctx.miss("end_user")
            return None
        return found

    return collect


def _route(ctx: Ctx) -> Sequence[object] | None:
    if ctx.subject.route is None:
        ctx.miss("route")
    return ctx.subject.route


def _all_of(kids: tuple[Node, ...]) -> Callable[[Ctx], Truth]:
    parts = tuple(k.ev for k in kids)

    def ev(ctx: Ctx) -> Truth:
        answer: Truth = True
        for part in parts:
            value = part(ctx)
            if value is False:
                return False
            if value is None:
                answer = None
        return answer

    return ev


def _any_of(kids: tuple[Node, ...]) -> Callable[[Ctx], Truth]:
    parts = tuple(k.ev for k in kids)

    def ev(ctx: Ctx) -> Truth:
        answer: Truth = False
        for part in parts:
            value = part(ctx)
            if value is True:
                return True
            if value is None:
                answer = None
        return answer

    return ev


def _not(kid: Node) -> Callable[[Ctx], Truth]:
    def ev(ctx: Ctx) -> Truth:
        value = kid.ev(ctx)
        return None if value is None else not value

    return ev
