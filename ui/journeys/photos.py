"""A photograph from a file, checked and made small enough to live in the project."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODeviceBase, QSize, Qt
from PySide6.QtGui import QImageReader

# A photograph on a card or a wall is read at most so large, whatever its header says.
LONGEST = 2400
MOST_MEGABYTES = 256
MOST_BYTES = 60 * 1024 * 1024


def photo_of(path: Path) -> tuple[bytes, str] | None:
    """The picture as JPEG with its media type, turned upright; None for what is no picture or lies about its size."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        data = path.read_bytes()
    except OSError:
        return None
    return photo_in(data)


def photo_in(data: bytes) -> tuple[bytes, str] | None:
    """As `photo_of`, from bytes; only our own pixels are kept, so nothing else of the file comes along."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer)
    reader.setAllocationLimit(MOST_MEGABYTES)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in (b"png", b"jpeg", b"jpg"):
        return None
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > LONGEST:
        reader.setScaledSize(size.scaled(QSize(LONGEST, LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    out = QBuffer()
    out.open(QIODeviceBase.OpenModeFlag.WriteOnly)
    kind = "PNG" if image.hasAlphaChannel() else "JPEG"
    image.save(out, kind, -1 if kind == "PNG" else 88)  # type: ignore[call-overload]
    return bytes(out.data().data()), f"image/{kind.lower()}"
