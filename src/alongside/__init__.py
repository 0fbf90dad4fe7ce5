"""Alongside: the care and support record that people write together."""

__version__ = "0.1.0"
