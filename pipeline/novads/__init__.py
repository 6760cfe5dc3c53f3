"""novads reads Latvian municipal announcements and gives back what they say as data.

The objects are here at once; `load`, `extract` and `extract_many` bring spaCy, Stanza and torch in
when they are first called, so that `import novads` stays light.
"""

from __future__ import annotations

from novads.errors import ArticleError, ModelError, NovadsError, RuleFileError
from novads.objects import (
    Article,
    Claim,
    DateMention,
    ErrorRecord,
    Event,
    Extraction,
    Funding,
    Money,
    Organisation,
    Period,
    Place,
    Programme,
    Project,
    ProjectTitle,
    SourceWarning,
    Span,
)
from novads.pipeline import extract, extract_many, load

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleError",
    "Claim",
    "DateMention",
    "ErrorRecord",
    "Event",
    "Extraction",
    "Funding",
    "ModelError",
    "Money",
    "NovadsError",
    "Organisation",
    "Period",
    "Place",
    "Programme",
    "Project",
    "ProjectTitle",
    "RuleFileError",
    "SourceWarning",
    "Span",
    "__version__",
    "extract",
    "extract_many",
    "load",
]
