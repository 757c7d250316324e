"""Keys of LHEO objects: the publisher's number, or, where it gives none, what the content makes of it."""

import re
from hashlib import blake2b

_UNSAFE = re.compile(r"[^\w.-]+")


def key_of(numero: str, *content: str | None) -> str:
    """A number as an id may hold it: « 24|7 » → « 24_7 »; without a number, a digest of the content."""
    if key := _UNSAFE.sub("_", numero):
        return key
    text = "\x1f".join(part or "" for part in content)
    return f"sans-numero-{blake2b(text.encode(), digest_size=8).hexdigest()}"
