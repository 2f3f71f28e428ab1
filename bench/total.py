"""How the claims of one report become one total of killed: a pure function of the claims, for measuring only.

Fogline itself never boils a report down to one number; public data sets do, so a score against them needs a stated rule.
The rule, in the words of the codebook:

1. *What counts*: quantities `killed` of claims in title, body, caption and quote that are told as fact (not negated, frame
   current, done or ongoing, neither forecast, planned nor conditional), not cumulative, and a number rather than one by grammar.
2. *The figure of a quantity*: `best`; "at least n" counts n; "more than n" (low n+1) counts the n that is named; "up to n" n; a
   vague word counts its low, and only where the report has no number at all.
3. *One statement*: the quantities of one claim add where they are of several sides; a part does not add to its whole
   ("22 people, six of them civilians"): GENERAL words contain all others, CIVILIANS all that are not armed.
4. *One incident*: the first statement of the text is the main incident (headline and first paragraph lead with it). Later
   tellings, later places and background never add. A running sum in the head ("24 hours of bombardment") is what it says.
5. *Sides told apart*: claims of the main statement's own sentence add where they name another side of the same incident.
"""

from __future__ import annotations
