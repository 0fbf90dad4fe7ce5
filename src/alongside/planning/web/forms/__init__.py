"""The questions of this room: one form a kind of entry. The registry names them from here."""

from .council import AftercareForm, EligibilityForm, PersonalBudgetForm
from .goals import AchievementForm, GoalForm, NotYetForm, PractitionerAnswerForm, StepForm
from .linked import MOST_REASON, LinkedForm
from .needs import AspirationForm, BarrierForm, MetByForm, NeedForm
from .reviewing import GoalRatingForm, ReviewForm, StoryForm
from .support import MeansForm, SupportForm
from .tensions import TensionForm, TensionViewForm

__all__ = [
    "MOST_REASON",
    "AchievementForm",
    "AftercareForm",
    "AspirationForm",
    "BarrierForm",
    "EligibilityForm",
    "GoalForm",
    "GoalRatingForm",
    "LinkedForm",
    "MeansForm",
    "MetByForm",
    "NeedForm",
    "NotYetForm",
    "PersonalBudgetForm",
    "PractitionerAnswerForm",
    "ReviewForm",
    "StepForm",
    "StoryForm",
    "SupportForm",
    "TensionForm",
    "TensionViewForm",
]
