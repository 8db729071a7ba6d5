"""The consent ledger 授权台账: who agreed to what, who was asked about them and why, and what was taken back."""
