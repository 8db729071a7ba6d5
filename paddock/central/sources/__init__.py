"""Data sources 数据源: what they are, how they are asked, and a sandbox provider that speaks their contract."""
