"""The watch over what a LHEO feed holds and the parser does not know."""

from lxml.etree import _Element

from crawler.contract import Issue, Run


class GrammarAudit:
    """Reports what source.yml declares neither as read nor as ignored, and what is written twice.

    LHEO gives each element one definition wherever it stands, so « parent/child » says it all.
    """

    def __init__(self, run: Run, name: str) -> None:
        file = run.spec.file(name)
        self._run, self._name = run, name
        self._known = {*file.columns, *file.optional_columns, *file.ignored_columns, "extras/extra"}
        self._repeatable = set(run.spec.enumerations["elements-repetables"])

    def check(self, element: _Element, above: str) -> None:
        """An element in the element `above`, and all that it holds."""
        self._see(f"{above}/{element.tag}", element.text)
        key = (element.get("numero") or "").strip() or self._name
        for inner in element.iter("*"):
            self._check_children(inner, key)
            for attribute, value in inner.attrib.items():
                self._see(f"@{attribute!s}", str(value))
            if inner.tag == "extra":
                self._see(f"extra[{inner.get('info', '')}]", inner.text)

    def _check_children(self, element: _Element, key: str) -> None:
        seen = set()
        for child in element.iterchildren("*"):
            path = f"{element.tag}/{child.tag}"
            self._see(path, child.text)
            if path in seen and path not in self._repeatable and child.tag != "extras":
                once = "cet élément une seule fois"
                said = child.text or ""
                self._run.report(Issue.MALFORMED, record=key, field=path, value=said, expected=once)
            seen.add(path)

    def _see(self, path: str, text: str | None) -> None:
        """Each unknown path is reported once per file; `extras` may be anywhere."""
        if path not in self._known and not path.endswith("/extras"):
            self._known.add(path)
            self._run.report(Issue.UNREAD_FIELD, record=self._name, field=path, value=(text or "").strip())
