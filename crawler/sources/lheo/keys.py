"""Keys of LHEO objects: the publisher's number, or, where it gives none, what the content makes of it."""

import re
from hashlib import blake2b

from lxml import etree

from crawler.contract import Issue
from crawler.sources.lheo.node import Node

_UNSAFE = re.compile(r"[^\w.-]+")


def key_of(numero: str, *content: str | None) -> str:
    """A number as an id may hold it: « 24|7 » → « 24_7 »; without a number, a digest of the content."""
    if key := _UNSAFE.sub("_", numero):
        return key
    text = "\x1f".join(part or "" for part in content)
    return f"sans-numero-{blake2b(text.encode(), digest_size=8).hexdigest()}"


class Numbers:
    """Numbers already met: some feeds count 1, 2, 3 anew in every formation, or at every organisme."""

    def __init__(self) -> None:
        self._owners: dict[int, int] = {}
        """Digests of keys and of owners: a national feed has hundreds of thousands."""

    def distinct(self, node: Node, key: str, owner: str) -> str:
        """The key, or, where it is that of another owner already, the key and a mark of this owner.

        What has no number is its own owner: only the same element twice is one thing.
        """
        has_number = bool(node.attribute("numero"))
        if has_number and not owner:
            return key
        content = owner.encode() if has_number else etree.tostring(node.element, with_tail=False)
        mark = _number(content, 5)
        if self._owners.setdefault(_number(key.encode(), 8), mark) == mark:
            return key
        if has_number:
            expected = "un numéro qui ne serve qu'une fois"
            node.run.report(
                Issue.DUPLICATE, record=key, field="@numero", value=owner, expected=expected, line=node.line
            )
        return f"{key}.{mark:010x}"


def _number(content: bytes, size: int) -> int:
    return int.from_bytes(blake2b(content, digest_size=size).digest())
