"""Static files: each address carries the hash of its content, so that it can be kept for a year."""

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "static"


@dataclass(frozen=True, slots=True)
class Assets:
    hashes: dict[str, str]

    def url(self, name: str) -> str:
        return f"/static/{name}?v={self.hashes[name]}"


def load_assets(folder: Path = FOLDER) -> Assets:
    files = (path for path in folder.iterdir() if path.is_file())
    return Assets({path.name: blake2b(path.read_bytes(), digest_size=5).hexdigest() for path in files})
