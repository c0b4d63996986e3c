"""The kinds of things on a map and their limits: plain facts, known before a file is opened."""

STATES = ("as_is", "to_be", "planned", "actual")
# A line is a lane without cards, so that it is moved among lanes as they are.
LINE = "line_of_visibility"
INTERACTION = "line_of_interaction"
LINES = (INTERACTION, LINE)
# What a customer meets, what goes on in the person, what we conclude, what stays inside.
LANE_KINDS = (
    "does",
    "touch_point",
    "sees",
    "evidence",
    "feeling",
    "thinking",
    "feels",
    "state_of_mind",
    "need",
    "pain",
    "delight",
    "unexpected",
    "latent_need",
    "observation",
    INTERACTION,
    LINE,
    "behind",
    "support",
    "systems",
    "employee",
    "kpi",
    "opportunity",
)
# Lanes that hold one bead per step on a curve, from bad to good.
CURVES = ("feeling", "employee")
FEELING_LIMIT = 5
LINK_KINDS = ("goes_to", "branch")
# The three views of a step's weight: customer, employee, business (0 to 10 each).
TRUTH_LIMIT = 10
TRUTH_CUT = 7.0
# The colours of marks, by their tokens' names.
COLOURS = tuple(f"series_{n}" for n in range(1, 9))
