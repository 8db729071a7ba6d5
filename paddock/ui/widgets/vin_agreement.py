"""Which pictures say the VIN, which say something else, and where: each differing one in full, its places boxed."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from paddock.app.capture.vin_fusion import Difference, FusedVin, VinSource
from paddock.ui.widgets.basics import clear, column, label, row
from paddock.ui.widgets.thumbnails import kind_words
from paddock.ui.widgets.vin_strip import VinStrip
from paddock.ui.words import say


class VinAgreement(QWidget):
    """Empty as long as there is but one source."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, gap="tight")
        self._shown: FusedVin | None = None
        self.hide()

    def show_fused(self, fused: FusedVin | None) -> None:
        """Show what several sources say together; nothing for fewer than two."""
        several = fused is not None and len(fused.agreeing) + len(fused.differing) > 1
        shown = fused if several else None
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._layout)
        if shown is not None:
            self._fill(shown)
        self.setVisible(shown is not None)

    def texts(self) -> tuple[str, ...]:
        """What its lines say, without the VINs of those that differ."""
        if self._shown is None:
            return ()
        return (*self._lines(self._shown), *(self._heading(each) for each in self._shown.differing))

    def _fill(self, fused: FusedVin) -> None:
        agreement = fused.checks[-1]
        said, names = self._lines(fused)
        self._layout.addWidget(label(said, "good" if agreement.passed else "bad", wrap=True))
        if names:
            self._layout.addWidget(label(names, "good", wrap=True))
        for each in fused.differing:
            across = row(gap="small")
            across.addWidget(label(self._heading(each), "warn"))
            strip = VinStrip()
            strip.show_vin(each.source.value, each.places)
            across.addWidget(strip)
            across.addStretch(1)
            self._layout.addLayout(across)

    def _lines(self, fused: FusedVin) -> tuple[str, str]:
        agreement = fused.checks[-1]
        said = ("✓  " if agreement.passed else "✕  ") + say(agreement.message)
        if not fused.agreeing:
            return said, ""
        return said, self.tr("✓  The same: {0}").format(self._names(fused.agreeing))

    def _heading(self, each: Difference) -> str:
        name = self._names([each.source])
        if each.is_other_vehicle:
            return self.tr("▲  {0}: another VIN").format(name)
        return self.tr("▲  {0} differs").format(name)

    def _names(self, sources: Iterable[VinSource]) -> str:
        counted = Counter(self._name(source) for source in sources)
        return self.tr(", ").join(name if times == 1 else f"{name} ×{times}" for name, times in counted.items())

    def _name(self, source: VinSource) -> str:
        match source.kind:
            case "barcode":
                return self.tr("bar code")
            case "text":
                return self.tr("print on the car")
            case "document":
                return kind_words(source.shows)
