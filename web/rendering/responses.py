"""Answers that a browser or a cache may keep: weak ETag of the content, 304 when it has not changed."""

from hashlib import blake2b

from fastapi import Request, Response

PAGE_MAX_AGE = 60
API_MAX_AGE = 300


def cacheable(request: Request, body: bytes, media_type: str, *, max_age: int) -> Response:
    """The body with its ETag, or 304 if the caller already holds it."""
    # Weak: the same content leaves compressed or not.
    etag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={max_age}"}
    held = request.headers.get("if-none-match", "")
    if etag in held or held.strip() == "*":
        return Response(status_code=304, headers=headers | {"Vary": "Accept-Encoding"})
    return Response(body, media_type=media_type, headers=headers)
