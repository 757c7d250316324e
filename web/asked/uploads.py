"""What may be sent to us: bounded while it is received, never written."""

from starlette.requests import Request
from starlette.types import Message

from debouches.errors import TooBigError
from web.wording import messages

MAX_BYTES = 1_000_000
"""Less than the form parser keeps in memory: nothing that is sent reaches a disk."""


def limited(request: Request) -> Request:
    """The same request, which refuses to be read past `MAX_BYTES`."""
    received = 0

    async def receive() -> Message:
        nonlocal received
        message = await request.receive()
        received += len(message.get("body", b""))
        if received > MAX_BYTES:
            raise TooBigError(messages.TOO_BIG)
        return message

    return Request(request.scope, receive)
