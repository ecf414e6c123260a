"""Reads a page as a person would: its one heading, its text, its links and forms; and checks how it is built."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
SVG_LEAVES = frozenset("path rect circle use polyline line".split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.faults: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))
        names = [k for k, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"an attribute comes twice in <{tag}>")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        if "title" in self.stack and "svg" not in self.stack:
            self.title += data
        elif not {"script", "style"} & set(self.stack):
            self.words.append(data)


class Page:
    """One answer of the site."""

    def __init__(self, response: Any) -> None:
        self.response = response
        self.html = response.content.decode() if hasattr(response, "content") else ""
        reader = _Reader()
        if "html" in response.get("Content-Type", ""):
            reader.feed(self.html)
        self._reader = reader
        self.title = reader.title
        self.text = " ".join(" ".join(reader.words).split())

    @property
    def path(self) -> str:
        """Where the visit ended."""
        chain = getattr(self.response, "redirect_chain", [])
        return str(chain[-1][0]) if chain else str(self.response.request["PATH_INFO"])

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """Return the attributes of every such tag."""
        wanted = {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items()}
        return [a for t, a in self._reader.tags if t == tag and all(a.get(k) == v for k, v in wanted.items())]

    def links(self) -> list[str]:
        return [a["href"] for a in self.all("a") if "href" in a]

    def field(self, name: str) -> str:
        """Return the value of an input, or of a hidden field."""
        return next(a.get("value", "") for t, a in self._reader.tags if t == "input" and a.get("name") == name)

    def faults(self) -> list[str]:
        """Return what is wrong with how the page is built."""
        found = list(self._reader.faults)
        if self._reader.stack:
            found.append(f"not closed: {self._reader.stack}")
        found += [f"{len(self.all('h1'))} h1"] if len(self.all("h1")) != 1 else []
        ids = [a["id"] for _, a in self._reader.tags if a.get("id")]
        found += [f"id {i} comes twice" for i in sorted({i for i in ids if ids.count(i) > 1})]
        found += self._unlabelled(set(ids))
        found += [f"inline style in <{t}>" for t, a in self._reader.tags if "style" in a or t == "style"]
        found += [f"handler in <{t}>" for t, a in self._reader.tags if any(k.startswith("on") for k in a)]
        found += ["inline script" for a in self.all("script") if "src" not in a]
        found += [f"th without scope: {a}" for a in self.all("th") if "scope" not in a]
        if len(self.all("table")) != len(self.all("caption")):
            found.append("a table without caption")
        found += [f"form by POST without token: {a}" for a in self._forms_without_token()]
        found += ["title is empty"] if not self.title.replace("· Licet", "").strip() else []
        return found

    def _unlabelled(self, ids: set[str]) -> list[str]:
        labels = {a["for"] for a in self.all("label") if "for" in a}
        found = [f"label for {i}, which is not there" for i in labels - ids]
        for tag in ("input", "select", "textarea"):
            for a in self.all(tag):
                if a.get("type") not in {"hidden", "submit"} and a.get("id") not in labels and "aria-label" not in a:
                    found.append(f"<{tag} name={a.get('name')}> without label")
        return found

    def _forms_without_token(self) -> list[dict[str, str]]:
        posts = [a for a in self.all("form") if a.get("method", "").lower() == "post"]
        tokens = self.all("input", name="csrfmiddlewaretoken")
        return posts[len(tokens) :]
