"""XML lists of `<item>` whose children are columns: the export of opendata.onisep.fr."""

from collections.abc import Iterator, Sequence

from crawler.contract import RawFiles, Run
from crawler.readers.xml_stream import read_elements, text_of

ITEM = "item"


def xml_rows(files: RawFiles, run: Run, name: str) -> tuple[Sequence[str], Iterator[dict[str, str]]]:
    """Columns of the first item, then one dictionary per item."""
    return _columns(files, run, name), _dictionaries(files, run, name)


def _columns(files: RawFiles, run: Run, name: str) -> Sequence[str]:
    """All the columns of the file: an item may leave out its empty ones."""
    seen: dict[str, None] = {}
    for item in read_elements(files, run, name, ITEM):
        seen.update(dict.fromkeys(child.tag for child in item))
    return tuple(seen)


def _dictionaries(files: RawFiles, run: Run, name: str) -> Iterator[dict[str, str]]:
    for item in read_elements(files, run, name, ITEM):
        yield {child.tag: text_of(child) for child in item}
