"""`GET /.well-known/paddock-receipt-keys`: whom a receipt may be signed by. Public, as the keys are."""

from fastapi import APIRouter

from paddock.central.centre import CentreHere
from paddock.wire.receipts import WELL_KNOWN, ReceiptKeySet

router = APIRouter(tags=["receipts"])


@router.get(WELL_KNOWN)
def read_receipt_keys(centre: CentreHere) -> ReceiptKeySet:
    """Every key there ever was, each newer one endorsed by the one before it."""
    return centre.answers.signer.published()
