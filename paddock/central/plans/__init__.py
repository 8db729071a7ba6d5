"""Finance plans 融资方案: the catalogue, and which of them fit an application."""
