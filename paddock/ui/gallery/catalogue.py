"""The pages of the gallery, in their order. The screenshot test renders each of them."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from paddock.ui.gallery.pages import controls, deals, foundations, inputs, lists, messages, waiting
from paddock.ui.words import translate


class GalleryPage(NamedTuple):
    """One page."""

    key: str
    title: str
    """In the language now shown."""
    make: Callable[[], QWidget]
    """A new page in the language and the colours now shown."""


def gallery_pages() -> list[GalleryPage]:
    """Every page; ask again after a change of language."""
    return [
        GalleryPage("colours", translate("Gallery", "Colours"), foundations.colours),
        GalleryPage("text", translate("Gallery", "Text"), foundations.text),
        GalleryPage("buttons", translate("Gallery", "Buttons"), controls.buttons),
        GalleryPage("choices", translate("Gallery", "Choices"), controls.choices),
        GalleryPage("chips", translate("Gallery", "State chips"), controls.chips),
        GalleryPage("badges", translate("Gallery", "Badges"), controls.badges),
        GalleryPage("fields", translate("Gallery", "Fields with readings"), inputs.fields),
        GalleryPage("money", translate("Gallery", "Money"), inputs.money),
        GalleryPage("vin", translate("Gallery", "VIN"), inputs.vin),
        GalleryPage("editors", translate("Gallery", "Inputs"), inputs.editors),
        GalleryPage("timelines", translate("Gallery", "Timeline"), deals.timelines),
        GalleryPage("offers", translate("Gallery", "Offer cards"), deals.offers),
        GalleryPage("pictures", translate("Gallery", "Pictures with boxes"), deals.pictures),
        GalleryPage("checks", translate("Gallery", "Checks"), deals.checks),
        GalleryPage("pads", translate("Gallery", "Signature pad"), deals.pads),
        GalleryPage("tables", translate("Gallery", "Tables"), lists.tables),
        GalleryPage("sections", translate("Gallery", "Section cards"), lists.sections),
        GalleryPage("tiles", translate("Gallery", "Figures"), waiting.tiles),
        GalleryPage("empties", translate("Gallery", "Empty states"), waiting.empties),
        GalleryPage("skeletons", translate("Gallery", "Skeletons"), waiting.skeletons),
        GalleryPage("progress", translate("Gallery", "Progress"), waiting.progress),
        GalleryPage("stale", translate("Gallery", "Stale marks"), waiting.stale),
        GalleryPage("banners", translate("Gallery", "Problem banner"), messages.banners),
        GalleryPage("questions", translate("Gallery", "Questions"), messages.questions),
        GalleryPage("passphrases", translate("Gallery", "Passphrase"), messages.passphrases),
    ]
