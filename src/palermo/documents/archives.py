"""Opens ZIP files, of which office files are a kind, so that no list or part of them can do harm.

A list of a million parts, or a part that inflates a thousand times, is refused by what the file
says of itself; `zipfile` never inflates more of a part than that.
"""

from __future__ import annotations

import io
import struct
import zipfile

#: Bytes of the list of parts. 4,000 parts with long names stay below.
_MOST_LISTED = 1 << 20
#: Bytes of a small part that tells what the file is.
_MOST_TELLING = 1 << 20
_END, _END_64, _MOST_COMMENT = b"PK\x05\x06", b"PK\x06\x07", (1 << 16) + 22
#: The methods that office programs use. Of others `zipfile` inflates a piece without a limit.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
#: An office file counts as small up to so many bytes, packed.
_SMALL_PACKED = 1 << 20
_XML = (".xml", ".rels")


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive; its list is read and of bounded length. Raises zipfile.BadZipFile."""
    if _listed_bytes(data) > _MOST_LISTED:
        raise zipfile.BadZipFile
    return zipfile.ZipFile(io.BytesIO(data))


def read_telling_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that says what the file is. Raises BadZipFile where it is too large, KeyError."""
    entry = archive.getinfo(name)
    if entry.compress_type not in _METHODS or entry.file_size > _MOST_TELLING:
        raise zipfile.BadZipFile
    return archive.read(entry)


def is_small_archive(data: bytes, most_xml: int) -> bool:
    """Whether all XML of an office file has at most so many bytes, inflated.

    `zipfile` inflates no part beyond the size in the list, so that the sum of these sizes bounds
    the elements that a reader can meet: 4 bytes make one.
    """
    if len(data) > _SMALL_PACKED:
        return False
    try:
        with open_archive(data) as archive:
            entries = archive.infolist()
    except Exception:  # zipfile fails in many ways on damaged files
        return False
    size = sum(e.file_size for e in entries if e.filename.endswith(_XML))
    # A reader may also ask for a part with another ending.
    others = max((e.file_size for e in entries if not e.filename.endswith(_XML)), default=0)
    return max(size, others) <= most_xml and all(e.compress_type in _METHODS for e in entries)


def _listed_bytes(data: bytes) -> int:
    """How long the list of parts is; 0 for a file without one, which `zipfile` refuses."""
    at = data.rfind(_END, max(0, len(data) - _MOST_COMMENT))
    if at < 0 or at + 22 > len(data):
        return 0
    size: int = struct.unpack_from("<L", data, at + 12)[0]
    if at >= 76 and data[at - 20 : at - 16] == _END_64:
        long: int = struct.unpack_from("<Q", data, at - 36)[0]
        return max(size % 0xFFFFFFFF, long)
    return size
