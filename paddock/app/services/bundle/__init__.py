"""Unsent work in one encrypted file, for another workstation of the same dealer.

`sealed` is the file: authenticated frames under a passphrase. `pack` writes drafts, unsettled requests and their
pictures into one; `unpack` takes them up elsewhere. Every id stays what it is, so whatever both workstations send, the
centre takes once.
"""

from paddock.app.services.bundle.pack import Packed, pack_unsent
from paddock.app.services.bundle.sealed import BundleFault
from paddock.app.services.bundle.unpack import Unpacked, unpack

__all__ = ["BundleFault", "Packed", "Unpacked", "pack_unsent", "unpack"]
