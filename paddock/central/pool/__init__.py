"""Retail and wholesale in one pool: what arrives, sells and is asked for, by model, region and week."""
