"""`pack.yaml` alone: languages, clock and currency, without reading the rest of a pack."""

from __future__ import annotations

from pathlib import Path

from palermo.packs.catalogues import PackCatalogues
from palermo.packs.places import list_folders, require_pack
from palermo.packs.shapes import Manifest
from palermo.packs.yaml_files import load_yaml


def read_manifest(iso3: str, root: Path | None = None) -> Manifest:
    """The manifest of a pack. Raises NotFound for no such pack, PackProblem for a wrong file."""
    name = iso3.lower()
    require_pack(name, root)
    folders = list_folders(name, root)
    catalogues = PackCatalogues(folders[::-1], ())
    manifest = load_yaml(folders[-1] / "pack.yaml", Manifest, catalogues)
    catalogues.languages = manifest.codes
    return manifest
