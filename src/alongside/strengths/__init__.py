"""Strengths: what a person is good at, their people (past, present and wanted), their places, their roles.

Words: a *strength* has an example from life; a *connection* is somebody and how we get on; a *community tie* is a
place, group or service; a *role* is had, has or wanted. `picture` lays these out as one network picture.
"""
