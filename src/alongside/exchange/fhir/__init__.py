"""FHIR R4 JSON: `reading` files, `spool`ing them, checking their `shape`, `mapping` them: pure, no Django.

`bringing` does it for all files through a loader; `command` prints it, and is the one place that knows the real loader.
"""
