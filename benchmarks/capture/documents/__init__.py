"""Documents of invented people and vehicles: drawn, damaged, read and scored."""
