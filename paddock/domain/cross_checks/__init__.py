"""Every contradiction between the documents of an application, and between them and what was entered, in one pass."""

from paddock.domain.cross_checks.every import CROSS_CHECKS, cross_check
from paddock.domain.cross_checks.faults import FAULT_PREFIX, CrossCheck, DocumentFault

__all__ = ["CROSS_CHECKS", "FAULT_PREFIX", "CrossCheck", "DocumentFault", "cross_check"]
