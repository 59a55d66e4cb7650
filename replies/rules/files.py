"""Which files may come with a case, told by their content and not by their name."""

import zipfile
from pathlib import PurePath
from typing import Any

LARGEST = 20 * 1024 * 1024  # bytes
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = {
    ".pdf": b"%PDF-",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".doc": OLE,
    ".xls": OLE,
    ".wps": OLE,
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
}
OFFICE_PARTS = {".docx": "word/", ".xlsx": "xl/"}
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}


def checked_extension(name: str, size: int, stream: Any) -> str:
    """The file's extension in lower case. ValueError with a Chinese message when it may not be kept."""
    extension = PurePath(name).suffix.lower()
    if extension not in SIGNATURES:
        raise ValueError(f"“{name}”的类型不收：请上传 PDF、Word、Excel、WPS 文件或 JPG、PNG 图片。")
    if not size:
        raise ValueError(f"“{name}”是空文件，请重新选择。")
    if size > LARGEST:
        raise ValueError(f"“{name}”超过 20 MB，请压缩或拆分后上传。")
    if not _is_what_it_says(extension, stream):
        raise ValueError(f"“{name}”的内容与扩展名 {extension} 不符，可能改过名或已损坏，请用原文件上传。")
    return extension


def _is_what_it_says(extension: str, stream: Any) -> bool:
    stream.seek(0)
    head = stream.read(8)
    stream.seek(0)
    if not head.startswith(SIGNATURES[extension]):
        return False
    part = OFFICE_PARTS.get(extension)
    return part is None or _zip_holds(part, stream)


def _zip_holds(folder: str, stream: Any) -> bool:
    try:
        with zipfile.ZipFile(stream) as archive:
            return any(name.startswith(folder) for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):  # damaged in one way or another
        return False
    finally:
        stream.seek(0)
