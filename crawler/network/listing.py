"""Lists of files that a publisher keeps, as data.gouv.fr does: today's file is found by its title."""

import re
from typing import Any

import orjson

_WEB = re.compile(r"https?://\S+$")


def newest_resource(body: bytes, pattern: str) -> str | None:
    """Address of the resource whose title matches: the last one, because the titles end with a day."""
    regex = re.compile(pattern, re.IGNORECASE)
    found = {
        str(resource["title"]): str(resource["url"])
        for resource in _resources(body)
        if isinstance(resource, dict)
        and _WEB.match(str(resource.get("url")))
        and regex.fullmatch(str(resource.get("title")))
    }
    return found[max(found)] if found else None


def _resources(body: bytes) -> list[Any]:
    """`resources` of a data set, or `data` of a page of its resources."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return []
    listed = (answer.get("resources") or answer.get("data")) if isinstance(answer, dict) else None
    return listed if isinstance(listed, list) else []
