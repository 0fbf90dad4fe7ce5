"""What the many subjects of a measurement have in common: names, words, and how a record grows from visit to visit."""

GIVEN = (
    "Ada", "Bashir", "Carys", "Dele", "Elin", "Farah", "Gareth", "Hana", "Idris", "Joan", "Kofi", "Leila", "Marek",
    "Nia", "Owen", "Priya", "Rosa", "Sunil", "Tamsin", "Uchenna", "Vera", "Wanjiru", "Xin", "Yusuf", "Zofia",
)  # fmt: skip
FAMILY = (
    "Abbott", "Bello", "Chaudhry", "Davies", "Evans", "Fenwick", "Gill", "Hussain", "Iqbal", "Jones", "Kaur", "Lewis",
    "Mensah", "Nowak", "Okafor", "Patel", "Quinn", "Roberts", "Singh", "Thomas", "Underhill", "Vaughan", "Williams",
    "Yates", "Zielinski",
)  # fmt: skip

OPENINGS = (
    "I like it when", "It goes well when", "On most days", "Since the spring", "When my sister is here",
    "If I may choose", "After a good night", "On the allotment", "With the radio on", "When nobody hurries me",
    "Before the bus comes", "In the kitchen", "At the choir", "When it rains", "On a Sunday",
)  # fmt: skip
MIDDLES = (
    "we start with tea and talk about the garden", "I make the soup myself, with the big pan",
    "I can walk as far as the canal and back", "somebody tells me the day before what is planned",
    "I write the list and we go through it together", "my neighbour rings the bell and we go for the paper",
    "I sort the seeds for the whole row of us", "the children come in and ask me about the old photographs",
    "I mend what others would throw away", "I keep the door open and the chain on",
)  # fmt: skip
ENDINGS = (
    "and then the rest of the day is easier.", "and nobody needs to remind me.", "but not more than two hours.",
    "as we did when my mother was alive.", "and I sleep better after it.", "even if my hands are stiff.",
    "and I would like to do it again.", "because it is mine to decide.",
)  # fmt: skip

# A record grows by visits of five entries; the first four make an ordinary record of twenty, the others a long one.
FIRST_VISITS = (
    ("contribution", "communication_need", "must_know", "way_of_life", "way_of_life"),
    ("contribution", "identity", "strength", "connection", "connection"),
    ("contribution", "community_tie", "role", "staying_well", "strength"),
    ("aspiration", "need", "goal", "step", "step"),
)
LATER_VISITS = (
    ("contribution", "way_of_life", "strength", "connection", "step"),
    ("contribution", "need", "goal", "step", "step"),
    ("contribution", "strength", "community_tie", "role", "step"),
    ("contribution", "aspiration", "barrier", "connection", "step"),
    ("contribution", "need", "met_by", "support", "means"),
)
LONG = 80  # visits of a record that is measured: 400 entries
