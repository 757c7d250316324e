"""JSON objects of a file with the line where each begins: a list, one object, or one object a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_BLANKS = " \t\r\n,"


class UnreadableError(Exception):
    """The text stops being JSON at a line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Placed:
    """An object, and the text it was read from."""

    value: Any
    text: str
    line: int

    is_readable: bool = True
    """False for a line that is not JSON, in a file of one object a line."""

    def line_of(self, field: str) -> int:
        """Line of the first mention of a field; that of the object if it is not there."""
        place = self.text.find(f'"{field}"')
        return self.line + self.text.count("\n", 0, max(place, 0))


def placed_objects(text: str) -> Iterator[Placed]:
    """Raises `UnreadableError` where the text cannot be read."""
    decoder, place, line, depth = json.JSONDecoder(), 0, 1, 0
    while True:
        place, line, depth = _next_value(text, place, line, depth)
        if place >= len(text):
            if depth:
                raise UnreadableError("La liste n'est pas fermée, ou l'est de trop", line)
            _refuse_loose_list(text)
            return
        try:
            value, end = _decoded(decoder, text, place, line)
        except UnreadableError:
            following = text.find("\n", place) + 1
            if depth or not _begins_a_line(text, place) or not text.startswith("{", following):
                raise
            yield Placed(None, text[place:following], line, is_readable=False)
            place, line = following, line + 1
            continue
        yield Placed(value, text[place:end], line)
        line += text.count("\n", place, end)
        place = end


def _begins_a_line(text: str, place: int) -> bool:
    """Where the reading goes on at the next one: a spoilt line does not spoil a whole JSONL file."""
    following = text.find("\n", place) + 1
    return following > 0 and text.startswith("{", place) and len(text[place:following].strip()) > 1


def _refuse_loose_list(text: str) -> None:
    """Objects that we could read in a list that other programs could not."""
    if text.lstrip().startswith("["):
        try:
            json.loads(text)
        except json.JSONDecodeError as error:
            raise UnreadableError("Virgule ou crochet mal placé", error.lineno) from error


def _next_value(text: str, place: int, line: int, depth: int) -> tuple[int, int, int]:
    """Past blanks, commas and the brackets of a list."""
    while place < len(text) and (text[place] in _BLANKS or text[place] in "[]"):
        line += text[place] == "\n"
        depth += (text[place] == "[") - (text[place] == "]")
        place += 1
    return place, line, depth


def _decoded(decoder: json.JSONDecoder, text: str, place: int, line: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, place)
    except json.JSONDecodeError as error:
        at = line + text.count("\n", place, error.pos)
        raise UnreadableError("Ce n'est plus du JSON à partir d'ici", at) from error
    except RecursionError as error:
        raise UnreadableError("Valeurs trop imbriquées", line) from error
    except ValueError as error:
        raise UnreadableError("Nombre démesuré", line) from error
