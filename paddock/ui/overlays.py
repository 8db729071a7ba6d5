"""What lies over the screens: the palette, the notices, and the list of them; each made when it is first wanted."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from paddock.ui.notices import Notices
    from paddock.ui.palette.window import Palette
    from paddock.ui.shell import Shell
    from paddock.ui.widgets.notice_list import NoticeList
    from paddock.ui.widgets.toasts import Toasts


class Overlays:
    """The overlays of one window. They lie on its furniture, and go with it when it is made anew."""

    def __init__(self, shell: "Shell") -> None:
        self._shell = shell
        self._notices: Notices | None = None
        self._toasts: Toasts | None = None
        self._list: NoticeList | None = None
        self._palette: Palette | None = None

    @property
    def notices(self) -> "Notices":
        """What was told in this session."""
        from paddock.ui.notices import Notices  # noqa: PLC0415 - after the first paint

        if self._notices is None:
            self._notices = Notices(self._shell)
        return self._notices

    @property
    def toasts(self) -> "Toasts":
        """The notices over the window."""
        if self._toasts is None:
            from paddock.ui.undo_key import UndoKey  # noqa: PLC0415 - after the first paint
            from paddock.ui.widgets.toasts import Toasts  # noqa: PLC0415

            self._toasts = Toasts(self._shell.furniture, self.notices, self._shell.foot)
            UndoKey(self._toasts)
        return self._toasts

    def show_palette(self, recent: Sequence[str]) -> None:
        """Open the palette, or close it; `recent` is what it lists first when it is made."""
        from paddock.ui.palette.window import Palette  # noqa: PLC0415 - only when it is wanted

        if self._palette is None:
            self._palette = Palette(self._shell.furniture, self._shell, recent)
        if self._palette.isHidden():
            self._palette.open()
        else:
            self._palette.close_up()

    def recent(self) -> tuple[str, ...] | None:
        """What was chosen in the palette lately; None: it was not opened."""
        return tuple(self._palette.recent) if self._palette else None

    def show_notices(self) -> None:
        """Open the list of notices, or close it."""
        from paddock.ui.widgets.notice_list import NoticeList  # noqa: PLC0415 - after the first paint

        if self._list is None:
            self._list = NoticeList(self._shell.furniture, self.notices)
        if self._list.isHidden():
            self._list.open()
        else:
            self._list.close_up()

    def close_up(self) -> None:
        """Close what is open, for another screen to be seen."""
        for overlay in (self._palette, self._list):
            if overlay:
                overlay.close_up(give_back=False)

    def forget(self) -> None:
        """The furniture goes; what was told stays."""
        self._toasts = self._list = self._palette = None
