"""Verifying a signed contract on this machine alone: no centre is asked, and none is believed without proof."""

from paddock.app.services.verification.report import Change, SignerFinding, Verdict, VerificationReport
from paddock.app.services.verification.tree_heads import consistency_holds
from paddock.app.services.verification.verify import contract_number_in, require_pdf, verify_contract

__all__ = [
    "Change",
    "SignerFinding",
    "Verdict",
    "VerificationReport",
    "consistency_holds",
    "contract_number_in",
    "require_pdf",
    "verify_contract",
]
