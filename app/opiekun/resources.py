"""Where the files that are not code lie: icons, translations, templates, the sample desk."""

from pathlib import Path


def _root() -> Path:
    """The wheel packs them inside the package; in a checkout they stand at the top level, beside app/."""
    packed = Path(__file__).with_name("resources")
    return packed if packed.is_dir() else Path(__file__).parents[2] / "resources"


ROOT = _root()


def resource(name: str) -> Path:
    """The path of one resource file or folder, named from the root of resources/: `resource("icons/phone.svg")`.

    A name that does not exist is a fault in the program or its installation: FileNotFoundError.
    """
    path = ROOT / name
    if not path.exists():
        raise FileNotFoundError(path)
    return path
