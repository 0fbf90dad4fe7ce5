"""What pages are made of: layout, macros, form fields, styles and scripts.

Words of this room: a *shape* is how a form field is drawn; a *voice* is drawn as a quiet colour and a word;
a *draft* is what a form keeps while somebody types. The room knows no domain: it is handed plain values.
"""
