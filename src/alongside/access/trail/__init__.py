"""The sealed audit trail: rows become leaves of a Merkle tree, its signed heads are kept outside the database.

leaves     how a row becomes the bytes that are hashed
heads      the book of signed heads: a file, its key, and how both are checked
sealing    the chore that gives waiting rows their place and signs the next head
verifying  reading everything again and saying where it is not as it was sealed
reading    what an operator asks at the machine
"""
