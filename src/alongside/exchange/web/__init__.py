"""What other programs ask of Alongside."""
