"""Tests of strengths."""
