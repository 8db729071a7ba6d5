"""The dealers' stock 库存."""
