"""Backup and restore. A backup is one file that common tools can open too:

    tar archive
      READ-ME.txt   how to open it by hand
      key.age       the key of the next member, encrypted to a passphrase; not there when it goes to public keys
      backup.age    a tar stream, encrypted in the age format: about.json, database/…, files/…, heads/…, checksums.json

wrapping   the outer file and its encryption
packing    the inner stream, written and read piece by piece
database   pg_dump and pg_restore
making     what goes in, and reading it again afterwards
restoring  into an empty place
keys       the secrets of an installation, which never go into the same file as the data
"""
