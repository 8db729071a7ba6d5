"""Characters of a VIN that are taken for one another. Without NumPy: both sides of the border know these."""

from typing import Final

CONFUSIONS: Final = (
    "S5", "0O", "L1", "Z2", "D0", "MN", "W0", "80", "G6", "B8", "5S", "2Z", "0D", "6G", "8B", "1L", "NM",
    "T1", "1T", "J1", "1J", "7T", "Y7", "V7", "VY", "YV", "UV", "VU", "CG", "GC", "EF", "FE", "PR", "RP",
    "HN", "NH", "HM", "MH", "KX", "XK", "3S", "S3", "38", "83", "9G", "G9", "4A", "A4", "U0", "0U", "C0",
    "WM", "MW", "17", "71", "56", "65", "39", "93", "08", "06", "60", "B3", "3B", "E8", "AR", "RA", "SB",
)  # fmt: skip
"""What is on the plate, and what it is most often read as."""
