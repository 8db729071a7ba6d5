"""Fonts, style tokens, icons and translations, as files beside this one."""
