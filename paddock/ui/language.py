"""The language of the window. Apart from `words`, because the first paint needs it and nothing else of the core."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

import paddock.resources

if TYPE_CHECKING:
    from paddock.domain.sentences import Language


class _Current:
    language: "Language" = "zh_CN"
    translators: tuple[QTranslator, ...] = ()


def language() -> "Language":
    """The language now shown."""
    return _Current.language


def install_language(app: QCoreApplication, wanted: "Language") -> None:
    """Show every text made from now on in `wanted`; the source language of the code is English."""
    for translator in _Current.translators:
        app.removeTranslator(translator)
    _Current.language, _Current.translators = wanted, ()
    QLocale.setDefault(QLocale(wanted))
    if wanted == "en":
        return
    own, qt = QTranslator(app), QTranslator(app)
    own.load(str(translations_folder() / f"{wanted}.qm"))
    qt.load(f"qtbase_{wanted}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    app.installTranslator(qt)
    app.installTranslator(own)
    _Current.translators = (qt, own)


def translations_folder() -> Path:
    """Where the `.ts` and `.qm` files lie."""
    return Path(paddock.resources.__file__ or "").parent / "translations"


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """`text`, marked for lupdate by this function's name: translated where it is shown, not where it is declared.

    Qt's own of this name says the same, but is typed to return any object.
    """
    return text
