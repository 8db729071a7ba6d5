"""Verifying a signed contract on this machine alone: no centre is asked, and none is believed without proof."""

from paddock.app.services.verification.report import (
    Change,
    SignerFinding,
    Standing,
    TextChange,
    Verdict,
    VerificationReport,
)
from paddock.app.services.verification.standing import NOTHING, Known
from paddock.app.services.verification.verify import contract_number_in, require_pdf, verify_contract
from paddock.wire.tree_heads import consistency_holds

__all__ = [
    "NOTHING",
    "Change",
    "Known",
    "SignerFinding",
    "Standing",
    "TextChange",
    "Verdict",
    "VerificationReport",
    "consistency_holds",
    "contract_number_in",
    "require_pdf",
    "verify_contract",
]
