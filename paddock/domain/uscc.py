"""The unified social credit code of companies: its form and check character (GB 32100-2015)."""

import unicodedata
from typing import Final

from stdnum.cn import uscc

from paddock.domain.checks import Check
from paddock.domain.sentences import Sentence

# The alphabet leaves out I, O, S, V and Z; recognition does not.
_LOOKALIKES: Final = str.maketrans("IOSZ", "1052")
USCC_LENGTH: Final = 18


def normalise_uscc(text: str) -> str:
    """Return `text` half width, in capitals, without spaces, letters the code does not use as the digits they are."""
    half_width = unicodedata.normalize("NFKC", text).upper()
    return "".join(half_width.split()).translate(_LOOKALIKES)


def is_uscc(code: str) -> bool:
    """Whether `code` has the form and its check character holds."""
    return bool(uscc.is_valid(code))


def check_uscc(text: str) -> Check:
    """Return `uscc_check_character` for a code as read or typed."""
    if is_uscc(normalise_uscc(text)):
        return Check(
            "uscc_check_character", True, Sentence("统一社会信用代码校验码正确。", "The credit code's check holds.")
        )
    return Check(
        "uscc_check_character",
        False,
        Sentence(
            "统一社会信用代码应为 18 位且校验码相符，请逐位对照营业执照更正。",
            "A unified social credit code has 18 characters, the last one a check: compare each with the licence.",
        ),
    )
