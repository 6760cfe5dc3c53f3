"""The files inside .zip and .tar archives, read where they are: nothing is ever extracted."""

from __future__ import annotations

import io
import os
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final, cast

from novads.articles.readers.options import MIB
from novads.articles.readers.source import (
    Outcome,
    Settings,
    Source,
    error_record,
    harmless,
    spooled,
)
from novads.articles.readers.streams import Expanded
from novads.errors import ArticleError

__all__ = ["tar_members", "zip_members"]

SuffixOf = Callable[[str], str | None]

_ARCHIVES: Final = (".zip", ".tar", ".tar.gz")
_DEEPEST: Final = 1
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    struct.error,
)
_LONGEST_NAME: Final = MIB
_NAMES: Final = (
    tarfile.XHDTYPE,
    tarfile.XGLTYPE,
    tarfile.SOLARIS_XHDTYPE,
    tarfile.GNUTYPE_LONGNAME,
    tarfile.GNUTYPE_LONGLINK,
)


def zip_members(
    source: Source, settings: Settings, suffix_of: SuffixOf
) -> Iterator[Source | Outcome]:
    """The files of a .zip archive that are of a format that is read, in the archive's order.

    Raises:
        ArticleError: if it can't be read as an archive.
        OSError: if it can't be read.

    """
    with spooled(source, settings.limits.spooled) as file:
        try:
            archive = zipfile.ZipFile(file)
        except _BROKEN_ZIP as error:
            raise ArticleError(source.name, f"not a .zip that can be read: {error}") from None
        members = archive.infolist()
        size = file.seek(0, os.SEEK_END)
        if len(members) > settings.limits.members:
            raise ArticleError(source.name, f"more than {settings.limits.members} files in it")
        if sum(info.compress_size for info in members) > size:
            raise ArticleError(source.name, "its files overlap: a zip bomb")
        for info in members:
            if not info.filename.endswith("/"):  # is_dir() fails for a file without a name
                yield from _zip_member(archive, info, source, settings, suffix_of)


def _zip_member(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    source: Source,
    settings: Settings,
    suffix_of: SuffixOf,
) -> Iterator[Source | Outcome]:
    name = f"{source.name}!/{harmless(info.filename)}"

    def open_member() -> BinaryIO:
        try:
            member = archive.open(info)
        except _BROKEN_ZIP as error:
            raise ArticleError(name, f"can't be read from the archive: {error}") from None
        expanded = Expanded(
            cast(io.BufferedIOBase, member), info.compress_size, name, settings.limits
        )
        return cast(BinaryIO, expanded)

    suffix = suffix_of(info.filename)
    if suffix is None or _is_apple_double(info.filename):
        settings.skip(name, "not a supported kind of file")
    elif reason := _refused(info.filename, suffix, source):
        yield error_record(name, reason)
    elif info.flag_bits & 0x1:
        yield error_record(name, "encrypted")
    elif stat.S_ISLNK(info.external_attr >> 16):
        yield error_record(name, "a link; links in archives aren't followed")
    elif info.compress_type not in _METHODS:
        yield error_record(name, f"compressed in a way that isn't read ({info.compress_type})")
    else:
        yield Source(name, suffix, open_member, depth=source.depth + 1)


def tar_members(
    source: Source, settings: Settings, suffix_of: SuffixOf
) -> Iterator[Source | Outcome]:
    """The files of a .tar archive that are of a format that is read, in the archive's order.

    Each must be read before the next is asked for.

    Raises:
        ArticleError: if it can't be read as an archive, or ends too early.
        OSError: if it can't be read.

    """
    header = _header_class(source.name)
    count = 0
    with source.open() as stream:
        try:
            with tarfile.open(fileobj=stream, mode="r|", tarinfo=header) as archive:
                while (info := archive.next()) is not None:
                    archive.members.clear()  # type: ignore[attr-defined]  # else all stay in memory
                    count += 1
                    if count > settings.limits.members:
                        limit = settings.limits.members
                        raise ArticleError(source.name, f"more than {limit} files in it")
                    yield from _tar_member(archive, info, source, settings, suffix_of)
        except (tarfile.TarError, EOFError, ValueError) as error:
            if "unexpected end" in str(error):
                raise ArticleError(source.name, "truncated: its data ends too early") from None
            raise ArticleError(source.name, f"not a .tar that can be read: {error}") from None
    if not header.ended:
        raise ArticleError(source.name, "truncated: the archive has no end")


class _Header(tarfile.TarInfo):
    """A tar header that says whether the archive's end was seen, and bounds the names."""

    ended = False
    name_of_archive = ""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        """As `tarfile.TarInfo` has it.

        Raises:
            ArticleError: for a name that is longer than any name.

        """
        if len(buf) == tarfile.BLOCKSIZE and not any(buf):
            cls.ended = True
        header = super().frombuf(buf, encoding, errors)
        if header.type in _NAMES and header.size > _LONGEST_NAME:
            raise ArticleError(cls.name_of_archive, "a name in it is longer than 1 MiB")
        return header


def _header_class(name: str) -> type[_Header]:
    return type("_ArchiveHeader", (_Header,), {"name_of_archive": name})


def _tar_member(
    archive: tarfile.TarFile,
    info: tarfile.TarInfo,
    source: Source,
    settings: Settings,
    suffix_of: SuffixOf,
) -> Iterator[Source | Outcome]:
    name = f"{source.name}!/{harmless(info.name)}"

    def open_member() -> BinaryIO:
        member = archive.extractfile(info)
        assert member is not None  # it is a regular file
        expanded = Expanded(
            cast(io.BufferedIOBase, member), max(info.size, 1), name, settings.limits
        )
        return cast(BinaryIO, expanded)

    suffix = suffix_of(info.name)
    if info.isdir():
        return
    if suffix is None or _is_apple_double(info.name):
        settings.skip(name, "not a supported kind of file")
    elif reason := _refused(info.name, suffix, source):
        yield error_record(name, reason)
    elif info.issym() or info.islnk():
        yield error_record(name, "a link; links in archives aren't followed")
    elif not info.isreg() or info.issparse():
        yield error_record(name, "not a plain file")
    else:
        yield Source(name, suffix, open_member, depth=source.depth + 1)


def _is_apple_double(name: str) -> bool:
    """Whether it is what macOS puts beside each file that it packs."""
    steps = name.split("/")
    return steps[0] == "__MACOSX" or steps[-1].startswith("._")


def _refused(name: str, suffix: str, source: Source) -> str | None:
    steps = name.replace("\\", "/").split("/")
    if ".." in steps or steps[0] == "" or steps[0][1:2] == ":":
        return "its name leads out of the archive"
    if suffix in _ARCHIVES and source.depth >= _DEEPEST:
        return "an archive in an archive in an archive: one within another is read, no deeper"
    return None
