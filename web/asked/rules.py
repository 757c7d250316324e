"""What the addresses of the API ask of every request, whatever its parameters."""

from fastapi import Depends, Request

from debouches.errors import RequestError
from web.wording import messages


async def said_once(request: Request) -> None:
    """Of two values where one is read, the other would be ignored: that would answer another question."""
    asked = request.query_params.multi_items()
    names = [name for name, _ in asked]
    if twice := next((name for name in names if names.count(name) > 1), None):
        path = request.scope["route"].path
        parameters = request.app.openapi()["paths"][path][request.method.lower()].get("parameters", ())
        if any(one["name"] == twice and one["schema"].get("type") != "array" for one in parameters):
            raise RequestError(
                messages.SAID_TWICE.format(name=twice), parameter=twice, accepted=("une seule valeur",)
            )


API_RULES = [Depends(said_once)]
"""For the routers of the API."""


async def no_parameter(request: Request) -> None:
    """Dependency of addresses that take no parameter at all."""
    if name := next(iter(request.query_params), None):
        raise RequestError(messages.NO_PARAMETER.format(name=name), parameter=name)
