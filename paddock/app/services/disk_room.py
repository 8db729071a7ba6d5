"""How much room the disk has for further work, said before there is none."""

import shutil

from paddock.app.services.doctor.amounts import size_words
from paddock.app.services.doctor.disk import LEAST_FREE
from paddock.app.store.store import Store
from paddock.domain.sentences import Sentence

_ONE_APPLICATION = 2 * 1024 * 1024
"""Bytes: five photographs and what is written with them."""


def disk_warning(store: Store) -> Sentence | None:
    """What to say while the disk is nearly full, in applications that still fit; None while there is room."""
    try:
        free = shutil.disk_usage(store.profile).free
    except OSError:
        return None  # said by whatever reads or writes next
    if free >= LEAST_FREE:
        return None
    fit = free // _ONE_APPLICATION
    return Sentence(
        f"磁盘仅剩 {size_words(free)}, 约可再存 {fit} 份进件; 请清理磁盘或联网发送, 已保存的工作都在",
        f"The disk has {size_words(free)} left, room for about {fit} applications: free some space; "
        "what is saved is safe",
    )
