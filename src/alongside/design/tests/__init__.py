"""Tests of the room `design`."""
