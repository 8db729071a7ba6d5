"""The dashboard 看板: the business of this dealer at a glance, every figure with its rows."""
