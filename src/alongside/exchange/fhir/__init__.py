"""FHIR R4 JSON: `reading` files, `spool`ing them, checking their `shape`, `mapping` them; no Django anywhere here."""
