"""What a first conversation is about, in its order: the person first, what gets in the way only once that is known."""

from alongside.home.papers.data import Topic

TOPICS = (
    Topic(
        "How to talk with me, and what I need to take part",
        "Signing, large letters, an interpreter, time to think, someone with me, a quiet room? How may we reach you?",
        5,
    ),
    Topic("What matters to me", "Who and what would you not want to be without? What should people know about you?", 6),
    Topic("A good day", "What happens on a good day, from getting up to going to bed? And on a bad one?", 5),
    Topic(
        "Who I am, as much as I want to say",
        "Culture, faith, language, gender, who you love, disability, caring for someone: only what you wish to tell.",
        4,
    ),
    Topic(
        "What I am good at",
        "What do others ask you for? What have you come through? When did you last use it? What could it be used for?",
        6,
    ),
    Topic(
        "My people",
        "Family, friends, neighbours, animals, workers: now, in the past, wished for. How close? What do they bring?",
        6,
    ),
    Topic("My places and groups", "Where do you go, or used to go, or would like to go? What is good there?", 4),
    Topic(
        "My roles",
        "What are you to others: a mother, a neighbour, a baker? What were you? What would you like to be?",
        4,
    ),
    Topic(
        "What people near me must know at once",
        "An allergy, choking, seizures, where an inhaler or a form is kept. This is not a list of medicines.",
        4,
    ),
    Topic("Staying well", "What helps when things get hard? Who do you want called? What must not happen?", 5),
    Topic("My hopes", "What would you like your life to be like? Why does it matter?", 5),
    Topic("Hopes of my family and friends", "In their own words. Whose hope is it?", 4),
    Topic("What gets in the way", "What is hard, and what does it keep you from? What helps already?", 5),
    Topic("My goals", "“I will … because …” How much does it matter, 0 to 10? How sure are you, 0 to 10?", 5),
)
