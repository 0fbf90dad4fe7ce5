"""Whose record it is and who is around them: subjects, their circle and its voices, grants, contact points.

A *subject* is the person (or group) the record is about. A *voice* is one whose words can stand in the record; a circle
member is a voice with a relationship. A *grant* says what one account or team may see and do, by section.
"""
