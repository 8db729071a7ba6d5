"""Machine-readable VINs: the symbologies labels carry, damaged in fourteen ways, against each decoder at its best."""
