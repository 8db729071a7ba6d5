"""Widgets that know no screen."""
