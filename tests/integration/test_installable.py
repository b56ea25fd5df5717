"""The manifest that makes the interviews installable: its icons exist in the sizes it names."""

from __future__ import annotations

import struct
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

PNG = b"\x89PNG\r\n\x1a\n"


def test_every_icon_exists_in_the_size_that_the_manifest_names(client: Client) -> None:
    manifest = client.get("/manifest.webmanifest").json()
    drawn = [icon for icon in manifest["icons"] if icon["type"] == "image/png"]
    assert {icon["sizes"] for icon in drawn} == {"192x192", "512x512"}
    assert [icon for icon in drawn if icon.get("purpose") == "maskable"]
    for icon in drawn:
        found = finders.find(icon["src"].removeprefix("/static/"))
        content = Path(str(found)).read_bytes()
        assert content.startswith(PNG)
        width, height = struct.unpack(">II", content[16:24])
        assert icon["sizes"] == f"{width}x{height}"
